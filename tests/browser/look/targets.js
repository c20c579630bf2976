// Targets below 24 by 24 px that no exception of WCAG 2.2, 2.5.8 lets through.
() => {
  const SIZE = 24, ROOM = 0.05;
  const all = [...document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=treeitem]"
  )].filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.disabled);
  // What no finger or mouse can reach is no target: a skip link out of sight, an editor's own field.
  const boxes = all.map((one) => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && box.height > 1 && box.right > 0 && box.bottom + scrollY > 0
      && !one.closest(".visually-hidden, [aria-hidden=true]"));
  const isSmall = (box) => Math.min(box.width, box.height) < SIZE - ROOM;
  const getCentre = (box) => [box.left + box.width / 2, box.top + box.height / 2];
  // Inline: text that is no target stands in the same line of the same block.
  const isInLine = (target) => {
    if (!getComputedStyle(target).display.startsWith("inline") || target.matches("button, input, select")) return false;
    let block = target.parentElement;
    while (block && getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const lines = [...target.getClientRects()];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode;
      // Code is text to its last sign; elsewhere a comma between two links is none.
      if (!(block.closest("pre") ? /\S/ : /[\p{L}\p{N}]/u).test(text.data) || all.some((one) => one.contains(text))) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const rect of range.getClientRects())
        if (lines.some((line) => Math.min(line.bottom, rect.bottom) - Math.max(line.top, rect.top) > 4)) return true;
    }
    return false;
  };
  const small = boxes.filter(([, box]) => isSmall(box));
  // Spacing: a circle of 24 px on its centre meets no other target, nor another small one's circle.
  const isCrowded = ([target, box]) => {
    const [x, y] = getCentre(box);
    return boxes.some(([other, its]) => {
      if (other === target || other.contains(target) || target.contains(other)) return false;
      if (isSmall(its)) {
        const [u, v] = getCentre(its);
        if (Math.hypot(x - u, y - v) < SIZE - ROOM) return true;
      }
      const dx = Math.max(its.left - x, 0, x - its.right), dy = Math.max(its.top - y, 0, y - its.bottom);
      return Math.hypot(dx, dy) < SIZE / 2 - ROOM;
    });
  };
  return small.filter((one) => isCrowded(one) && !isInLine(one[0])).map(([target, box]) =>
    `${target.tagName.toLowerCase()}.${target.className} "${target.innerText?.trim().slice(0, 30)}" `
    + `${box.width.toFixed(1)}x${box.height.toFixed(1)} in ${target.parentElement.tagName.toLowerCase()}.${target.parentElement.className}`);
}
