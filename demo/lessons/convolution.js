// The convolution lesson: its settings, what follows from them, its link, its PyTorch code.
const state = { image: null, kernel: null };
const cursor = [0, 0];
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
  for (const [name, value] of [["side", 3], ["channels", 3], ["bias", props.trained.biases[n]]]) set(name, value);
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
  state.map = sums[0]?.length ? sums.map((row) => row.map((x) => state.relu ? Math.max(0, x) : x)) : [];
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
  const { size, padding, dilation, side, stride } = state;
  const sum = `(${size} + 2·${padding} − ${dilation}·(${side} − 1) − 1)`;
  one(".sizes").innerHTML = `⌊${sum} / ${stride}⌋ + 1 = <b>${count}</b>`;
  const over = size + 2 * padding - state.used[0];
  one(".left-over").textContent = !count ? word("convolution_too_large", { reach, size: size + 2 * padding })
    : over ? word("convolution_left_over", { over }) : "";
}

function edited(input, channel, row, column) {
  const value = Number(input.value);
  const right = input.value.trim() !== "" && isFinite(value);
  input.classList.toggle("wrong", !right);
  if (!right) return;                   // while one writes "-" the old number stays
  state.kernel[channel][row][column] = value;
  controls.kernel.value = "own";
  const at = all(".kernels input").indexOf(input), [from, to] = [input.selectionStart, input.selectionEnd];
  const written = input.value;
  update();
  const again = all(".kernels input")[at];      // the same place in the kernel drawn anew
  again.value = written;
  again.focus({ preventScroll: true });
  again.setSelectionRange(from, to);
}

function paint({ dataset }, value) {
  const [row, column] = [Number(dataset.row), Number(dataset.column)];
  for (const plane of dataset.channel === undefined ? state.image : [state.image[dataset.channel]]) {
    if (plane[row]?.[column] !== undefined) plane[row][column] = value;
  }
  state.painted = true;
  update();
}

function moveCursor([down, right], number) {
  const last = state.image[0].length - 1;
  cursor[0] = Math.max(0, Math.min(last, cursor[0] + down));
  cursor[1] = Math.max(0, Math.min(last, cursor[1] + right));
  const [row, column] = cursor, pixel = state.image[0][row][column];
  const value = number === "other" ? Number(pixel < 0.5) : number;
  if (value !== null) paint({ dataset: { row, column } }, value);
  for (const cell of all(".pictures i")) {
    cell.classList.toggle("cursor", Number(cell.dataset.row) === row && Number(cell.dataset.column) === column);
  }
  one(".spoken").textContent = word("convolution_pixel", { row: row + 1, column: column + 1, value: value ?? pixel });
}

function changed({ target: { name } }) {
  if (!name) return;
  if (name === "picture") state.painted &&= controls.picture.value === "drawing";
  if (["picture", "size", "channels"].includes(name)) takePicture();
  if (["channels", "side"].includes(name) && /^trained/.test(controls.kernel.value)) set("kernel", "own");
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
