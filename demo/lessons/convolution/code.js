// A convolution as a link and as PyTorch code.
const packPixels = (image) => image.flat(2).map((value) =>  // 0.00 to 1.00, two characters a pixel
  Math.round(100 * value).toString(36).padStart(2, "0")).join("");

function unpackPixels(text, channels, size) {
  const values = (text.match(/[0-9a-z]{2}/g) ?? []).map((pair) => parseInt(pair, 36) / 100);
  if (values.length !== channels * size * size || values.some((value) => value > 1)) return null;
  return toPlanes(values, channels, size);
}

function toPlanes(values, channels, size) {
  return Array.from({ length: channels }, (_, channel) =>
    makePlane(size, size, (row, column) => values[(channel * size + row) * size + column]));
}

function linkValues() {                 // presets by name, other pictures and kernels as numbers
  const { kernel, picture } = settings();
  const own = kernel === "own" || kernel === "random";
  return {
    ...settings(),
    kernel: own ? state.kernel.flat(2).map((weight) => Number(weight.toFixed(4))).join(",") : kernel,
    ...(state.painted || picture === "upload" ? { picture: "drawing", pixels: packPixels(state.image) } : {}),
    place: player.place + 1,
  };
}

function applyLink(linked) {            // apply a link's valid settings
  setControls(linked);
  const { channels, size, side } = settings();
  takePicture();
  takeKernel();
  if ("bias" in linked) setControl("bias", linked.bias);        // not that of a trained kernel
  const pixels = unpackPixels(linked.pixels ?? "", channels, size);
  if (pixels) Object.assign(state, { image: pixels, painted: true });
  const weights = (linked.kernel ?? "").split(",").map(Number);
  if (weights.length === channels * side * side && weights.every(isFinite)) {
    state.kernel = toPlanes(weights, channels, side);
    controls.kernel.value = "own";
  }
  update();
  player.go(linked.place > 0 ? Math.floor(linked.place) - 1 : 0);
}

function pytorchCode() {                // runnable as it is
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
