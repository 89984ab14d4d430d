// One picture for each tab, as SVG or a table; numbers are those of the recorded run.
const BOX = { width: 480, height: 260, left: 44, bottom: 26, top: 10, right: 12 };
const across = (share) => BOX.left + share * (BOX.width - BOX.left - BOX.right);
const upward = (share) => BOX.height - BOX.bottom - share * (BOX.height - BOX.bottom - BOX.top);

function smoothValues(values, weight) { // TensorBoard's moving average, corrected for its start
  let mean = 0;
  return values.map((value, n) => {
    mean = mean * weight + (1 - weight) * value;
    return mean / (1 - weight ** (n + 1));
  });
}

function linePath(kind, points) {       // points: shares of the box
  return `<path class="${kind}" d="M${points.map(([x, y]) => `${across(x).toFixed(1)} ${upward(y).toFixed(1)}`).join("L")}"/>`;
}

function axesSvg(label, [low, high], [first, last], inside) {   // each axis with five numbers
  const marks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const [y, x] = [low + share * (high - low), first + share * (last - first)].map((number) => formatNumber(number, 2));
    return `<path class="level" d="M${BOX.left} ${upward(share)}H${BOX.width - BOX.right}"/>
      <text x="${BOX.left - 5}" y="${upward(share) + 4}" text-anchor="end">${y}</text>
      <text x="${across(share)}" y="${BOX.height - 8}" text-anchor="middle">${x}</text>`;
  }).join("");
  return `<svg viewBox="0 0 ${BOX.width} ${BOX.height}" role="img" aria-label="${label}">${marks}${inside}</svg>`;
}

function drawLines(label, series, weight) {     // pale: as measured; strong: smoothed
  const all = Object.values(series).flat(), [low, high] = [Math.min(...all), Math.max(...all)];
  const epochs = Object.values(series)[0].length;
  const points = (values) => values.map((value, n) => [n / (epochs - 1), (value - low) / (high - low)]);
  const lines = Object.entries(series).map(([kind, values]) =>
    (weight ? linePath(`${kind} pale`, points(values)) : "") + linePath(kind, points(smoothValues(values, weight))));
  return axesSvg(label, [low, high], [1, epochs], lines.join(""));
}

function drawHistograms(label, { counts, low, high }, epoch) {  // the first at the back
  const most = Math.max(...counts.flat()), rise = 0.45 / (counts.length - 1);
  const ridges = counts.map((row, n) => {
    const base = 0.45 - n * rise;
    const top = row.map((count, bin) => [(bin + 0.5) / row.length, base + 0.5 * count / most]);
    return linePath(`ridge ${n === epoch ? "now" : ""}`, [[0, base], ...top, [1, base]]);
  });
  return axesSvg(label, [0, counts.length - 1], [low, high], ridges.join(""))
    .replace(/<text [^>]*text-anchor="end">.*?<\/text>/g, "");  // heights are drawn one behind another
}

function drawCurves(label, curves, kind) {      // the chosen class on top
  const others = curves.filter((_, k) => k !== kind).map((points) => linePath("other", points));
  return axesSvg(label, [0, 1], [0, 1], others.join("") + linePath("train", curves[kind]));
}

function drawCloud(label, { points, labels }, kind) {
  const dots = points.map(([x, y], n) =>
    `<circle class="${labels[n] === kind ? "now" : ""}" cx="${across(x).toFixed(1)}" cy="${upward(y).toFixed(1)}" r="4"/>`);
  return `<svg viewBox="0 0 ${BOX.width} ${BOX.height}" role="img" aria-label="${label}">${dots.join("")}</svg>`;
}

function drawGraph(label, layers) {     // from the input at the bottom up, as TensorBoard draws it
  const height = BOX.height / layers.length;
  const boxes = layers.map(([name, shape], n) => {
    const y = BOX.height - (n + 1) * height;
    return `<rect x="150" y="${y + 6}" width="180" height="${height - 10}" rx="6"/>
      <text x="240" y="${y + height / 2 + 5}" text-anchor="middle">${name}</text>
      <text x="342" y="${y + height / 2 + 5}">${shape}</text>`
      + (n ? `<path class="level" d="M240 ${y + height + 6}v-10"/>` : "");
  });
  return `<svg viewBox="0 0 ${BOX.width} ${BOX.height}" role="img" aria-label="${label}">${boxes.join("")}</svg>`;
}

function tableHtml(head, rows) {        // the texts are numbers and names of this project
  const cells = (tag, texts) => texts.map((text) => `<${tag}>${text}</${tag}>`).join("");
  return `<table><thead><tr>${cells("th", head)}</tr></thead><tbody>`
    + `${rows.map((row) => `<tr>${cells("td", row)}</tr>`).join("")}</tbody></table>`;
}
