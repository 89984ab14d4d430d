// needs: arithmetic.js, numbers.js, pictures.js, player.js, question.js, lesson.js, scene.js, picture.js, edit.js, code.js
// The convolution lesson: settings, results, link and PyTorch code.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, queryAll, word, translate, controls, settings, setControl, setControls, showRanges,
  linkSettings, shareLink, copyText,
} = panel;
const { ACTIVATIONS, convolve, makePlane, padImage, windowAt } = ConvLens.arithmetic;
const {
  fillGrid, formatNumber, largestAbsolute, paintGrey, paintSigned, sizeFormula,
} = ConvLens.numbers;
const { KERNELS, centredKernel, colourPicture, presetPicture } = ConvLens.pictures;
const { makeNavigable, makePlayer } = ConvLens.player;

const showQuestion = ConvLens.question.makeQuestion(panel, "convolution_asked", [
  ["convolution_answer_bright", "convolution_told_bright"],
  ["convolution_answer_edge", "convolution_told_edge"],
  ["convolution_answer_dark", "convolution_told_dark"],
], "convolution_answer_edge");

const state = { image: null, kernel: null };
const player = makePlayer(panel, (place, phase, playing) => {
  if (state.map?.length) drawPlace(state, place, phase);
  query(".spoken").textContent = playing || !state.map?.length ? "" : query(".spoken").dataset.text;
});

function takePicture() {
  const { picture, size, channels } = settings();
  if (picture === "upload" && ownPicture.pixels) return useImage(takePatch(size, channels));
  if (picture === "upload") return useImage(colourPicture(presetPicture("digit", size), channels));
  if (picture !== "drawing") return useImage(colourPicture(presetPicture(picture, size), channels));
  const paper = state.image && state.painted ? state.image : [presetPicture("drawing", size)];
  useImage(Array.from({ length: channels }, (_, channel) => makePlane(size, size, (row, column) =>
    (paper[channel] ?? paper[0])[row]?.[column] ?? 0)), state.painted);
}

function useImage(image, painted = false) {
  Object.assign(state, { image, painted });
}

function takeKernel() {
  const { kernel, side, channels } = settings();
  const [, number] = kernel.match(/^trained_(\d+)$/) ?? [];
  if (number) return takeTrained(number - 1);
  if (kernel === "own") state.kernel = resizeKernel(state.kernel ?? [centredKernel(3, 1, 0)], channels, side);
  else {
    const plane = KERNELS[kernel](side);
    state.kernel = Array.from({ length: channels }, () => structuredClone(plane));
  }
}

function takeTrained(n) {               // a 3×3 slice for each of red, green and blue
  const its = { side: 3, channels: 3, bias: props.trained.biases[n] };
  for (const [name, value] of Object.entries(its)) setControl(name, value);
  state.kernel = structuredClone(props.trained.kernels[n]);
  if (state.image.length !== 3) takePicture();
}

function resizeKernel(kernel, channels, side) {         // pad with zeros, or crop
  const off = (side - kernel[0].length) / 2;
  return Array.from({ length: channels }, (_, channel) => makePlane(side, side, (row, column) =>
    (kernel[channel] ?? kernel[0])[row - off]?.[column - off] ?? 0));
}

function update() {
  Object.assign(state, settings(), { kernel: state.kernel });
  state.around = padImage(state.image, state.padding, state.mode);
  const sums = convolve(state.image, state.kernel, state);
  const activate = state.relu ? ACTIVATIONS.relu : (x) => x;
  state.map = sums[0]?.length ? sums.map((row) => row.map(activate)) : [];
  const reach = state.dilation * (state.side - 1) + 1;
  const places = [state.map.length, state.map[0]?.length ?? 0];
  state.used = places.map((count) => count ? (count - 1) * state.stride + reach : 0);
  query(".upload").hidden = state.picture !== "upload";
  query(".pictures").classList.toggle("drawing", state.picture === "drawing");
  controls.mode.disabled = !state.padding;
  showRanges();
  drawPictures(state);
  drawKernels(state, kernelEdited);
  drawMap(state);
  drawSizes(places, reach);
  player.fit(places[0] * places[1], state.kernel.length * state.side ** 2 + 3);
}

function drawSizes([count], reach) {
  const { size, padding } = state;
  query(".sizes").innerHTML = sizeFormula(state, count);
  const over = size + 2 * padding - state.used[0];
  query(".left-over").textContent = !count ? word("lesson_too_large", { reach, size: size + 2 * padding })
    : over ? word("lesson_left_over", { over }) : "";
}

function controlChanged({ target: { name } }) {
  if (!name) return;
  if (name === "picture") state.painted &&= controls.picture.value === "drawing";
  if (["picture", "size", "channels"].includes(name)) takePicture();
  const trained = /^trained/.test(controls.kernel.value);
  if (trained && ["channels", "side"].includes(name)) setControl("kernel", "own");
  if (["kernel", "channels", "side"].includes(name)) takeKernel();
  update();
}

async function fileChosen({ target: { files: [file] } }) {
  if (!file) return;
  try {
    await openFile(file);
  } catch {
    query(".upload .hint").textContent = word("convolution_unreadable");
    return;
  }
  patchMoved();
}

function patchMoved() {
  takePicture();
  drawPatch(state.image[0].length);
  update();
}

function translateAll() {               // again when the language changes
  translate();
  showQuestion();
  for (const option of queryAll("[data-trained]")) {
    option.textContent = word("convolution_trained", { n: option.dataset.trained });
  }
}

for (let n = 1; n <= props.trained.kernels.length; n++) {
  const option = controls.kernel.appendChild(document.createElement("option"));
  option.value = `trained_${n}`;
  option.dataset.trained = n;
}
for (const place of queryAll(".controls")) place.addEventListener("input", controlChanged);
query(".upload input").addEventListener("change", fileChosen);
enablePatchMoving(query(".upload canvas"), patchMoved);
enablePainting(query(".pictures"), paint, moveCursor);
makeNavigable(query(".map"), player, () => state.map[0]?.length ?? 1);
shareLink(linkValues);
query(".code").addEventListener("click", () => copyText(pytorchCode(), query(".code")));
watch("value", () => { translateAll(); update(); });
translateAll();
applyLink(linkSettings());
