// needs: network_layout.js, network_paint.js, network_player.js
// The network at work: show each value, point at maps and scores, play layer by layer.
const canvas = element.querySelector("canvas"), paper = canvas.getContext("2d");
const caption = element.querySelector(".caption");
const ARROWS = {                        // columns and maps to move by
  ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1],
};
let view = null, layout = null, pointed = null;

function target() {                     // the class that the lines are drawn for
  return view.probs.indexOf(Math.max(...view.probs));
}

function redraw() {
  if (!view || !canvas.clientWidth) return;
  layout = layOut(view.columns, canvas.clientWidth);
  const reached = stage === null ? Infinity : stage + lit;
  paint(view, layout, { reached, pointed, target: target() });
}

function writeCaption(word, values = {}) {
  const copy = element.querySelector(`[data-sentence=${word}]`).cloneNode(true);
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    node.data = node.data.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }
  caption.replaceChildren(...copy.childNodes);
}

function percent(p) {
  return `${(100 * p).toFixed(1)}%`;
}

function largest({ values, height, width, high }, map) {
  const size = height * width;
  return Math.max(...values.subarray(map * size, (map + 1) * size)) * high / 255;
}

function strongestMap(column) {
  return column.values.indexOf(Math.max(...column.values)) / (column.height * column.width) | 0;
}

function describe({ column: n, map }) {
  if (n === view.columns.length) {
    const score = view.scores[map].toFixed(2).replace("-", "−");
    return writeCaption("score", { class: view.classes[map], score, percent: percent(view.probs[map]) });
  }
  const column = view.columns[n], [inputs, side] = column.kernel ?? [];
  const values = { ...column, map: map + 1, largest: largest(column, map).toFixed(2), inputs, side };
  writeCaption(inputs ? "kernel" : "map", values);
}

function describeStage(n) {
  const column = view.columns[n], place = n + 1;
  if (!column) {
    const values = { place, class: view.classes[target()], percent: percent(view.probs[target()]) };
    return writeCaption("scores", values);
  }
  const word = n === 0 ? "pixels" : column.step === "features" ? "features" : "maps";
  writeCaption(word, { ...column, place, strongest: strongestMap(column) + 1 });
}

function updateCaption() {
  if (!view) writeCaption("empty");
  else if (pointed) describe(pointed);
  else if (stage === null) writeCaption("hint");
  else describeStage(stage);
}

function show() {
  view = props.value ? decodeValue(props.value) : null;
  if (playing === null) stopPlaying();
  if (!view) canvas.width = canvas.width;          // clears it
  if (pointed && !(view?.columns[pointed.column]?.channels > pointed.map)) pointed = null;
  redraw();
  updateCaption();
}

function findPlace(event) {
  const corner = canvas.getBoundingClientRect();
  const [x, y] = [event.clientX - corner.left, event.clientY - corner.top];
  for (const [column, { channels }] of view.columns.entries()) {
    for (let map = 0; map < channels; map++) {
      const { tile } = layout.boxes[column], [left, top] = tilePlace(layout.boxes[column], map);
      if (x >= left && x < left + tile && y >= top && y < top + tile) return { column, map };
    }
  }
  for (let map = 0; map < view.classes.length; map++) {
    const [left, top, width, height] = scorePlace(layout, map, view.classes.length);
    const inside = x >= left && x < left + width && y >= top && y < top + height;
    if (inside) return { column: view.columns.length, map };
  }
  return null;
}

function point(place) {
  if (place?.column === pointed?.column && place?.map === pointed?.map) return;
  pointed = place;
  redraw();
  updateCaption();
}

function ask(map) {
  document.querySelector(`${props.answer} [data-digit="${CSS.escape(view.classes[map])}"]`)?.click();
}

canvas.addEventListener("pointermove", (event) => view && layout && point(findPlace(event)));
canvas.addEventListener("pointerleave", () => point(null));
canvas.addEventListener("click", (event) => {
  const place = view && layout && findPlace(event);
  if (!place) return;
  point(place);
  if (place.column === view.columns.length) ask(place.map);
});

canvas.addEventListener("keydown", (event) => {
  const [columns, maps] = ARROWS[event.key] ?? [];
  if (columns === undefined && event.key !== "Enter" || !view) return;
  event.preventDefault();
  if (event.key === "Enter") return pointed?.column === view.columns.length && ask(pointed.map);
  const at = pointed ?? { column: 0, map: -maps };
  const column = Math.min(Math.max(at.column + columns, 0), view.columns.length);
  const count = view.columns[column]?.channels ?? view.classes.length;
  point({ column, map: Math.min(Math.max(columns ? 0 : at.map + maps, 0), count - 1) });
});
canvas.addEventListener("blur", () => point(null));

// Out of sight it was not sent the latest values; it asks for them when it comes into sight.
let seen = true;
new IntersectionObserver(([{ isIntersecting }]) => {
  if (isIntersecting && !seen) trigger("input");
  seen = isIntersecting;
}).observe(canvas);
new ResizeObserver(redraw).observe(canvas);
new MutationObserver(redraw).observe(document.body, { attributeFilter: ["class"] });     // light, dark
let waiting = null;                     // the answer is painted first, then this picture
watch("value", () => {
  waiting ??= requestAnimationFrame(() => setTimeout(() => { waiting = null; show(); }));
});
show();
