// Small pictures and well-known kernels.
const { makePlane } = ConvLens.arithmetic;      // arithmetic.js comes first in the page's head
const STROKES = {                       // corners of a line, in a square of side 1
  digit: [[[0.22, 0.18], [0.76, 0.18], [0.42, 0.86]]],
  arrow: [[[0.15, 0.5], [0.85, 0.5]], [[0.55, 0.2], [0.85, 0.5], [0.55, 0.8]]],
};

function distanceToLine([x, y], [[x0, y0], [x1, y1]]) {  // of a point from a line between two
  const [dx, dy] = [x1 - x0, y1 - y0];
  const along = Math.max(0, Math.min(1, ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy)));
  return Math.hypot(x - x0 - along * dx, y - y0 - along * dy);
}

function strokePicture(name, size) {    // ink from 0 to 1, in tenths
  const lines = STROKES[name].flatMap((corners) => corners.slice(1).map((to, n) => [corners[n], to]));
  return makePlane(size, size, (row, column) => {
    const point = [(column + 0.5) / size, (row + 0.5) / size];
    const near = Math.min(...lines.map((line) => distanceToLine(point, line))) * size;
    return Math.round(10 * Math.max(0, Math.min(1, 1.25 - near))) / 10;
  });
}

function presetPicture(name, size) {
  if (name in STROKES) return strokePicture(name, size);
  const value = {
    checkerboard: (row, column) => (row + column) % 2,
    edge: (_, column) => Number(column >= size / 2),
    drawing: () => 0,
  }[name];
  return makePlane(size, size, value);
}

function colourPicture(plane, channels) {       // orange ink on blue, as red, green and blue planes
  const tints = [(ink) => ink, (ink) => ink / 2, (ink) => 1 - ink];
  return tints.slice(0, channels).map((tint) =>
    plane.map((row) => row.map((ink) => Math.round(100 * tint(ink)) / 100)));
}

const outerProduct = (down, right) => down.map((a) => right.map((b) => a * b));
const centredKernel = (side, centre, others) => makePlane(side, side, (row, column) =>
  row === side >> 1 && column === side >> 1 ? centre : others);
const transpose = (plane) => plane[0].map((_, n) => plane.map((row) => row[n]));
const SOBEL = { 3: outerProduct([1, 2, 1], [-1, 0, 1]), 5: outerProduct([1, 4, 6, 4, 1], [-1, -2, 0, 2, 1]) };

const KERNELS = {                       // of side 3 or 5
  identity: (side) => centredKernel(side, 1, 0),
  blur: (side) => centredKernel(side, 1 / side ** 2, 1 / side ** 2),
  sharpen: (side) => side === 3
    ? [[0, -1, 0], [-1, 5, -1], [0, -1, 0]] : centredKernel(5, 2 - 1 / 25, -1 / 25),
  sobel_x: (side) => SOBEL[side],
  sobel_y: (side) => transpose(SOBEL[side]),
  laplace: (side) => side === 3 ? [[0, 1, 0], [1, -4, 1], [0, 1, 0]] : [[0, 0, 1, 0, 0],
    [0, 1, 2, 1, 0], [1, 2, -16, 2, 1], [0, 1, 2, 1, 0], [0, 0, 1, 0, 0]],
  emboss: (side) => makePlane(side, side, (row, column) => {
    const diagonal = row + column - side + 1;
    return row === column && row === side >> 1 ? 1 : Math.sign(diagonal) * (Math.abs(diagonal) > 1 ? 2 : 1);
  }),
  random: (side) => makePlane(side, side, () => Math.round(20 * Math.random() - 10) / 10),
};

ConvLens.pictures = { KERNELS, centredKernel, colourPicture, presetPicture };
