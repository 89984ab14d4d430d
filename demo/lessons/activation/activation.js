// needs: arithmetic.js, numbers.js, pictures.js, pytorch.js, player.js, question.js, lesson.js
// Bias and ReLU: which pixels the bias keeps above zero, and four other activations.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, word, translate, controls, controlValue, settings, setControls, showRanges, linkSettings,
  shareLink, copyText,
} = panel;
const { ACTIVATIONS, convolve } = ConvLens.arithmetic;
const { fillGrid, formatNumber, largestAbsolute, paintSigned } = ConvLens.numbers;
const { KERNELS, presetPicture } = ConvLens.pictures;
const { pythonList } = ConvLens.pytorch;
const { makeNavigable } = ConvLens.player;

const showQuestion = ConvLens.question.makeQuestion(panel, "activation_asked", [
  ["activation_answer_one", "activation_told_one"],
  ["activation_answer_three", "activation_told_three"],
  ["activation_answer_four", "activation_told_four"],
], "activation_answer_three");

const SIZE = 10, RANGE = 6;             // pixels of the picture; the curves show -RANGE to RANGE
const NAMES = { relu: "ReLU", leaky: "leaky ReLU", gelu: "GELU", sigmoid: "sigmoid", tanh: "tanh" };
let sums = [];
const chosen = { place: 27, places: 64, timer: null, toggle() {}, go: choosePixel };

function choosePixel(place) {
  chosen.place = Math.max(0, Math.min(chosen.places - 1, place));
  const sum = sums.flat()[chosen.place], bias = controlValue(controls.bias), biased = sum + bias;
  for (const map of [".sums", ".biased", ".rectified"]) {
    [...query(map).children].forEach((cell, n) => cell.classList.toggle("now", n === chosen.place));
  }
  query(".formula").textContent = `ReLU(${word("activation_sum")} + ${word("activation_bias")}) = `
    + `max(0, ${formatNumber(sum)} + ${bias < 0 ? `(${formatNumber(bias)})` : formatNumber(bias)}) `
    + `= max(0, ${formatNumber(biased)}) = ${formatNumber(Math.max(0, biased))}`;
}

function update() {
  const { picture, kernel, bias } = settings();
  sums = convolve([presetPicture(picture, SIZE)], [KERNELS[kernel](3)]);
  const biased = sums.map((row) => row.map((x) => x + bias)), most = largestAbsolute([sums, biased]);
  const number = (cell, value) => { paintSigned(cell, value, most); cell.textContent = formatNumber(value, 1); };
  fillGrid(query(".sums"), sums, number);
  fillGrid(query(".biased"), biased, number);
  fillGrid(query(".rectified"), biased, (cell, value) => {
    number(cell, Math.max(0, value));
    cell.classList.toggle("dead", value <= 0);
  });
  drawOtherActivations(biased);
  showRanges();
  showDeadCount(biased.flat(), bias);
  choosePixel(chosen.place);
}

function showDeadCount(values, bias) {  // the tutorial's reason for a bias, in numbers
  const dead = (numbers) => numbers.filter((x) => x <= 0).length;
  const [now, before] = [dead(values), dead(sums.flat())];
  const effect = now < before ? "activation_saves" : now > before ? "activation_costs" : "activation_same";
  query(".verdict").innerHTML = word("activation_dead", { now: `<b>${now}</b>`, all: values.length }) + " "
    + word(effect, { n: Math.abs(now - before), bias: formatNumber(bias) });
}

function drawOtherActivations(biased) {
  query(".others").replaceChildren(...Object.entries(NAMES).map(([name, title]) => {
    const figure = document.createElement("figure"), map = document.createElement("div");
    const after = biased.map((row) => row.map(ACTIVATIONS[name]));
    const zeros = after.flat().filter((x) => x === 0).length;
    figure.innerHTML = `<figcaption>${title}</figcaption>${curveSvg(ACTIVATIONS[name], biased.flat())}`;
    map.className = "grid";
    fillGrid(map, after, (cell, value) => paintSigned(cell, value, largestAbsolute(after)));
    map.style.setProperty("--columns", after[0].length);
    map.setAttribute("role", "img");
    map.setAttribute("aria-label", word("activation_zeros", { zeros }));
    const note = document.createElement("p");
    note.className = "hint";
    note.textContent = word("activation_zeros", { zeros });
    figure.append(map, note);
    return figure;
  }));
}

function pytorchCode() {                // runnable as it is
  const { picture, kernel, bias } = settings();
  return `import torch
import torch.nn.functional as F

picture = torch.tensor(${pythonList(presetPicture(picture, SIZE))}).double()[None, None]
kernel = torch.tensor(${pythonList(KERNELS[kernel](3))}).double()[None, None]
biased = F.conv2d(picture, kernel) + ${bias}
result = F.relu(biased)
print(result, f"zeros: {(result == 0).sum()}", sep="\\n")
for other in (F.leaky_relu, F.gelu, torch.sigmoid, torch.tanh):
    print(other.__name__, other(biased), sep="\\n")
`;
}

function curveSvg(activate, values) {   // the function, with this map's pixels on it
  const [x, y] = [(v) => 10 * (v + RANGE), (v) => 35 - 10 * Math.max(-2, Math.min(3, v))];
  const line = Array.from({ length: 121 }, (_, n) => -RANGE + n * RANGE / 60)
    .filter((v) => activate(v) <= 3).map((v) => `${x(v)} ${y(activate(v))}`).join("L");
  const dots = [...new Set(values.map((v) => Number(v.toFixed(1))))]
    .filter((v) => Math.abs(v) <= RANGE && activate(v) <= 3)
    .map((v) => `<circle cx="${x(v)}" cy="${y(activate(v))}" r="2.5"/>`).join("");
  return `<svg viewBox="0 0 120 60" aria-hidden="true"><line x1="0" x2="120" y1="35" y2="35"/>`
    + `<line x1="60" x2="60" y1="0" y2="60"/><path d="M${line}"/>${dots}</svg>`;
}

query(".controls").addEventListener("input", update);
makeNavigable(query(".sums"), chosen, () => SIZE - 2);
shareLink(() => ({ ...settings(), place: chosen.place + 1 }));
query(".code").addEventListener("click", () => copyText(pytorchCode(), query(".code")));
watch("value", () => { translate(); showQuestion(); update(); });
translate();
showQuestion();
setControls(linkSettings());
chosen.place = Math.floor(linkSettings().place ?? 28) - 1 || 0;
update();
