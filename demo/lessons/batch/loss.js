// From ten scores to the loss: log_softmax and nll_loss, and cross entropy, which is both.
const SUPERSCRIPTS = { "-": "⁻", 0: "⁰", 1: "¹", 2: "²", 3: "³", 4: "⁴", 5: "⁵", 6: "⁶", 7: "⁷", 8: "⁸", 9: "⁹" };

function scoreLosses(logits, label) {
  const most = Math.max(...logits);     // taken out of the sum, so that no exponential overflows
  const total = most + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
  const logProbs = logits.map((logit) => logit - total);
  const probs = logProbs.map(Math.exp);
  return { total, logProbs, probs, nll: -logProbs[label], entropy: -Math.log(probs[label]) };
}

function probabilityText(chance) {      // 0.9851, or 3.421·10⁻⁷
  if (chance >= 0.001) return fixed(chance);
  const [number, power] = chance.toExponential(3).split("e");
  return `${number}·10${[...power].map((sign) => SUPERSCRIPTS[sign]).join("")}`;
}

function showLosses(logits, label, isRight) {
  const { total, logProbs, probs, nll, entropy } = scoreLosses(logits, label);
  const score = fixed(logits[label]), own = fixed(logProbs[label]);
  query(".scores tbody").innerHTML = logits.map((logit, digit) =>
    `<tr class="${digit === label ? "now" : ""}"><td>${digit}</td><td>${fixed(logit)}</td>`
    + `<td>${fixed(logProbs[digit])}</td><td>${probabilityText(probs[digit])}</td></tr>`).join("");
  const bracket = (text) => text.startsWith("−") ? `(${text})` : text;
  query(".total").innerHTML = `ln Σ eᶻ = <b>${fixed(total)}</b>`;
  query(".log-prob").innerHTML = `log_softmax: ${score} − ${bracket(fixed(total))} = <b>${own}</b>`;
  query(".nll").innerHTML = `nll_loss: −(${own}) = <b>${fixed(nll)}</b>`;
  query(".entropy").innerHTML = `cross_entropy: −ln(${probabilityText(probs[label])}) = <b>${fixed(entropy)}</b>`;
  query(".same").textContent = word(isRight ? "batch_same" : "batch_same_wrong", { label });
}
