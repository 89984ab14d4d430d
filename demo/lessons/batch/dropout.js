// Dropout on eight numbers of the network: in training and in evaluation.
function dropFeatures(features, draws, p) {     // as PyTorch does, with these draws
  return features.map((feature, n) => draws[n] >= p ? feature / (1 - p) : 0);
}

function showDropout(features, draws, p) {
  const trained = dropFeatures(features, draws, p);
  query(".dropped tbody").innerHTML = features.map((feature, n) =>
    `<tr><td>${fixed(feature)}</td><td>${fixed(draws[n], 2)}</td>`
    + `<td class="${draws[n] < p ? "zero" : ""}">${fixed(trained[n])}</td><td>${fixed(feature)}</td></tr>`).join("");
  const factor = formatNumber(1 / (1 - p), 4), zeros = draws.filter((drawn) => drawn < p).length;
  query(".factor").innerHTML = `1 / (1 − p) = 1 / (1 − ${p}) = <b>${factor}</b>`;
  query(".zeroed").textContent = word("batch_zeroed", { zeros, all: features.length, p, factor });
}
