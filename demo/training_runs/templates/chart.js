// needs: words.js
// Line charts: pointing at a curve shows its numbers; a click in the legend shows one curve alone.
const SVG = "http://www.w3.org/2000/svg", HIGH = 260, LEFT = 46, RIGHT = 12, TOP = 10, FOOT = 24;
const find = (selector) => element.querySelector(selector);
let alone = null;       // the key of the curve shown alone

function svgElement(kind, attributes, parent) {
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

function formatNumber(value, percent) { // without trailing zeros
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

function drawAxes(svg, chart, scale, width) {
  for (const value of ticks(scale.low, scale.high, 5)) {
    const y = scale.y(value);
    svgElement("line", { class: "grid", x1: LEFT, x2: width - RIGHT, y1: y, y2: y }, svg);
    svgElement("text", { x: LEFT - 6, y: y + 4, "text-anchor": "end" }, svg).textContent = formatNumber(value, chart.percent);
  }
  for (const value of ticks(scale.left, scale.right, Math.min(10, width / 50), !chart.nearest)) {
    const x = scale.x(value), anchor = x > width - 20 ? "end" : "middle";     // none may be cut off
    svgElement("text", { x, y: HIGH - 6, "text-anchor": anchor }, svg).textContent = formatNumber(value, chart.nearest);
  }
}

function drawCurves(svg, chart, scale) {
  for (const line of chart.series) {
    const faint = alone !== null && line.key !== alone ? " faint" : "";
    const path = "M" + line.points.map(([x, y]) => `${scale.x(x).toFixed(1)} ${scale.y(y).toFixed(1)}`).join("L");
    svgElement("path", { class: `curve ${line.style}${faint}`, d: path, style: `stroke: ${line.colour}` }, svg);
    if (line.symbol) drawSymbols(svg, scale, line, faint);
    if (chart.nearest || line.points.length > 40) continue;
    for (const [x, y] of line.points) svgElement("circle", { class: faint, cx: scale.x(x), cy: scale.y(y), r: line.points.length > 1 ? 2.5 : 5, style: `fill: ${line.colour}` }, svg);
  }
}

function drawSymbols(svg, scale, { points, symbol, colour, key }, faint) {  // at two places, that differ from class to class
  const curves = props.value.charts[0].series, turn = (curves.findIndex((line) => line.key === key) + 1) / (curves.length + 1);
  for (const share of [turn, 1]) {
    const [x, y] = points[Math.floor(share * (points.length - 1))];
    const style = `fill: ${colour}; font-size: 14px`;
    svgElement("text", { class: faint, x: scale.x(x), y: scale.y(y) + 5, "text-anchor": "middle", style }, svg).textContent = symbol;
  }
}

function visibleSeries(chart) {
  return chart.series.filter((line) => alone === null || line.key === alone);
}

function showReadout(figure, chart, scale, picked) {      // picked: [line, point] pairs
  const svg = figure.querySelector("svg"), readout = figure.querySelector(".readout");
  svg.querySelectorAll(".mark").forEach((mark) => mark.remove());
  readout.replaceChildren();
  if (!picked.length) return;
  const x = scale.x(picked[0][1][0]);
  if (!chart.nearest) svgElement("line", { class: "here mark", x1: x, x2: x, y1: TOP, y2: HIGH - FOOT }, svg);
  for (const [line, [px, py, threshold]] of picked) {
    svgElement("circle", { class: "mark", cx: scale.x(px), cy: scale.y(py), r: 5, style: `fill: ${line.colour}`, stroke: "var(--background-fill-primary)", "stroke-width": 2 }, svg);
    const entry = readout.appendChild(document.createElement("span"));
    entry.appendChild(swatch(line));
    if (chart.nearest) appendBoth(entry, fillNote(chart.nearest, line, px, py, threshold));
    else appendBoth(entry, { en: `${px} · ${line.name.en}: ${formatNumber(py, chart.percent)}`, zh: `${px} · ${line.name.zh}：${formatNumber(py, chart.percent)}` });
  }
}

function fillNote(note, line, recall, precision, threshold) {
  const percent = (value) => `${(100 * value).toFixed(1)}%`;
  const values = { recall: percent(recall), precision: percent(precision), threshold };
  const fill = (language) => note[language].replace(/{(\w+)}/g, (_, name) => values[name] ?? line.name[language]);
  return { en: fill("en"), zh: fill("zh") };
}

function swatch(line) {
  const drawn = document.createElement("i");
  drawn.className = line.style;
  drawn.style.borderTopColor = line.colour;
  return drawn;
}

function pointsAt(chart, scale, x, y) { // [line, point] pairs nearest to the pointer
  const all = visibleSeries(chart).flatMap((line) => line.points.map((point) => [line, point]));
  if (!all.length) return [];
  const distance = ([, [px, py]]) => Math.abs(scale.x(px) - x) * (chart.nearest ? 1 : 1000) + Math.abs(scale.y(py) - y);
  const best = all.reduce((a, b) => (distance(b) < distance(a) ? b : a));
  return chart.nearest ? [best] : all.filter(([, point]) => point[0] === best[1][0]);
}

function watchPointer(figure, chart, scale) {
  const svg = figure.querySelector("svg");
  const line = visibleSeries(chart)[0];
  let place = -1;
  svg.addEventListener("pointermove", (event) => {
    const box = svg.getBoundingClientRect();
    showReadout(figure, chart, scale, pointsAt(chart, scale, event.clientX - box.left, event.clientY - box.top));
  });
  svg.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !line) return;
    event.preventDefault();
    place = Math.min(Math.max(place + step, 0), line.points.length - 1);
    const [x, y] = line.points[place];
    showReadout(figure, chart, scale, pointsAt(chart, scale, scale.x(x), scale.y(y)));
  });
}

