// Paint the picture: maps on a scale from dark to bright, scores, and the strongest lines.
const STOPS = [[4, 6, 10], [23, 52, 120], [40, 110, 220], [130, 190, 255], [255, 246, 222]];
const SHADES = Uint8ClampedArray.from({ length: 256 * 4 }, (_, n) => {
  const [level, channel] = [Math.sqrt(Math.floor(n / 4) / 255) * (STOPS.length - 1), n % 4];
  if (channel === 3) return 255;
  const stop = Math.min(Math.floor(level), STOPS.length - 2), share = level - stop;
  return STOPS[stop][channel] * (1 - share) + STOPS[stop + 1][channel] * share;
});

let style = null;                       // of the canvas, which lives on with the theme

function colour(name) {
  style ??= getComputedStyle(canvas);
  return style.getPropertyValue(name);
}

// A picture of all maps of a column, one below the other
function columnPicture({ values, sent: [height, width], channels }) {
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, n) => pixels.set(SHADES.subarray(value * 4, value * 4 + 4), n * 4));
  const sheet = document.createElement("canvas");
  [sheet.width, sheet.height] = [width, height * channels];
  sheet.getContext("2d").putImageData(new ImageData(pixels, width, height * channels), 0, 0);
  return sheet;
}

function paintColumn(column, box, shown) {
  const { channels, sent: [rows, columns] } = column;
  const [across, down] = box.tile.map((side) => side - (box.gap ?? 1));
  paper.save();
  paper.transform(...box.matrix ?? FLAT);
  if (box.matrix) {                     // a sheet hides those behind it
    paper.fillStyle = colour("--sheet");
    paper.fillRect(box.x - 2, box.y - 2, box.length + 3, box.breadth + 3);
  }
  for (let n = 0; n < channels; n++) {
    const [x, y] = tilePlace(box, n);
    paper.globalAlpha = n < shown * channels ? 1 : 0.1;
    paper.drawImage(column.picture, 0, n * rows, columns, rows, x, y, across, down);
  }
  paper.restore();
}

function paintEdges(edges) {            // from sheet to sheet
  paper.strokeStyle = colour("--body-text-color-subdued");
  paper.lineWidth = 1;
  paper.globalAlpha = 0.35;
  for (const [from, to] of edges) {
    paper.beginPath();
    paper.moveTo(...from);
    paper.lineTo(...to);
    paper.stroke();
  }
  paper.globalAlpha = 1;
}

function paintSize({ channels, height, width }, box) {
  const isLowRight = (box.matrix ?? FLAT)[1] > 0.05;      // the lower end of a sheet that is turned
  const bottom = box.y + (box.across ? box.breadth : box.length);
  const [x, y] = onCanvas(box, isLowRight ? box.x + box.length : box.x, bottom);
  paper.fillStyle = colour("--body-text-color-subdued");
  paper.font = "12px system-ui";
  paper.textBaseline = "top";
  paper.textAlign = isLowRight ? "right" : "left";
  paper.fillText(height > 1 ? `${channels} × ${height}×${width}` : channels, x, y + 3);
  paper.textAlign = "left";
}

function paintScores(view, layout, target) {
  const count = view.classes.length, names = classNames(view);
  const words = names.some((name) => name.length > 1);
  const foot = words ? 70 : 20;         // below the bars, where they stand side by side
  names.forEach((name, k) => {
    const [x, y, width, height] = scorePlace(layout, k, count);
    const [p, first] = [view.probs[k], k === target];
    paper.fillStyle = colour(first ? "--color-accent" : "--body-text-color-subdued");
    paper.font = `${first ? 600 : 400} ${Math.min(15, Math.max(9, height - 3))}px system-ui`;
    paper.textBaseline = "middle";
    if (layout.scores.across) {
      paper.fillText(name, x + 6, y + height / 2, words ? 86 : 16);
      const start = x + (words ? 96 : 24);
      paper.fillRect(start, y + height / 2 - 4, Math.max(1, p * (x + width - start)), 8);
    } else {
      paper.fillRect(x + width / 2 - 5, y + (height - foot) * (1 - p), 10, Math.max(1, (height - foot) * p));
      paintName(name, x + width / 2, y + height - foot + 4, names.some((one) => one.length > 5));
    }
  });
}

function paintName(name, x, y, isTurned) {        // downwards, where some are too long for a column
  paper.save();
  paper.translate(x, y);
  if (isTurned) paper.rotate(Math.PI / 2);
  paper.textAlign = isTurned ? "left" : "center";
  paper.textBaseline = isTurned ? "middle" : "top";
  paper.fillText(name, 0, 0, isTurned ? 66 : 34);
  paper.restore();
}

// `reached`: how many stages are lit, with the share of the one under way
function paint(view, layout, { reached, pointed, target, shares }) {
  const ratio = devicePixelRatio, width = canvas.clientWidth;
  canvas.style.height = `${layout.height}px`;
  [canvas.width, canvas.height] = [width * ratio, layout.height * ratio];
  paper.scale(ratio, ratio);
  paper.imageSmoothingEnabled = false;
  const last = view.columns.length;
  paintEdges(layout.edges ?? []);
  for (const n of layout.order) {
    const column = view.columns[n];
    column.picture ??= columnPicture(column);
    paintColumn(column, layout.boxes[n], Math.min(1, Math.max(0, reached - n)));
    paintSize(column, layout.boxes[n]);
  }
  if (reached <= last) return;
  const asked = pointed?.column === last ? pointed.map : target;
  if (view.classes.length) {            // an earlier epoch has no scores
    paintScoreLines(view, layout, pointed?.column === last - 1 ? { map: pointed.map } : { target: asked });
    paintScores(view, layout, asked);
  }
  if (shares) paintInputLines(layout, pointed, shares);
  if (pointed && pointed.column < last) outline(layout.boxes[pointed.column], pointed.map);
}

function outline(box, map) {
  const [x, y] = tilePlace(box, map);
  paper.save();
  paper.transform(...box.matrix ?? FLAT);
  paper.strokeStyle = colour("--window");
  paper.lineWidth = 2;
  paper.strokeRect(x - 1, y - 1, box.tile[0] + 1, box.tile[1] + 1);
  paper.restore();
}
