// Exercises 1 to 3: output shape, in_features, parameter counts.
// `make` draws a task from a random generator: its numbers, the parts that are asked for, the
// answer, the values of its sentences, and typical mistakes: [part of an answer, name in words.toml].

const shapeTask = {
  name: "shape", way: "shapes",
  make(rng) {
    const [side, stride, padding] = [rng.choice([2, 3, 3, 5]), rng.integer(1, 3), rng.integer(0, 2)];
    const [channels, maps] = [rng.choice([1, 3]), rng.choice([4, 6, 8, 16, 32])];
    const [height, width] = [rng.integer(side + 2, 12), rng.integer(side + 2, 12)];
    const numbers = { channels, maps, height, width, side, stride, padding };
    const sizes = (around, along = stride) =>
      ({ height: outputSize(height, side, along, around), width: outputSize(width, side, along, around) });
    const changed = (size) => ({ height: size(height), width: size(width) });
    const answer = { channels: maps, ...sizes(padding) };
    const exact = (size) => (size + 2 * padding - side) / stride;
    return {
      numbers, answer, values: { ...numbers, high: answer.height, wide: answer.width },
      parts: ["channels", "height", "width"].map((name) => ({ kind: "number", name })),
      mistakes: [
        [sizes(0), "padding"],
        [changed((size) => outputSize(size + padding, side, stride)), "once"],
        [changed((size) => Math.floor(exact(size))), "plus"],
        [changed((size) => Math.ceil(exact(size)) + 1), "up"],
        [sizes(padding, 1), "stride"],
        [{ height: answer.width, width: answer.height }, "turned"],
        [{ channels }, "channels"],
        [{ channels: channels * maps }, "channels"],
      ],
    };
  },
};

// The layers of a small network, each with its code and its output shape, [channels, height, width].
function stackLayers({ picture, first, second, side, padding, pools }) {
  const layers = [];
  let [channels, size] = [1, picture];
  const add = (code, after) => layers.push({ code, after });
  for (const [n, maps] of [first, second].entries()) {
    const around = padding ? `, padding=${padding}` : "";
    size = outputSize(size, side, 1, padding);
    add(`nn.Conv2d(${channels}, ${maps}, ${side}${around})`, [maps, size, size]);
    channels = maps;
    if (!pools[n]) continue;
    size = outputSize(size, 2, 2);
    add("nn.MaxPool2d(2)", [maps, size, size]);
  }
  return layers;
}

const featuresTask = {
  name: "features", way: "shapes",
  make(rng) {
    const side = rng.choice([3, 5]);
    const numbers = {
      picture: rng.choice([28, 32, 36, 64]), first: rng.choice([6, 8, 16, 32]),
      second: rng.choice([12, 24, 48, 64]), side, padding: rng.choice([0, (side - 1) / 2]),
      pools: [rng.choice([true, false]), true],
    };
    const layers = stackLayers(numbers);
    const [maps, size] = layers.at(-1).after;
    const count = (changed) => {
      const [channels, height, width] = stackLayers({ ...numbers, ...changed }).at(-1).after;
      return channels * height * width;
    };
    return {
      numbers: { ...numbers, layers }, answer: { features: maps * size * size },
      values: { maps, size, features: maps * size * size },
      parts: [{ kind: "number", name: "features" }],
      mistakes: [
        [{ features: size * size }, "maps"],
        [{ features: maps * size }, "side"],
        [{ features: count({ pools: [numbers.pools[0], false] }) }, "pool"],
        [{ features: count({ pools: [false, false] }) }, "pool"],
        [{ features: count({ pools: [!numbers.pools[0], true] }) }, "pool"],
        [{ features: count({ padding: (side - 1) / 2 - numbers.padding }) }, "padding"],
        [{ features: numbers.first * size * size }, "first"],
      ],
    };
  },
};

const parametersTask = {
  name: "parameters", way: "sharing",
  make(rng) {
    const [channels, maps] = [rng.choice([1, 1, 3]), rng.choice([2, 4, 8])];
    const [size, side] = [rng.integer(6, 10), rng.choice([2, 3, 5])];
    const out = outputSize(size, side);
    const [pixels, outputs] = [channels * size * size, maps * out * out];
    const [own, weights] = [maps * channels * side * side, pixels * outputs];
    const numbers = { channels, maps, size, side, out, pixels, outputs };
    return {
      numbers, answer: { local: own + maps, dense: weights + outputs },
      values: { ...numbers, local: own + maps, dense: weights + outputs },
      parts: ["local", "dense"].map((name) => ({ kind: "number", name })),
      mistakes: [
        [{ local: own }, "bias"],
        [{ dense: weights }, "bias"],
        [{ dense: weights + 1 }, "bias"],
        [{ local: own + 1 }, "bias"],
        [{ local: maps * side * side + maps }, "channels"],
        [{ local: side * side * channels + 1 }, "maps"],
        [{ local: (own + maps) * out * out }, "shared"],
      ],
    };
  },
};