function drawChart(chart, figure) {
  appendBoth(figure.appendChild(document.createElement("figcaption")), chart.title);
  const svg = svgElement("svg", { tabindex: 0, role: "img" }, figure);
  nameBoth(svg, "aria-label", chart.title);
  const width = Math.max(figure.clientWidth, 200);
  svg.setAttribute("viewBox", `0 0 ${width} ${HIGH}`);
  const axis = figure.appendChild(document.createElement("div"));
  axis.className = "axis";
  appendBoth(axis, chart.x);
  const readout = figure.appendChild(document.createElement("p"));
  readout.className = "readout";
  readout.setAttribute("aria-live", "polite");
  const scale = scales(chart, width);
  drawAxes(svg, chart, scale, width);
  drawCurves(svg, chart, scale);
  watchPointer(figure, chart, scale);
}

function renderLegend() {
  const lines = props.value.charts.flatMap((chart) => chart.series);
  const first = lines.filter((line, n) => lines.findIndex((other) => other.key === line.key) === n);
  find(".legend").replaceChildren(...first.map((line) => {
    const button = document.createElement("button");
    button.type = "button";
    button.setAttribute("aria-pressed", alone === line.key);
    button.appendChild(swatch(line));
    if (line.symbol) button.appendChild(Object.assign(document.createElement("b"), { textContent: line.symbol, ariaHidden: "true" })).style.color = line.colour;
    appendBoth(button, line.name);
    button.addEventListener("click", () => {
      alone = alone === line.key ? null : line.key;
      render();
      [...find(".legend").children].find((other) => other.getAttribute("aria-pressed") === "true")?.focus();
    });
    return button;
  }));
}

function renderTable() {
  const drawn = document.createElement("table");
  const head = drawn.createTHead().insertRow();
  for (const pair of props.value.head) appendBoth(head.appendChild(document.createElement("th")), pair);
  const body = drawn.createTBody();
  for (const cells of props.value.rows) {
    const row = body.insertRow();
    for (const cell of cells) {
      if (cell.en) appendBoth(row.insertCell(), cell);
      else row.insertCell().textContent = cell;
    }
  }
  find(".table").replaceChildren(drawn);
}

function render() {
  find(".charts").replaceChildren();
  const hasCharts = Boolean(props.value?.charts?.length);
  for (const name of [".legend", ".hint", "details"]) find(name).hidden = !hasCharts;
  if (!hasCharts) return;
  const keys = props.value.charts.flatMap((chart) => chart.series.map((line) => line.key));
  if (!keys.includes(alone)) alone = null;
  const full = props.value.charts.filter((chart) => chart.series.length);
  find(".charts").replaceChildren(...full.map(() => document.createElement("figure")));
  full.forEach((chart, n) => drawChart(chart, find(".charts").children[n]));
  renderLegend();
  renderTable();
}

let width = 0;
new ResizeObserver(() => {              // a hidden tab has no width; a turned phone has another
  if (element.clientWidth === width) return;
  width = element.clientWidth;
  if (width) render();
}).observe(element);
watch("value", render);
render();
