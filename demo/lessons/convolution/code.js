// What a convolution is passed on as: a link, and PyTorch code.
const packed = (image) => image.flat(2).map((value) =>         // 0.00 to 1.00, two signs a pixel
  Math.round(100 * value).toString(36).padStart(2, "0")).join("");

function unpacked(text, channels, size) {
  const values = (text.match(/[0-9a-z]{2}/g) ?? []).map((pair) => parseInt(pair, 36) / 100);
  if (values.length !== channels * size * size || values.some((value) => value > 1)) return null;
  return shaped(values, channels, size);
}

function shaped(values, channels, size) {
  return Array.from({ length: channels }, (_, channel) =>
    places(size, size, (row, column) => values[(channel * size + row) * size + column]));
}

function shared() {                     // presets by name, numbers where there is none
  const { kernel, picture } = settings();
  const own = kernel === "own" || kernel === "random";
  return {
    ...settings(),
    kernel: own ? state.kernel.flat(2).map((weight) => Number(weight.toFixed(4))).join(",") : kernel,
    ...(state.painted || picture === "upload" ? { picture: "drawing", pixels: packed(state.image) } : {}),
    place: player.place + 1,
  };
}

function follow(asked) {                // the settings of a link, each only if it can be one
  for (const name of Object.keys(controls)) if (name in asked) set(name, asked[name]);
  const { channels, size, side } = settings();
  takePicture();
  takeKernel();
  if ("bias" in asked) set("bias", asked.bias);         // not that of a trained kernel
  const pixels = unpacked(asked.pixels ?? "", channels, size);
  if (pixels) Object.assign(state, { image: pixels, painted: true });
  const weights = (asked.kernel ?? "").split(",").map(Number);
  if (weights.length === channels * side * side && weights.every(isFinite)) {
    state.kernel = shaped(weights, channels, side);
    controls.kernel.value = "own";
  }
  update();
  player.go(asked.place > 0 ? Math.floor(asked.place) - 1 : 0);
}

function pytorch() {                    // runs as it is
  const { image, kernel, bias, stride, padding, dilation, mode, relu } = state;
  const written = (planes) => `[[\n${planes.map((plane) =>
    `    [${plane.map((row) => `[${row.join(", ")}]`).join(",\n     ")}],\n`).join("")}]]`;
  const reflect = mode === "reflect" && padding;
  return `import torch
import torch.nn.functional as F

image = torch.tensor(${written(image)})  # (1, ${image.length}, ${image[0].length}, ${image[0][0].length})
kernel = torch.tensor(${written(kernel)})  # (1, ${kernel.length}, ${state.side}, ${state.side})
${reflect ? `image = F.pad(image, [${Array(4).fill(padding).join(", ")}], mode="reflect")\n` : ""}\
result = F.conv2d(
    image.double(), kernel.double(), torch.tensor([${bias}]).double(),
    stride=${stride}, padding=${reflect ? 0 : padding}, dilation=${dilation},
)
${relu ? "result = F.relu(result)\n" : ""}print(result)
`;
}
