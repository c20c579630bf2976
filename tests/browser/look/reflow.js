// What is cut off, sticks out or lies over other text, so that somebody cannot read it.
() => {
  const found = [];
  const tell = (one, what) => {
    const box = one.getBoundingClientRect();
    found.push(`${what}: ${one.tagName.toLowerCase()}.${one.className} "${(one.innerText ?? "").trim().slice(0, 40)}" `
      + `at ${Math.round(box.left)},${Math.round(box.top + scrollY)} ${Math.round(box.width)}x${Math.round(box.height)}`);
  };
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !one.closest(".visually-hidden, .skip, .CodeMirror, thead");
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth} wide, the window ${root.clientWidth}`);
  for (const one of document.body.querySelectorAll("*")) {
    if (!seen(one) || one.closest("svg") || one.matches("textarea, input, select, option")) continue;
    const style = getComputedStyle(one);
    const wide = one.scrollWidth > one.clientWidth + 1, high = one.scrollHeight > one.clientHeight + 1;
    if (style.display.startsWith("inline") && style.display !== "inline-block") continue;
    const scrolls = /auto|scroll/;
    const clips = /hidden|clip/;
    if ((wide && clips.test(style.overflowX)) || (high && clips.test(style.overflowY) && one.innerText?.trim()))
      tell(one, "cut");
    else if (wide && scrolls.test(style.overflowX)) {
      // A table or code may scroll by itself, if the keyboard reaches it.
      if (!(one.matches(".table-box, pre, [role=region]") && one.tabIndex === 0)) tell(one, "scrolls");
    } else if (wide && !one.closest(".table-box, pre") && one.getBoundingClientRect().left + one.scrollWidth > root.clientWidth + 1)
      tell(one, "sticks out");
  }
  // Lines of text that lie over each other: the glyphs' own height, not the line's.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode;
    const own = text.parentElement;
    if (!text.data.trim() || !seen(own) || own.closest("svg, option")) continue;
    // What is cut is told already, and its text goes on behind its neighbours.
    if (getComputedStyle(own).textOverflow === "ellipsis") continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    // What has been scrolled out of its own box lies over nothing.
    const box = own.closest("pre, .table-box, .drawing-box")?.getBoundingClientRect();
    for (const rect of range.getClientRects()) {
      if (box && (rect.bottom > box.bottom || rect.top < box.top)) continue;
      const inset = rect.height * 0.25;
      if (rect.width > 2) lines.push({ left: rect.left, right: rect.right, top: rect.top + inset, bottom: rect.bottom - inset, own });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((line, index) => {
    for (let next = index + 1; next < lines.length && lines[next].top < line.bottom - 1; next++) {
      const other = lines[next];
      if (Math.min(line.right, other.right) - Math.max(line.left, other.left) > 2) tell(other.own, "lies over other text");
    }
  });
  return found;
}
