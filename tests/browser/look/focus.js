// What is focused: where it is, and what is wrong with how that is seen.
() => {
  const one = document.activeElement;
  if (!one || one === document.body || one === document.documentElement) return null;
  const faults = [];
  const framed = one.closest(".editor:focus-within") ?? one;
  const style = getComputedStyle(framed), box = framed.getBoundingClientRect();
  // A drawing marks what is focused by the line around its shape.
  const shape = one.ownerSVGElement ? one.querySelector("rect, circle, .outline") : null;
  const read = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const weigh = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((part) => {
      const value = part / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const compare = (one, other) => {
    const [low, high] = [weigh(one), weigh(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const findGround = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const ground = read(getComputedStyle(at).backgroundColor);
      if (ground.alpha === 1) return ground.rgb;
    }
    return [255, 255, 255];
  };
  const drawn = shape && getComputedStyle(shape);
  const width = parseFloat(drawn ? drawn.strokeWidth : style.outlineWidth);
  if (drawn) {
    const contrast = width < 2 ? 0 : compare(read(drawn.stroke).rgb, findGround(one.ownerSVGElement));
    if (contrast < 3) faults.push(`line of ${width} px, contrast ${contrast.toFixed(1)}`);
  } else if (style.outlineStyle === "none" || width < 2) faults.push(`outline ${style.outline}`);
  else {
    const contrast = compare(read(style.outlineColor).rgb, findGround(framed.parentElement));
    if (contrast < 3) faults.push(`outline's contrast ${contrast.toFixed(1)}`);
  }
  // The frame around it is not cut off on more than one side by what scrolls or hides.
  const reach = width + parseFloat(style.outlineOffset);
  for (let at = framed.parentElement; at && at !== document.body; at = at.parentElement) {
    const own = getComputedStyle(at);
    if (own.overflowX === "visible" && own.overflowY === "visible") continue;
    const edge = at.getBoundingClientRect();
    const cut = [edge.left - (box.left - reach), box.right + reach - edge.right,
      edge.top - (box.top - reach), box.bottom + reach - edge.bottom].filter((by) => by > width / 2);
    if (cut.length > 1 && box.width < edge.width && box.height < edge.height) faults.push(`frame cut by ${at.className}`);
  }
  // Some of it is in the window, and nothing lies over that.
  const lines = [...one.getClientRects()].filter((rect) => rect.bottom > 0 && rect.top < innerHeight && rect.right > 0 && rect.left < innerWidth);
  if (!lines.length) faults.push("out of the window");
  else {
    const hit = lines.some((rect) => {
      const x = (Math.max(rect.left, 0) + Math.min(rect.right, innerWidth)) / 2;
      const y = (Math.max(rect.top, 0) + Math.min(rect.bottom, innerHeight)) / 2;
      const top = document.elementFromPoint(x, y);
      return top && (one.contains(top) || top.contains(one) || framed.contains(top));
    });
    if (!hit) faults.push("hidden behind something");
  }
  return {
    inMain: document.querySelector("main").contains(one),
    inFooter: !!one.closest("footer"),
    inEditor: !!one.closest(".CodeMirror"),
    name: `${one.tagName.toLowerCase()}.${one.getAttribute("class") ?? ""} "${(one.innerText ?? one.value ?? "").trim().slice(0, 40)}"`,
    faults,
  };
}
