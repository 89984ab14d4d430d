// Paint the picture: maps on a scale from dark to bright, scores, and the strongest lines.
const STOPS = [[4, 6, 10], [23, 52, 120], [40, 110, 220], [130, 190, 255], [255, 246, 222]];
const SHADES = Uint8ClampedArray.from({ length: 256 * 4 }, (_, n) => {
  const [level, channel] = [Math.sqrt(Math.floor(n / 4) / 255) * (STOPS.length - 1), n % 4];
  if (channel === 3) return 255;
  const stop = Math.min(Math.floor(level), STOPS.length - 2), share = level - stop;
  return STOPS[stop][channel] * (1 - share) + STOPS[stop + 1][channel] * share;
});
const STRONGEST = { for: 10, against: 5 };          // lines of one class or one map

let style = null;                       // of the canvas, which lives on with the theme

function colour(name) {
  style ??= getComputedStyle(canvas);
  return style.getPropertyValue(name);
}

// A picture of all maps of a column, one below the other
function columnPicture({ values, height, width, channels }) {
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, n) => pixels.set(SHADES.subarray(value * 4, value * 4 + 4), n * 4));
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [width, height * channels];
  sheet.getContext("2d").putImageData(new ImageData(pixels, width, height * channels), 0, 0);
  return sheet;
}

function paintColumn(column, box, shown) {
  const { height, width, channels } = column, side = box.tile - 1;
  const longer = Math.max(height, width), [across, down] = [side * width / longer, side * height / longer];
  for (let n = 0; n < channels; n++) {
    const [x, y] = tilePlace(box, n);
    paper.globalAlpha = n < shown * channels ? 1 : 0.1;
    paper.drawImage(column.picture, 0, n * height, width, height, x, y, across, down);
  }
  paper.globalAlpha = 1;
}

function paintSize({ channels, height, width }, box) {
  const rows = box.across ? box.rows : box.columns, [x, y] = [box.x, box.y + rows * box.tile];
  paper.fillStyle = colour("--body-text-color-subdued");
  paper.font = "12px system-ui";
  paper.textBaseline = "top";
  paper.fillText(height > 1 ? `${channels} × ${height}×${width}` : channels, x, y + 3);
}

function paintScores(view, layout, target) {
  const count = view.classes.length, words = view.classes.some((name) => name.length > 2);
  view.classes.forEach((name, k) => {
    const [x, y, width, height] = scorePlace(layout, k, count);
    const [p, first] = [view.probs[k], k === target];
    paper.fillStyle = colour(first ? "--color-accent" : "--body-text-color-subdued");
    paper.font = `${first ? 600 : 400} ${Math.min(15, Math.max(9, height - 3))}px system-ui`;
    paper.textBaseline = "middle";
    if (layout.scores.across) {
      paper.fillText(words ? name.slice(0, 9) : name, x + 6, y + height / 2);
      const start = x + (words ? 74 : 24);
      paper.fillRect(start, y + height / 2 - 4, Math.max(1, p * (x + width - start)), 8);
    } else {
      paper.fillRect(x + width / 2 - 5, y + (height - 20) * (1 - p), 10, Math.max(1, (height - 20) * p));
      paper.fillText(words ? name.slice(0, 3) : name, x + width / 2 - 5, y + height - 8);
    }
  });
}

// Lines from maps of the last column to classes: [map, class, share from -127 to 127]
function strongestLines(view, { map, target }) {
  const maps = view.columns.at(-1).channels;
  const shares = map === undefined
    ? Array.from({ length: maps }, (_, n) => [n, target, view.terms[target * maps + n]])
    : view.classes.map((_, k) => [map, k, view.terms[k * maps + map]]);
  const strongest = (sign) => shares.filter(([, , share]) => share * sign > 0)
    .sort((a, b) => Math.abs(b[2]) - Math.abs(a[2]));
  return [...strongest(1).slice(0, STRONGEST.for), ...strongest(-1).slice(0, STRONGEST.against)];
}

function paintLines(view, layout, from) {
  const box = layout.boxes.at(-1), lines = strongestLines(view, from);
  const greatest = Math.max(1, ...lines.map(([, , share]) => Math.abs(share)));
  for (const [map, k, share] of lines) {
    const [left, top] = tilePlace(box, map), [x, y, width, height] = scorePlace(layout, k, view.classes.length);
    const [startX, startY] = [left + box.tile / 2, top + box.tile / 2];
    const [endX, endY] = box.across ? [x, y + height / 2] : [x + width / 2, y];
    const half = box.across ? [(startX + endX) / 2, 0] : [0, (startY + endY) / 2];
    paper.strokeStyle = colour(share > 0 ? "--positive-fill" : "--negative-fill");
    paper.lineWidth = 0.5 + 3 * Math.abs(share) / greatest;
    paper.globalAlpha = 0.85;
    paper.beginPath();
    paper.moveTo(startX, startY);
    if (box.across) paper.bezierCurveTo(half[0], startY, half[0], endY, endX, endY);
    else paper.bezierCurveTo(startX, half[1], endX, half[1], endX, endY);
    paper.stroke();
  }
  paper.globalAlpha = 1;
}

// `reached`: how many stages are lit, with the share of the one under way
function paint(view, layout, { reached, pointed, target }) {
  const ratio = devicePixelRatio, width = canvas.clientWidth;
  canvas.style.height = `${layout.height}px`;
  [canvas.width, canvas.height] = [width * ratio, layout.height * ratio];
  paper.scale(ratio, ratio);
  paper.imageSmoothingEnabled = false;
  const last = view.columns.length;
  view.columns.forEach((column, n) => {
    column.picture ??= columnPicture(column);
    paintColumn(column, layout.boxes[n], Math.min(1, Math.max(0, reached - n)));
    paintSize(column, layout.boxes[n]);
  });
  if (reached <= last) return;
  const asked = pointed?.column === last ? pointed.map : target;
  paintLines(view, layout, pointed?.column === last - 1 ? { map: pointed.map } : { target: asked });
  paintScores(view, layout, asked);
  if (pointed && pointed.column < last) outline(layout.boxes[pointed.column], pointed.map);
}

function outline(box, map) {
  const [x, y] = tilePlace(box, map);
  paper.strokeStyle = colour("--window");
  paper.lineWidth = 2;
  paper.strokeRect(x - 1, y - 1, box.tile + 1, box.tile + 1);
}
