// Line charts: pointed at, they tell their numbers; a name in the legend shows one curve alone.
const SVG = "http://www.w3.org/2000/svg", HIGH = 260, LEFT = 46, RIGHT = 12, TOP = 10, FOOT = 24;
const one = (selector) => element.querySelector(selector);
let alone = null;       // the key of the curve that is looked at alone

function both(place, pair) {            // a text in both languages, of which the page shows its own
  for (const language of ["en", "zh"]) {
    const span = place.appendChild(document.createElement("span"));
    span.lang = language;
    span.textContent = pair[language];
  }
  return place;
}

function make(kind, attributes, parent) {
  const made = document.createElementNS(SVG, kind);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return parent.appendChild(made);
}

function ticks(low, high, count, whole) {
  const rough = (high - low) / count, power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max([1, 2, 5, 10].find((n) => n * power >= rough) * power, whole ? 1 : 0);
  const found = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + step * 1e-9; n++) found.push(n * step);
  return found;
}

function number(value, percent) {       // three digits that count, without their empty end
  if (percent) return `${Number((100 * value).toFixed(2))}%`;
  return String(Number(value.toPrecision(4)));
}

function scales(chart, width) {
  const points = chart.series.flatMap((line) => line.points);
  let [left, right] = chart.xs ?? [Math.min(...points.map((p) => p[0])), Math.max(...points.map((p) => p[0]))];
  let [low, high] = chart.ys ?? [Math.min(...points.map((p) => p[1])), Math.max(...points.map((p) => p[1]))];
  if (!chart.xs) [left, right] = left === right ? [left - 0.5, right + 0.5] : [left, right];
  if (!chart.ys) {
    const room = (high - low || Math.abs(high) || 1) * 0.08;
    [low, high] = [chart.percent ? low - room : Math.max(0, low - room), chart.percent ? Math.min(1, high + room) : high + room];
  }
  const across = width - LEFT - RIGHT, down = HIGH - TOP - FOOT;
  return {
    x: (value) => LEFT + ((value - left) / (right - left)) * across,
    y: (value) => TOP + ((high - value) / (high - low)) * down,
    left, right, low, high,
  };
}

function axes(svg, chart, scale, width) {
  for (const value of ticks(scale.low, scale.high, 5)) {
    const y = scale.y(value);
    make("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y, y2: y }, svg);
    make("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" }, svg).textContent = number(value, chart.percent);
  }
  for (const value of ticks(scale.left, scale.right, Math.min(10, width / 50), !chart.nearest)) {
    const x = scale.x(value), anchor = x > width - 20 ? "end" : "middle";     // none is cut off
    make("text", { x, y: HIGH - 6, "text-anchor": anchor }, svg).textContent = number(value, chart.nearest);
  }
}

function curves(svg, chart, scale) {
  for (const line of chart.series) {
    const faint = alone !== null && line.key !== alone ? " faint" : "";
    const path = "M" + line.points.map(([x, y]) => `${scale.x(x).toFixed(1)} ${scale.y(y).toFixed(1)}`).join("L");
    make("path", { class: `curve ${line.look}${faint}`, d: path, stroke: line.colour }, svg);
    if (chart.nearest || line.points.length > 40) continue;
    for (const [x, y] of line.points) make("circle", { class: faint, cx: scale.x(x), cy: scale.y(y), r: line.points.length > 1 ? 2.5 : 5, fill: line.colour }, svg);
  }
}

function seen(chart) {
  return chart.series.filter((line) => alone === null || line.key === alone);
}

function tell(figure, chart, scale, picked) {     // picked: [line, point] pairs
  const svg = figure.querySelector("svg"), readout = figure.querySelector(".readout");
  svg.querySelectorAll(".mark").forEach((mark) => mark.remove());
  readout.replaceChildren();
  if (!picked.length) return;
  const x = scale.x(picked[0][1][0]);
  if (!chart.nearest) make("line", { class: "here mark", x1: x, x2: x, y1: TOP, y2: HIGH - FOOT }, svg);
  for (const [line, [px, py, threshold]] of picked) {
    make("circle", { class: "mark", cx: scale.x(px), cy: scale.y(py), r: 5, fill: line.colour, stroke: "var(--background-fill-primary)", "stroke-width": 2 }, svg);
    const said = readout.appendChild(document.createElement("span"));
    said.appendChild(swatch(line));
    if (chart.nearest) both(said, filled(chart.nearest, line, px, py, threshold));
    else both(said, { en: `${px} · ${line.name.en}: ${number(py, chart.percent)}`, zh: `${px} · ${line.name.zh}：${number(py, chart.percent)}` });
  }
}

