// An address of old ends in #L600 though the page holds other lines: the server is not told of it.
const line = /^#L([1-9]\d{0,8})$/.exec(location.hash);
if (line && !document.getElementById(line[0].slice(1))) {
  const place = new URL(location.href);
  place.search = "";
  place.searchParams.set("line", line[1]);
  location.replace(place);
}
