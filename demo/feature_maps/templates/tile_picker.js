// Choose a tile of a picture by a click, a tap or an arrow key, and send a select event.
const grid = () => props.value?.grid;
let chosen = props.value?.chosen ?? -1;

function box(k) {               // of tile k, in the pixels of the sheet
  const g = grid();
  const column = k % g.columns, row = Math.floor(k / g.columns);
  return [g.left + column * g.across, g.top + row * g.down, g.width, g.height];
}

function mark() {
  put(element.querySelector(".mark"), chosen);
}

function put(place, k) {        // a frame over tile k, if there is one
  if (!place) return;
  const there = k >= 0 && k < grid().count;
  place.style.display = there ? "block" : "none";
  if (!there) return;
  const [wide, high] = grid().sheet, [left, top, width, height] = box(k);
  const part = (length, whole) => `${(100 * length) / whole}%`;
  place.style.left = part(left, wide);
  place.style.width = part(width, wide);
  place.style.top = part(top, high);
  place.style.height = part(height, high);
}

let timer = null;
function choose(k, wait) {      // a held key sends one event, when it stops
  chosen = k;
  mark();
  const { columns, reduce } = grid(), name = props.value.names?.[k];
  const place = { name, row: Math.floor(k / columns) * reduce, column: (k % columns) * reduce };
  dispatchEvent(new CustomEvent("tile", { detail: { from: element, pair: props.value.pair, place } }));
  clearTimeout(timer);
  const send = () => trigger("select", { index: k, value: props.value.names?.[k] ?? null });
  timer = setTimeout(send, wait);
}

addEventListener("tile", ({ detail }) => {      // in the picture beside this one: the same tile
  if (detail.from === element || !detail.pair || detail.pair !== props.value?.pair) return;
  const { names, grid: { columns, count, reduce } } = props.value, { name, row, column } = detail.place;
  const last = [count / columns - 1, columns - 1];
  const [y, x] = [row, column].map((n, k) => Math.min(Math.floor(n / reduce), last[k]));
  chosen = names.length ? names.indexOf(name) : y * columns + x;
  mark();
});

function tileBelow(event) {     // the mouse or finger; -1: none that can be chosen
  const image = event.target.closest(".frame")?.querySelector("img");
  if (!image || !props.value.tab) return -1;
  const g = grid(), shown = image.getBoundingClientRect();
  const x = ((event.clientX - shown.left) / shown.width) * g.sheet[0];
  const y = ((event.clientY - shown.top) / shown.height) * g.sheet[1];
  // The caption above a tile belongs to it.
  const column = Math.floor((x - g.left) / g.across);
  const row = Math.floor((y - g.top + (g.down - g.height)) / g.down);
  const k = row * g.columns + column;
  return column >= 0 && column < g.columns && row >= 0 && k < g.count ? k : -1;
}

element.addEventListener("click", (event) => {
  const k = tileBelow(event);
  if (k >= 0) choose(k, 0);
});
element.addEventListener("pointermove", (event) => {
  if (event.pointerType === "mouse") put(element.querySelector(".over"), tileBelow(event));
});
element.addEventListener("pointerleave", () => put(element.querySelector(".over"), -1));

element.addEventListener("keydown", (event) => {
  const g = grid();
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -g?.columns, ArrowDown: g?.columns }[event.key];
  if (!step || !props.value.tab) return;
  event.preventDefault();
  const next = chosen < 0 ? 0 : chosen + step;
  if (next >= 0 && next < g.count) choose(next, 120);
});

watch("value", () => { chosen = props.value?.chosen ?? -1; mark(); });
mark();
