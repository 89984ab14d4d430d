// How each optimizer takes a step, and how each schedule sets the learning rate.
const NAMES = { sgd: "SGD", adadelta: "Adadelta", adamw: "AdamW" };     // momentum has a word
const SCHEDULES = ["constant", "step-0.9", "step-0.7", "step-0.5", "cycle"];

const RULES = {                         // g: a weight's gradient, w: the weight; PyTorch's defaults
  sgd: ["w ← w − lr · g"],
  momentum: ["v ← 0.9 · v + g", "w ← w − lr · v"],
  adadelta: ["a ← 0.9 · a + 0.1 · g²", "d ← √(b + 10⁻⁶) / √(a + 10⁻⁶) · g", "b ← 0.9 · b + 0.1 · d²",
    "w ← w − lr · d"],
  adamw: ["w ← w − lr · 0.01 · w", "m ← 0.9 · m + 0.1 · g", "s ← 0.999 · s + 0.001 · g²",
    "w ← w − lr · (m / (1 − 0.9ᵗ)) / (√(s / (1 − 0.999ᵗ)) + 10⁻⁸)"],
};

const optimizerName = (key) => NAMES[key] ?? word("optimizers_momentum");
const gammaOf = (schedule) => schedule.split("-")[1];   // undefined where there is none

function scheduleName(key, between = ", gamma = ") {
  if (key === "constant") return word("optimizers_constant");
  return key === "cycle" ? "OneCycleLR" : `StepLR${between}${gammaOf(key)}`;
}

function planText(schedule, lr, { rates }, parts) {     // the rates of a run that begins with lr
  const written = (rate) => rate.toFixed(10).replace(/0+$/, "");
  if (schedule === "constant") return `lr = ${lr}`;
  // PyTorch's defaults: from max_lr / 25 to max_lr, and down to a 10,000th of the first
  if (schedule === "cycle") return `${lr} / 25 = ${written(lr / 25)} → ${lr} → ${written(lr / 25 / 1e4)}`;
  const epochs = rates.filter((_, n) => n % parts === 0).map((rate) => formatNumber(rate, 6));
  return `${lr} · ${gammaOf(schedule)}ᵉ: ${epochs.slice(0, 4).join(", ")}, …, ${epochs.at(-1)}`;
}
