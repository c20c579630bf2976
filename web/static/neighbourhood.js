// The drawing of a neighbourhood, better with a script: widened in place, zoomed, pulled, its boxes
// moved. Without it every sign is a link to the same page, and the table below says the same.

const STEP = 1.25;
const LEAST = 0.4;
const MOST = 2.5;
let scale = 1;
let shown = getAddress();

// What a link or the form leads to takes the place of what is shown; the address follows.

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  swap(link.getAttribute("href"), { thing: link.closest("[data-thing]")?.dataset.thing, text: link.textContent.trim() });
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-swap]")) return;
  event.preventDefault();
  const values = new URLSearchParams(
    [...new FormData(event.target)].filter(([name, value]) => value && !(name === "depth" && value === "1")),
  );
  const query = values.toString();
  swap(event.target.getAttribute("action") + (query ? `?${query}` : ""), { button: true });
});

// A way within the page is a step of its history too, but shows nothing else.
addEventListener("popstate", () => {
  if (getAddress() !== shown) swap(getAddress(), {}, false);
});

function getAddress() {
  return location.pathname + location.search;
}

async function swap(address, came, push = true) {
  const main = document.querySelector("main");
  main.setAttribute("aria-busy", "true");
  let page;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(String(answer.status));
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    location.assign(address);
    return;
  }
  const box = document.querySelector(".drawing-box");
  const before = box && { middle: findMiddle(box), left: box.scrollLeft, top: box.scrollTop };
  const told = page.querySelector(".around-status")?.textContent ?? "";
  document.title = page.title;
  main.replaceWith(document.importNode(page.querySelector("main"), true));
  for (const name of [".switch", 'link[rel="alternate"][hreflang]']) {
    const other = page.querySelector(name);
    if (other) document.querySelector(name)?.setAttribute("href", other.getAttribute("href"));
  }
  if (push) history.pushState(null, "", address);
  shown = getAddress();
  setUp(before);
  focusAgain(came);
  tell(told);
}

// A live region speaks only what changes in it: it is filled after it is there.
function tell(text) {
  const status = document.querySelector(".around-status");
  if (!status) return;
  status.textContent = "";
  setTimeout(() => { status.textContent = text; }, 100);
}

function focusAgain({ thing, text, button }) {
  const nodes = [...document.querySelectorAll("[data-thing]")];
  const node = thing && nodes.find((one) => one.dataset.thing === thing);
  const target = node ? node.querySelector(".handle") ?? node.querySelector("a")
    : button ? document.querySelector("form[data-swap] button")
    : [...document.querySelectorAll("a[data-swap]")].find((one) => one.textContent.trim() === text);
  (target ?? document.querySelector("main")).focus({ preventScroll: true });
}

// Zoom: the drawing's own size; what does not fit is scrolled as anything else.

function findMiddle(box) {
  const node = box.querySelector(".node-middle .outline");
  return node && { x: (node.getBBox().x + 106) * scale, y: (node.getBBox().y + 30) * scale };
}

function zoom(box, drawing, wanted, at = { x: box.clientWidth / 2, y: box.clientHeight / 2 }) {
  const next = Math.min(MOST, Math.max(LEAST, wanted));
  const [x, y] = [(box.scrollLeft + at.x) / scale, (box.scrollTop + at.y) / scale];
  scale = next;
  const { width, height } = drawing.viewBox.baseVal;
  drawing.setAttribute("width", Math.round(width * scale));
  drawing.setAttribute("height", Math.round(height * scale));
  box.scrollTo(x * scale - at.x, y * scale - at.y);
}

function setUpZoom(box, drawing) {
  const tools = document.querySelector(".drawing-tools");
  tools.hidden = false;
  tools.addEventListener("click", (event) => {
    const way = event.target.dataset.zoom;
    const { width, height } = drawing.viewBox.baseVal;
    if (way === "in") zoom(box, drawing, scale * STEP);
    if (way === "out") zoom(box, drawing, scale / STEP);
    if (way === "reset") zoom(box, drawing, 1);
    if (way === "fit") zoom(box, drawing, Math.min(box.clientWidth / width, (innerHeight * 0.8) / height, 1));
  });
  box.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const place = box.getBoundingClientRect();
    const at = { x: event.clientX - place.left, y: event.clientY - place.top };
    zoom(box, drawing, scale * (event.deltaY < 0 ? STEP : 1 / STEP), at);
  }, { passive: false });
}

// Pulling: on a box it moves the box and bends its lines, elsewhere the whole.

