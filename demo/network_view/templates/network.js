// needs: network_layout.js, network_paint.js, network_lines.js, network_caption.js, network_player.js, network_parts.js, network_epochs.js
// The network at work: show each value, point at maps and scores, play layer by layer.
const canvas = element.querySelector("canvas"), paper = canvas.getContext("2d");
const ARROWS = {                        // columns and maps to move by
  ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1],
};
const REST = 300;                       // milliseconds without a change, until more is asked for
let view = null, layout = null, pointed = null, seen = true;
let shares = null, resting = null;      // of the maps before in the map pointed at

function target() {                     // the class that the lines are drawn for
  return view.probs.indexOf(Math.max(...view.probs));
}

function redraw() {
  if (!view || !canvas.clientWidth) return;
  layout = isDeep && turn ? parts.depth.layOutDepth(view.columns, canvas.clientWidth, turn)
    : layOut(view.columns, canvas.clientWidth);
  const reached = stage === null ? Infinity : stage + lit;
  paint(view, layout, { reached, pointed, target: target(), shares });
}

function rest() {                       // what takes time waits until nothing changes
  clearTimeout(resting);
  resting = setTimeout(() => {
    if (!view) return;
    describeStrongest();
    askForShares();
  }, REST);
}

function show() {
  const isOutdated = props.value?.startsWith('{"ask"');
  showValue(isOutdated ? null : props.value);
  keepEpoch(props.value);
  if (isOutdated && seen) trigger("input");
}

function showValue(text) {
  view = text ? decodeValue(text) : null;
  if (playing === null) stopPlaying();
  if (!view) canvas.width = canvas.width;          // clears it
  if (pointed && !(view?.columns[pointed.column]?.channels > pointed.map)) pointed = null;
  shares = null;
  redraw();
  updateCaption();
  updateCloser();
  rest();
}

function point(place) {
  if (place?.column === pointed?.column && place?.map === pointed?.map) return;
  pointed = place;
  shares = null;
  redraw();
  updateCaption();
  rest();
}

function act(place) {                   // a click, or Enter
  const column = view.columns[place.column];
  if (column && question(place)) return enlarge(place);
  if (column) return trigger("select", { step: column.step, map: place.map + 1 });
  classButton(place.map)?.click();
}

function classButton(k) {               // the page's own, which asks why; null where there is none
  const page = element.closest('[role="tabpanel"]'), name = CSS.escape(view.classes[k]);
  return page.querySelector(`:is([data-digit="${name}"], [data-name="${name}"])`);
}

const placeOf = ({ clientX, clientY }) => {
  const { left, top } = canvas.getBoundingClientRect();
  return findPlace(view, layout, clientX - left, clientY - top);
};
canvas.addEventListener("pointermove", (event) => view && layout && point(placeOf(event)));
canvas.addEventListener("pointerleave", () => point(null));
canvas.addEventListener("click", (event) => {
  const place = view && layout && placeOf(event);
  if (!place) return;
  point(place);
  act(place);
});

canvas.addEventListener("keydown", (event) => {
  const [columns, maps] = ARROWS[event.key] ?? [];
  if (columns === undefined && event.key !== "Enter" || !view) return;
  event.preventDefault();
  if (event.key === "Enter") return pointed && act(pointed);
  const at = pointed ?? { column: 0, map: -maps };
  const column = Math.min(Math.max(at.column + columns, 0), view.columns.length);
  const count = view.columns[column]?.channels ?? view.classes.length;
  point({ column, map: Math.min(Math.max(columns ? 0 : at.map + maps, 0), count - 1) });
});
canvas.addEventListener("blur", () => point(null));

// Out of sight it was not sent the latest values, or none; it asks when it comes into sight.
new IntersectionObserver(([{ isIntersecting }]) => {
  if (isIntersecting && !(seen && view)) trigger("input");
  seen = isIntersecting;
}).observe(canvas);
new ResizeObserver(redraw).observe(canvas);
new MutationObserver(redraw).observe(document.body, { attributeFilter: ["class"] });     // light, dark
new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["lang"] });
let waiting = null;                     // the answer is painted first, then this picture
watch("value", () => {
  waiting ??= requestAnimationFrame(() => setTimeout(() => { waiting = null; show(); }));
});
show();
openFromAddress();
