// The lessons' arithmetic, as PyTorch does it: image[channel][row][column],
// kernel[channel][row][column], map[row][column], all plain numbers.

function outputSize(size, kernel, stride = 1, padding = 0, dilation = 1) {
  return Math.max(0, Math.floor((size + 2 * padding - dilation * (kernel - 1) - 1) / stride) + 1);
}

function reflectIndex(n, size) {        // -1 is 1, and size is size - 2: the edge is not repeated
  return n < 0 ? -n : n >= size ? 2 * (size - 1) - n : n;
}

function padImage(image, padding, mode = "zeros") {
  const [height, width] = [image[0].length, image[0][0].length];
  const around = (size) => Array.from({ length: size + 2 * padding }, (_, n) => n - padding);
  const pixel = (plane, row, column) => mode === "reflect"
    ? plane[reflectIndex(row, height)][reflectIndex(column, width)]
    : plane[row]?.[column] ?? 0;
  return image.map((plane) =>
    around(height).map((row) => around(width).map((column) => pixel(plane, row, column))));
}

// What the window at one place computes: its products, channel by channel and row by row, their
// sum, and the sum with the bias.
function windowAt(paddedImage, kernel, { stride = 1, dilation = 1, bias = 0 }, place) {
  const products = kernel.flatMap((plane, channel) => plane.flatMap((weights, down) =>
    weights.map((weight, right) => {
      const row = place.row * stride + down * dilation;
      const column = place.column * stride + right * dilation;
      const pixel = paddedImage[channel][row][column];
      return { channel, row, column, pixel, weight, product: pixel * weight };
    })));
  const sum = products.reduce((total, { product }) => total + product, 0);
  return { products, sum, biased: sum + bias };
}

function convolve(image, kernel, settings = {}) {
  const { stride = 1, padding = 0, dilation = 1, mode = "zeros" } = settings;
  const around = padImage(image, padding, mode), side = kernel[0].length;
  const [height, width] = [image[0].length, image[0][0].length].map((size) =>
    outputSize(size, side, stride, padding, dilation));
  return makePlane(height, width, (row, column) =>
    windowAt(around, kernel, settings, { row, column }).biased);
}

function makePlane(height, width, value) {
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, column) => value(row, column)));
}

function pool(plane, side, stride, mode = "max") {
  const sizes = [plane.length, plane[0].length].map((size) => outputSize(size, side, stride));
  return makePlane(...sizes, (row, column) => poolNumbers(windowNumbers(plane, side, stride, row, column), mode));
}

function windowNumbers(plane, side, stride, row, column) {
  const rows = plane.slice(row * stride, row * stride + side);
  return rows.flatMap((pixels) => pixels.slice(column * stride, column * stride + side));
}

function poolNumbers(numbers, mode) {
  if (mode === "max") return Math.max(...numbers);
  return numbers.reduce((total, number) => total + number, 0) / numbers.length;
}

// How many windows cover each pixel along one side; in a picture, row's count times column's.
function coverage(size, kernel, stride = 1, padding = 0, dilation = 1) {
  const counts = Array(size).fill(0);
  for (let place = 0; place < outputSize(size, kernel, stride, padding, dilation); place++) {
    for (let tap = 0; tap < kernel; tap++) {
      const n = place * stride + tap * dilation - padding;
      if (n in counts) counts[n]++;
    }
  }
  return counts;
}

// The error function, by a series without cancellation (Abramowitz & Stegun 7.1.6).
function errorFunction(x) {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * x, total = term;
  for (let n = 1; Math.abs(term) > 1e-17; n++) {
    term *= 2 * x * x / (2 * n + 1);
    total += term;
  }
  return total;
}

const ACTIVATIONS = {
  relu: (x) => Math.max(0, x),
  leaky: (x) => x > 0 ? x : 0.01 * x,
  gelu: (x) => x / 2 * (1 + errorFunction(x / Math.SQRT2)),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: (x) => Math.tanh(x),
};

ConvLens.arithmetic = {
  ACTIVATIONS, convolve, coverage, makePlane, outputSize, padImage, pool, windowAt, windowNumbers,
};
