// Exercises 4 to 6: one output by hand, finding a kernel, telling poolings apart.

const numberTask = {
  name: "number", way: "convolution&picture=edge",
  make(rng) {
    const [patch, kernel] = [rng.plane(3, 3, 0, 4), sampleUntil(
      (plane) => plane.flat().filter(Boolean).length > 4, () => rng.plane(3, 3, -2, 2))];
    const bias = rng.choice([-9, -6, -3, -2, 2, 3, 5]);
    const sumWith = (weights) => convolve([patch], [weights])[0][0];
    const sum = sumWith(kernel), relu = ACTIVATIONS.relu;
    const turned = sumWith(kernel.map((row) => [...row].reverse()).reverse());
    const after = (number) => ({ sum: number, result: relu(number) });
    return {
      numbers: { patch, kernel, bias }, answer: after(sum + bias),
      values: { products: sum, bias, sum: sum + bias, result: relu(sum + bias) },
      parts: ["sum", "result"].map((name) => ({ kind: "number", name })),
      mistakes: [
        [{ sum }, "bias"],
        [{ sum: sum - bias }, "minus"],
        [{ sum: turned + bias }, "turned"],
        [{ sum: sum + bias, result: sum + bias }, "relu"],
        [{ result: Math.abs(sum + bias) }, "sign"],
      ],
    };
  },
};

// One dot has no other within two pixels, so around it the map is the kernel rotated by 180°.
const kernelTask = {
  name: "kernel", way: "convolution&picture=drawing&kernel=own",
  make(rng) {
    const [down, right] = [rng.choice([2, 4]), rng.choice([2, 4])];
    const far = (row, column) => Math.max(Math.abs(row - down), Math.abs(column - right)) > 2;
    const image = makePlane(7, 7, (row, column) =>
      Number((row === down && column === right) || (far(row, column) && rng.integer(0, 3) === 0)));
    const signs = rng.shuffle([1, 1, -1, -1, 0, 0, 0, 0, 0]);
    const kernel = makePlane(3, 3, (row, column) => signs[row * 3 + column]);
    const wanted = convolve([image], [kernel]);
    return {
      numbers: { image, wanted }, answer: { kernel }, values: { row: down + 1, column: right + 1 },
      parts: [{ kind: "signs", name: "kernel" }],
      mistakes: [
        [{ kernel: kernel.map((row) => [...row].reverse()).reverse() }, "turned"],
        [{ kernel: kernel.map((row) => row.map((weight) => 0 - weight)) }, "minus"],
        [{ kernel: makePlane(3, 3, () => 0) }, "empty"],
      ],
    };
  },
  right: ({ numbers }, { kernel }) =>   // any kernel that makes the map
    JSON.stringify(convolve([numbers.image], [kernel])) === JSON.stringify(numbers.wanted),
};

const WINDOWS = { 6: [[2, 2], [4, 1]], 7: [[3, 2], [2, 2]] };   // side, stride: all make 3×3

const poolingTask = {
  name: "pooling", way: "pooling",
  make(rng) {
    const size = rng.choice([6, 7]);
    const layers = rng.shuffle(WINDOWS[size].flatMap(([side, stride]) =>
      ["max", "average"].map((mode) => ({ mode, side, stride }))));
    const mapsOf = (plane) => layers.map(({ mode, side, stride }) => pool(plane, side, stride, mode));
    const apart = (plane) => new Set(mapsOf(plane).map((map) => JSON.stringify(map))).size === 4;
    const plane = sampleUntil(apart, () =>
      makePlane(size, size, () => rng.choice([0, 0, 0, 0.2, 0.4, 0.6, 0.8, 1])));
    const place = rng.integer(0, 3), { mode, side, stride } = layers[place];
    const slip = (other) => other.mode === mode ? "window" : other.side === side ? "mode" : "both";
    const write = (layer) => `nn.${layer.mode === "max" ? "MaxPool2d" : "AvgPool2d"}`
      + `(${layer.side}, stride=${layer.stride})`;
    return {
      numbers: { plane, map: mapsOf(plane)[place], layers: layers.map(write), size },
      answer: { layer: place }, values: { layer: write(layers[place]), size, side, stride },
      why: `homework_pooling_${mode}`,
      parts: [{ kind: "choice", name: "layer", code: true, options: layers.map(write) }],
      mistakes: layers.map((other, n) => [{ layer: n }, slip(other)]),
    };
  },
};