function filled(note, line, recall, precision, threshold) {
  const percent = (value) => `${(100 * value).toFixed(1)}%`;
  const said = { name: line.name.en, recall: percent(recall), precision: percent(precision), threshold };
  const fill = (text) => text.replace(/{(\w+)}/g, (_, name) => said[name]);
  return { en: fill(note.en), zh: fill(note.zh) };
}

function swatch(line) {
  const drawn = document.createElement("i");
  drawn.className = line.look;
  drawn.style.borderTopColor = line.colour;
  return drawn;
}

function near(chart, scale, x, y) {     // what lies under a place of the picture
  const all = seen(chart).flatMap((line) => line.points.map((point) => [line, point]));
  if (!all.length) return [];
  const apart = ([, [px, py]]) => Math.abs(scale.x(px) - x) * (chart.nearest ? 1 : 1000) + Math.abs(scale.y(py) - y);
  const best = all.reduce((a, b) => (apart(b) < apart(a) ? b : a));
  return chart.nearest ? [best] : all.filter(([, point]) => point[0] === best[1][0]);
}

function watchPointer(figure, chart, scale) {
  const svg = figure.querySelector("svg");
  const line = seen(chart)[0];
  let place = -1;
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    tell(figure, chart, scale, near(chart, scale, event.clientX - box.left, event.clientY - box.top));
  });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !line) return;
    event.preventDefault();
    place = Math.min(Math.max(place + step, 0), line.points.length - 1);
    const [x, y] = line.points[place];
    tell(figure, chart, scale, near(chart, scale, scale.x(x), scale.y(y)));
  });
}

function draw(chart, figure) {
  both(figure.appendChild(document.createElement("figcaption")), chart.title);
  const words = `${chart.title.en} ${chart.title.zh}`;
  const svg = make("svg", { tabindex: 0, role: "img", "aria-label": words }, figure);
  const width = Math.max(figure.clientWidth, 200);
  svg.setAttribute("viewBox", `0 0 ${width} ${HIGH}`);
  const axis = figure.appendChild(document.createElement("div"));
  axis.className = "axis";
  both(axis, chart.x);
  const readout = figure.appendChild(document.createElement("p"));
  readout.className = "readout";
  readout.setAttribute("aria-live", "polite");
  const scale = scales(chart, width);
  axes(svg, chart, scale, width);
  curves(svg, chart, scale);
  watchPointer(figure, chart, scale);
}

function legend() {
  const lines = props.value.charts.flatMap((chart) => chart.series);
  const first = lines.filter((line, n) => lines.findIndex((other) => other.key === line.key) === n);
  one(".legend").replaceChildren(...first.map((line) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", alone === line.key);
    button.appendChild(swatch(line));
    both(button, line.name);
    button.addEventListener("click", () => {
      alone = alone === line.key ? null : line.key;
      render();
      [...one(".legend").children].find((other) => other.getAttribute("aria-pressed") === "true")?.focus();
    });
    return button;
  }));
}

function table() {
  const drawn = document.createElement("table");
  const head = drawn.createTHead().insertRow();
  for (const pair of props.value.head) both(head.appendChild(document.createElement("th")), pair);
  const body = drawn.createTBody();
  for (const cells of props.value.rows) {
    const row = body.insertRow();
    for (const cell of cells) row.insertCell().textContent = cell;
  }
  one(".table").replaceChildren(drawn);
}

function render() {
  one(".charts").replaceChildren();
  const there = Boolean(props.value?.charts?.length);
  for (const name of [".legend", ".hint", "details"]) one(name).hidden = !there;
  if (!there) return;
  const keys = props.value.charts.flatMap((chart) => chart.series.map((line) => line.key));
  if (!keys.includes(alone)) alone = null;
  const full = props.value.charts.filter((chart) => chart.series.length);
  one(".charts").replaceChildren(...full.map(() => document.createElement("figure")));
  full.forEach((chart, n) => draw(chart, one(".charts").children[n]));
  legend();
  table();
}

let width = 0;
new ResizeObserver(() => {              // a hidden tab has no width; a turned telephone has another
  if (element.clientWidth === width) return;
  width = element.clientWidth;
  if (width) render();
}).observe(element);
watch("value", render);
render();
