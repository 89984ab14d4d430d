// Decode a value, and lay out its columns: to scale in resolution and in number, side by side or,
// on a narrow screen, one below the other. A layout's boxes may be sheets in space (depth.js).
const SCORE = 150, GAP = 40, LINES = 110;        // width of the scores, gaps, room for lines
const HEIGHT = 176, SIZE = 18;          // room for maps side by side, and for their size below them
const BELOW = 130;                      // height of the scores below the maps
const FLAT = [1, 0, 0, 1, 0, 0];        // the affine map from a box to the canvas

function decodeBytes(text, Kind) {
  const letters = atob(text), bytes = new Uint8Array(letters.length);
  for (let n = 0; n < letters.length; n++) bytes[n] = letters.charCodeAt(n);
  return new Kind(bytes.buffer);
}

function decodeValue(text) {
  const value = JSON.parse(text);
  const columns = value.columns.map((column) => {     // of a large map, every n-th number is there
    const sent = [column.height, column.width].map((side) => Math.ceil(side / (column.every ?? 1)));
    return { ...column, sent, values: decodeBytes(column.values, Uint8Array) };
  });
  return { ...value, columns, terms: decodeBytes(value.terms.values, Int8Array) };
}

function tileSize({ height, width }, scale) {       // across and down, with a gap of a pixel
  const one = Math.max(5, scale + 1);               // of a single number
  return height * width === 1 ? [one, one] : [width * scale + 1, height * scale + 1];
}

// `rows` tiles fit into the `room` across the flow, which goes to the right or, if not `across`, down
function columnSize(column, scale, room, across) {
  const tile = tileSize(column, scale), [along, beside] = across ? tile : [...tile].reverse();
  const rows = Math.max(1, Math.min(column.channels, Math.floor(room / beside)));
  const columns = Math.ceil(column.channels / rows);
  return { tile, rows, columns, across, length: columns * along, breadth: rows * beside };
}

function flowLength(columns, scale, room) {
  return columns.reduce((sum, column) => sum + columnSize(column, scale, room, true).length, 0);
}

function layOutBeside(columns, width, height) {
  const taken = SCORE + LINES + GAP * (columns.length - 1);
  let scale = 4;
  while (scale > 0.02 && flowLength(columns, scale, height) > width - taken) scale *= 0.95;
  const spare = width - taken - flowLength(columns, scale, height);
  const gap = GAP + Math.max(0, spare) / columns.length;
  let x = 0;
  const boxes = columns.map((column) => {
    const size = columnSize(column, scale, height, true);
    const box = { ...size, x, y: (height - size.breadth) / 2 };
    x += size.length + gap;
    return box;
  });
  return { boxes, height: height + SIZE, scores: { x: width - SCORE, y: 0, width: SCORE, height, across: true } };
}

function layOutBelow(columns, width) {
  const longest = Math.max(...columns.map((column) => Math.max(column.height, column.width)));
  const scale = longest > 64 ? 80 / longest : 2, gap = SIZE + 12;
  let y = 0;
  const boxes = columns.map((column) => {
    const size = columnSize(column, scale, width, false);
    const box = { ...size, x: (width - size.breadth) / 2, y };
    y += size.length + gap;
    return box;
  });
  y += 24;                              // for the lines
  return { boxes, height: y + BELOW, scores: { x: 0, y, width, height: BELOW, across: false } };
}

function layOut(columns, width) {
  const layout = width < 700 ? layOutBelow(columns, width) : layOutBeside(columns, width, HEIGHT);
  return { ...layout, order: columns.map((_, n) => n) };      // in which they are painted
}

function tilePlace({ x, y, tile, rows, across }, n) {      // left and top of map n, in its box
  const place = [Math.floor(n / rows), n % rows], [column, row] = across ? place : place.reverse();
  return [x + column * tile[0], y + row * tile[1]];
}

function onCanvas({ matrix: [a, b, c, d, e, f] = FLAT }, x, y) {
  return [a * x + c * y + e, b * x + d * y + f];
}

function inBox({ matrix: [a, b, c, d, e, f] = FLAT }, x, y) {
  const area = a * d - b * c, [right, down] = [x - e, y - f];
  return [(d * right - c * down) / area, (a * down - b * right) / area];
}

function tileCentre(box, n) {
  const [left, top] = tilePlace(box, n);
  return onCanvas(box, left + box.tile[0] / 2, top + box.tile[1] / 2);
}

function scorePlace({ scores }, k, count) {       // left, top, width and height of a class
  const [x, y, step] = [scores.x, scores.y, (scores.across ? scores.height : scores.width) / count];
  return scores.across ? [x, y + k * step, scores.width, step] : [x + k * step, y, step, scores.height];
}

function tileAt(box, channels, [x, y]) {        // -1: none
  const [column, row] = [Math.floor((x - box.x) / box.tile[0]), Math.floor((y - box.y) / box.tile[1])];
  const [along, across] = box.across ? [column, row] : [row, column];
  const n = along * box.rows + across;
  return across >= 0 && across < box.rows && along >= 0 && n < channels ? n : -1;
}

function findPlace({ columns, classes }, layout, x, y) {      // the map or the score there, or null
  for (const column of [...layout.order].reverse()) {         // the nearest sheet first
    const map = tileAt(layout.boxes[column], columns[column].channels, inBox(layout.boxes[column], x, y));
    if (map >= 0) return { column, map };
  }
  for (let map = 0; map < classes.length; map++) {
    const [left, top, width, height] = scorePlace(layout, map, classes.length);
    const inside = x >= left && x < left + width && y >= top && y < top + height;
    if (inside) return { column: columns.length, map };
  }
  return null;
}
