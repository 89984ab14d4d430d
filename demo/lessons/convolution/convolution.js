// needs: arithmetic.js, lesson.js, player.js, pictures.js, scene.js, picture.js, edit.js, code.js
// The convolution lesson: its settings, what follows from them, its link, its PyTorch code.
const state = { image: null, kernel: null };
const player = makePlayer((place, phase, playing) => {
  if (state.map?.length) drawPlace(state, place, phase);
  one(".spoken").textContent = playing || !state.map?.length ? "" : one(".spoken").dataset.text;
});

function takePicture() {
  const { picture, size, channels } = settings();
  if (picture === "upload" && own.pixels) return useImage(patch(size, channels));
  if (picture === "upload") return useImage(coloured(preset("digit", size), channels));
  if (picture !== "drawing") return useImage(coloured(preset(picture, size), channels));
  const paper = state.image && state.painted ? state.image : [preset("drawing", size)];
  useImage(Array.from({ length: channels }, (_, channel) => places(size, size, (row, column) =>
    (paper[channel] ?? paper[0])[row]?.[column] ?? 0)), state.painted);
}

function useImage(image, painted = false) {
  Object.assign(state, { image, painted });
}

function takeKernel() {
  const { kernel, side, channels } = settings();
  const [, number] = kernel.match(/^trained_(\d+)$/) ?? [];
  if (number) return takeTrained(number - 1);
  if (kernel === "own") state.kernel = fitted(state.kernel ?? [spot(3, 1, 0)], channels, side);
  else {
    const plane = KERNELS[kernel](side);
    state.kernel = Array.from({ length: channels }, () => structuredClone(plane));
  }
}

function takeTrained(n) {               // a 3×3 slice for each of red, green and blue
  const its = { side: 3, channels: 3, bias: props.trained.biases[n] };
  for (const [name, value] of Object.entries(its)) set(name, value);
  state.kernel = structuredClone(props.trained.kernels[n]);
  if (state.image.length !== 3) takePicture();
}

function fitted(kernel, channels, side) {       // the visitor's own, with zeros around or cut
  const off = (side - kernel[0].length) / 2;
  return Array.from({ length: channels }, (_, channel) => places(side, side, (row, column) =>
    (kernel[channel] ?? kernel[0])[row - off]?.[column - off] ?? 0));
}

function update() {
  Object.assign(state, settings(), { kernel: state.kernel });
  state.around = padded(state.image, state.padding, state.mode);
  const sums = convolve(state.image, state.kernel, state);
  const activate = state.relu ? ACTIVATIONS.relu : (x) => x;
  state.map = sums[0]?.length ? sums.map((row) => row.map(activate)) : [];
  const reach = state.dilation * (state.side - 1) + 1;
  const places = [state.map.length, state.map[0]?.length ?? 0];
  state.used = places.map((count) => count ? (count - 1) * state.stride + reach : 0);
  one(".upload").hidden = state.picture !== "upload";
  one(".pictures").classList.toggle("drawing", state.picture === "drawing");
  controls.mode.disabled = !state.padding;
  tellRanges();
  drawPictures(state);
  drawKernels(state, edited);
  drawMap(state);
  drawSizes(places, reach);
  player.fit(places[0] * places[1], state.kernel.length * state.side ** 2 + 3);
}

function drawSizes([count], reach) {
  const { size, padding } = state;
  one(".sizes").innerHTML = sizeFormula(state, count);
  const over = size + 2 * padding - state.used[0];
  one(".left-over").textContent = !count ? word("convolution_too_large", { reach, size: size + 2 * padding })
    : over ? word("convolution_left_over", { over }) : "";
}

function changed({ target: { name } }) {
  if (!name) return;
  if (name === "picture") state.painted &&= controls.picture.value === "drawing";
  if (["picture", "size", "channels"].includes(name)) takePicture();
  const trained = /^trained/.test(controls.kernel.value);
  if (trained && ["channels", "side"].includes(name)) set("kernel", "own");
  if (["kernel", "channels", "side"].includes(name)) takeKernel();
  update();
}

async function uploaded({ target: { files: [file] } }) {
  if (!file) return;
  try {
    await open(file);
  } catch {
    one(".upload .hint").textContent = word("convolution_unreadable");
    return;
  }
  moved();
}

function moved() {
  takePicture();
  drawPatch(state.image[0].length);
  update();
}

function name() {                       // all words anew, when the page changes its language
  translate();
  for (const option of all("[data-trained]")) {
    option.textContent = word("convolution_trained", { n: option.dataset.trained });
  }
}

for (let n = 1; n <= props.trained.kernels.length; n++) {
  const option = controls.kernel.appendChild(document.createElement("option"));
  option.value = `trained_${n}`;
  option.dataset.trained = n;
}
one(".controls").addEventListener("input", changed);
one(".upload input").addEventListener("change", uploaded);
movable(one(".upload canvas"), moved);
paintable(one(".pictures"), paint, moveCursor);
walkable(one(".map"), player, () => state.map[0]?.length ?? 1);
one(".link").addEventListener("click", () => copy(link(shared()), one(".link")));
one(".code").addEventListener("click", () => copy(pytorch(), one(".code")));
watch("value", () => { name(); update(); });
name();
follow(asked());