function setUpPulling(box, drawing) {
  let pulled = null;
  drawing.addEventListener("dragstart", (event) => event.preventDefault());
  drawing.addEventListener("pointerdown", (event) => {
    if (event.button || event.pointerType === "touch") return;
    const node = event.target.closest("[data-thing]");
    pulled = { node, x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop, far: false, start: node && getShift(node) };
  });
  addEventListener("pointermove", (event) => {
    if (!pulled) return;
    const [dx, dy] = [event.clientX - pulled.x, event.clientY - pulled.y];
    if (!pulled.far && Math.hypot(dx, dy) < 5) return;
    pulled.far = true;
    (pulled.node ?? box).classList.add("is-moving");
    if (pulled.node) move(drawing, pulled.node, pulled.start.x + dx / scale, pulled.start.y + dy / scale);
    else box.scrollTo(pulled.left - dx, pulled.top - dy);
  });
  addEventListener("pointerup", () => {
    (pulled?.node ?? box).classList.remove("is-moving");
    if (pulled?.far) drawing.addEventListener("click", stop, { capture: true, once: true });
    // Where nothing was under the pointer no click follows.
    setTimeout(() => drawing.removeEventListener("click", stop, { capture: true }));
    pulled = null;
  });
}

function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}

function getShift(node) {
  return { x: Number(node.dataset.x ?? 0), y: Number(node.dataset.y ?? 0) };
}

function move(drawing, node, x, y) {
  Object.assign(node.dataset, { x, y });
  node.setAttribute("transform", `translate(${x} ${y})`);
  for (const route of drawing.querySelectorAll(".route")) {
    const ends = [route.dataset.from, route.dataset.to];
    if (ends.includes(node.dataset.thing)) bend(drawing, route, ends);
  }
}

function bend(drawing, route, ends) {
  const path = route.querySelector("path");
  route.dataset.path ??= path.getAttribute("d");
  const shifts = ends.map((iri) => getShift([...drawing.querySelectorAll("[data-thing]")].find((one) => one.dataset.thing === iri)));
  const numbers = route.dataset.path.match(/-?[\d.]+/g).map(Number);
  const [x1, y1, c1, d1, c2, d2, x2, y2] = numbers.map((number, at) => {
    const shift = shifts[at < 4 ? 0 : 1];
    return number + (at % 2 ? shift.y : shift.x);
  });
  path.setAttribute("d", `M${x1} ${y1}C${c1} ${d1} ${c2} ${d2} ${x2} ${y2}`);
  const text = route.querySelector("text");
  route.dataset.words ??= `${text.getAttribute("x")} ${text.getAttribute("y")}`;
  const [x, y] = route.dataset.words.split(" ").map(Number);
  const near = Math.hypot(x - numbers[6], y - numbers[7]) <= Math.hypot(x - numbers[0], y - numbers[1]);
  text.setAttribute("x", x + shifts[near ? 1 : 0].x);
  text.setAttribute("y", y + shifts[near ? 1 : 0].y);
}

// What is pointed at, in the drawing or in the table, is marked in both.

function setUpMarks(drawing) {
  const told = [...drawing.querySelectorAll(".route"), ...document.querySelectorAll(".around-edges tbody tr")];
  const mark = (meets) => told.forEach((one) => one.classList.toggle("is-told", meets(one.dataset)));
  const point = (event) => {
    const node = event.target.closest("[data-thing]");
    const edge = event.target.closest("[data-from]");
    if (node) mark(({ from, to }) => from === node.dataset.thing || to === node.dataset.thing);
    else if (edge) mark(({ from, to }) => from === edge.dataset.from && to === edge.dataset.to);
    else mark(() => false);
  };
  // Not on the drawing itself: Chromium lets the keyboard stop at an SVG that listens for focus.
  for (const place of [drawing.parentElement, document.querySelector(".around-edges")]) {
    place.addEventListener("pointerover", point);
    place.addEventListener("focusin", point);
    place.addEventListener("pointerleave", () => mark(() => false));
  }
}

function setUp(before = null) {
  const box = document.querySelector(".drawing-box");
  const drawing = box?.querySelector(".drawing");
  if (!drawing) return;
  const kept = scale;
  scale = 1;
  zoom(box, drawing, kept);
  setUpZoom(box, drawing);
  setUpPulling(box, drawing);
  setUpMarks(drawing);
  const middle = findMiddle(box);
  if (before?.middle) {
    // The middle stays where it was on the screen.
    box.scrollTo(before.left + middle.x - before.middle.x, before.top + middle.y - before.middle.y);
  } else {
    box.scrollTo(middle.x - box.clientWidth / 2, middle.y - box.clientHeight / 2);
  }
}

setUp();
