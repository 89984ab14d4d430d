// needs: arithmetic.js, lesson.js, pictures.js, player.js, pytorch.js
// Bias and ReLU: what the bias saves from the activation, and four other activations.
const SIZE = 10, RANGE = 6;             // pixels of the picture; the curves show -RANGE to RANGE
const NAMES = { relu: "ReLU", leaky: "leaky ReLU", gelu: "GELU", sigmoid: "sigmoid", tanh: "tanh" };
let sums = [];
const chosen = { place: 27, places: 64, timer: null, toggle() {}, go };

function go(place) {
  chosen.place = Math.max(0, Math.min(chosen.places - 1, place));
  const sum = sums.flat()[chosen.place], bias = setting(controls.bias), biased = sum + bias;
  for (const map of [".sums", ".biased", ".rectified"]) {
    [...one(map).children].forEach((cell, n) => cell.classList.toggle("now", n === chosen.place));
  }
  one(".formula").textContent = `ReLU(${word("activation_sum")} + ${word("convolution_bias")}) = `
    + `max(0, ${show(sum)} + ${bias < 0 ? `(${show(bias)})` : show(bias)}) `
    + `= max(0, ${show(biased)}) = ${show(Math.max(0, biased))}`;
}

function update() {
  const { picture, kernel, bias } = settings();
  sums = convolve([preset(picture, SIZE)], [KERNELS[kernel](3)]);
  const biased = sums.map((row) => row.map((x) => x + bias)), most = greatest([sums, biased]);
  const number = (cell, value) => { signed(cell, value, most); cell.textContent = show(value, 1); };
  grid(one(".sums"), sums, number);
  grid(one(".biased"), biased, number);
  grid(one(".rectified"), biased, (cell, value) => {
    number(cell, Math.max(0, value));
    cell.classList.toggle("dead", value <= 0);
  });
  drawOthers(biased);
  tellRanges();
  tellDead(biased.flat(), bias);
  go(chosen.place);
}

function tellDead(values, bias) {       // the tutorial's reason for a bias, in numbers
  const dead = (numbers) => numbers.filter((x) => x <= 0).length;
  const [now, before] = [dead(values), dead(sums.flat())];
  const effect = now < before ? "activation_saves" : now > before ? "activation_costs" : "activation_same";
  one(".verdict").innerHTML = word("activation_dead", { now: `<b>${now}</b>`, all: values.length }) + " "
    + word(effect, { n: Math.abs(now - before), bias: show(bias) });
}

function drawOthers(biased) {
  one(".others").replaceChildren(...Object.entries(NAMES).map(([name, title]) => {
    const figure = document.createElement("figure"), map = document.createElement("div");
    const after = biased.map((row) => row.map(ACTIVATIONS[name]));
    const zeros = after.flat().filter((x) => x === 0).length;
    figure.innerHTML = `<figcaption>${title}</figcaption>${curve(ACTIVATIONS[name], biased.flat())}`;
    map.className = "grid";
    grid(map, after, (cell, value) => signed(cell, value, greatest(after)));
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

function pytorch() {                    // runs as it is
  const { picture, kernel, bias } = settings();
  return `import torch
import torch.nn.functional as F

picture = torch.tensor(${listed(preset(picture, SIZE))}).double()[None, None]
kernel = torch.tensor(${listed(KERNELS[kernel](3))}).double()[None, None]
biased = F.conv2d(picture, kernel) + ${bias}
result = F.relu(biased)
print(result, f"zeros: {(result == 0).sum()}", sep="\\n")
for other in (F.leaky_relu, F.gelu, torch.sigmoid, torch.tanh):
    print(other.__name__, other(biased), sep="\\n")
`;
}

function curve(activate, values) {      // the function, and where this map's pixels lie on it
  const [x, y] = [(v) => 10 * (v + RANGE), (v) => 35 - 10 * Math.max(-2, Math.min(3, v))];
  const line = Array.from({ length: 121 }, (_, n) => -RANGE + n * RANGE / 60)
    .filter((v) => activate(v) <= 3).map((v) => `${x(v)} ${y(activate(v))}`).join("L");
  const dots = [...new Set(values.map((v) => Number(v.toFixed(1))))]
    .filter((v) => Math.abs(v) <= RANGE && activate(v) <= 3)
    .map((v) => `<circle cx="${x(v)}" cy="${y(activate(v))}" r="2.5"/>`).join("");
  return `<svg viewBox="0 0 120 60" aria-hidden="true"><line x1="0" x2="120" y1="35" y2="35"/>`
    + `<line x1="60" x2="60" y1="0" y2="60"/><path d="M${line}"/>${dots}</svg>`;
}

one(".controls").addEventListener("input", update);
walkable(one(".sums"), chosen, () => SIZE - 2);
one(".link").addEventListener("click", () =>
  copy(link({ ...settings(), place: chosen.place + 1 }), one(".link")));
one(".code").addEventListener("click", () => copy(pytorch(), one(".code")));
watch("value", () => { translate(); update(); });
translate();
for (const [name, value] of Object.entries(asked())) if (name in controls) set(name, value);
chosen.place = Math.floor(asked().place ?? 28) - 1 || 0;
update();
