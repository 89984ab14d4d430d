// needs: question.js, lesson.js
// The server counts and shuffles; only the latest answer of each counts.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, queryAll, word, translate, controls, settings, setControls, showRanges, linkSettings,
  shareLink, copyText,
} = panel;

const showQuestion = ConvLens.question.makeQuestion(panel, "sharing_asked", [
  ["sharing_answer_both", "sharing_told_both"], ["sharing_answer_dense", "sharing_told_dense"],
  ["sharing_answer_local", "sharing_told_local"],
], "sharing_answer_dense");

const answers = {}, requests = {};
async function requestAnswer(name) {
  const number = requests[name] = (requests[name] ?? 0) + 1;
  try {
    const answer = await server[name]({ ...settings(), seed: 1 });
    if (number !== requests[name]) return;
    answers[name] = answer;
    query(".refused").hidden = true;
    showAnswers();
  } catch {
    if (number === requests[name]) query(".refused").hidden = false;
  }
}

function showAnswers() {
  if (answers.compare_layers) {
    for (const kind of ["dense", "local"]) {
      const { sum, total, each } = answers.compare_layers.counts[kind];
      const place = query(`figure.${kind}`);
      place.querySelector(".drawn").innerHTML = answers.compare_layers.drawings[kind];
      place.querySelector(".each").textContent = word("sharing_each", { each });
      place.querySelector("code").textContent = `${sum} =`;
      place.querySelector("strong").textContent = word("sharing_parameters", { total });
    }
    query(".times").textContent = word("sharing_times", answers.compare_layers.counts.both);
  }
  if (answers.shuffle_digits) {
    const { pictures, right } = answers.shuffle_digits;
    for (const [name, picture] of Object.entries(pictures)) query(`img.${name}`).src = picture;
    for (const place of queryAll("td[class]")) place.textContent = `${right[place.className]} / 50`;
    query(".apart").textContent = word("sharing_apart", right);
  }
}

function pytorchCode() {                // runnable as it is
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
setControls({ ...props.start, ...linkSettings() });
for (const slider of Object.values(controls)) {
  slider.addEventListener("input", () => {
    showRanges();
    requestAnswer(slider.name in props.limits ? "compare_layers" : "shuffle_digits");
  });
}
shareLink(settings);
query(".code").addEventListener("click", () => copyText(pytorchCode(), query(".code")));
watch("value", () => { translate(); showQuestion(); showAnswers(); });
translate();
showQuestion();
showRanges();
requestAnswer("compare_layers");
requestAnswer("shuffle_digits");
