// needs: arithmetic.js, lesson.js
// Sliders here, counting and shuffling on the server; only the last answer of each counts.
const heard = {}, question = {};
async function ask(name) {
  const number = question[name] = (question[name] ?? 0) + 1;
  try {
    const answer = await server[name]({ ...settings(), seed: 1 });
    if (number !== question[name]) return;
    heard[name] = answer;
    one(".refused").hidden = true;
    tell();
  } catch {
    if (number === question[name]) one(".refused").hidden = false;
  }
}

function tell() {
  if (heard.compare) {
    for (const kind of ["dense", "local"]) {
      const { sum, total, each } = heard.compare.counts[kind];
      const place = one(`figure.${kind}`);
      place.querySelector(".drawn").innerHTML = heard.compare.drawn[kind];
      place.querySelector(".each").textContent = word("sharing_each", { each });
      place.querySelector("code").textContent = `${sum} =`;
      place.querySelector("strong").textContent = word("sharing_parameters", { total });
    }
    one(".times").textContent = word("sharing_times", heard.compare.counts.both);
  }
  if (heard.shuffle) {
    const { pictures, right } = heard.shuffle;
    for (const [name, picture] of Object.entries(pictures)) one(`img.${name}`).src = picture;
    for (const place of all("td[class]")) place.textContent = `${right[place.className]} / 50`;
    one(".apart").textContent = word("sharing_apart", right);
  }
}

function pytorch() {                    // runs as it is
  const { side, channels, moved } = settings(), kernel = Math.min(settings().kernel, side);
  const out = side - kernel + 1;
  return `import torch
import torch.nn.functional as F
from torch import nn

local = nn.Conv2d(1, ${channels}, ${kernel})
dense = nn.Linear(${side} * ${side}, ${channels} * ${out} * ${out}, device="meta")    # counted, not stored
counts = [sum(weights.numel() for weights in layer.parameters()) for layer in (local, dense)]
print(counts)

# ${moved} % of the pixels change places, and the weights of a dense layer with them
places = torch.arange(784)
chosen = torch.randperm(784, generator=torch.Generator().manual_seed(1))[:${Math.round(7.84 * moved)}]
places[chosen] = chosen.roll(1)
pictures, layer = torch.rand(50, 784), nn.Linear(784, 10)
again = F.linear(pictures[:, places], layer.weight[:, places], layer.bias)
apart = (again - layer(pictures)).abs().max().item()
print(apart)                    # the scores are the same, but for rounding
`;
}

for (const [name, [least, most]] of Object.entries(props.limits)) {
  Object.assign(controls[name], { min: least, max: most });
}
for (const [name, value] of Object.entries({ ...props.start, ...asked() })) {
  if (name in controls) set(name, value);
}
for (const slider of Object.values(controls)) {
  slider.addEventListener("input", () => {
    tellRanges();
    ask(slider.name in props.limits ? "compare" : "shuffle");
  });
}
one(".link").addEventListener("click", (event) => copy(link(settings()), event.target));
one(".code").addEventListener("click", () => copy(pytorch(), one(".code")));
watch("value", () => { translate(); tell(); });
translate();
tellRanges();
ask("compare");
ask("shuffle");
