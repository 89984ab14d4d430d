// Draw losses on a logarithmic axis, and the learning rate on a linear one, over the epochs.
const CHART = { width: 400, height: 200, left: 44, bottom: 24, top: 8, right: 8 };
const LOSSES = [0.002, 0.01, 0.05, 0.2, 1, 5];       // ticks; the axis goes from first to last

function acrossTo(x, epochs) {          // epochs → pixels
  const { width, left, right } = CHART;
  return left + x / epochs * (width - left - right);
}

function upTo(share) {                  // 0 to 1 → pixels
  const { height, bottom, top } = CHART;
  return height - bottom - Math.min(1, Math.max(0, share)) * (height - bottom - top);
}

function lossShare(loss) {              // a loss beyond the axis is drawn at its edge
  const [least, most] = [LOSSES[0], LOSSES.at(-1)];
  return Math.log(loss / least) / Math.log(most / least);
}

function curvePath(kind, points) {      // points: [epoch, pixel]; those without a number are left out
  const text = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L");
  return points.length ? `<path class="curve ${kind}" d="M${text}"/>` : "";
}

function lossPoints(losses, first, each, epochs) {
  return losses.map((loss, n) => [loss, acrossTo(first + n * each, epochs)])
    .filter(([loss]) => loss !== null).map(([loss, x]) => [x, upTo(lossShare(loss))]);
}

function axisSvg(ticks, epochs, label, inside) {        // ticks: [text, share]
  const { width, height, left, right } = CHART;
  const across = ticks.map(([text, share]) => `<path class="level" d="M${left} ${upTo(share)}H${width - right}"/>
    <text x="${left - 5}" y="${upTo(share) + 4}" text-anchor="end">${text}</text>`).join("");
  const along = Array.from({ length: epochs + 1 }, (_, n) =>
    `<text x="${acrossTo(n, epochs)}" y="${height - 6}" text-anchor="middle">${n}</text>`).join("");
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">${across}${along}${inside}</svg>`;
}

function drawLosses(run, other, { epochs, parts, label }) {
  const half = 1 / parts / 2;           // the mean loss of a part stands in its middle
  const curves = (other ? curvePath("other", lossPoints(other.validation_loss, 0, 1, epochs)) : "")
    + curvePath("train", lossPoints(run.train_loss, half, 1 / parts, epochs))
    + curvePath("validation", lossPoints(run.validation_loss, 0, 1, epochs));
  return axisSvg(LOSSES.map((loss) => [loss, lossShare(loss)]), epochs, label, curves);
}

function drawRates(run, { epochs, parts, label, steps, most }) {        // most: the largest rate
  const unit = tickUnit(most);
  const ticks = Array.from({ length: Math.floor(most / unit + 1e-9) + 1 }, (_, n) =>
    [formatNumber(n * unit, 6), n * unit / most]);
  const points = run.rates.flatMap((rate, n) => {       // StepLR keeps a rate for an epoch
    const [start, end] = [n, n + 1].map((part) => acrossTo(part / parts, epochs));
    return steps ? [[start, upTo(rate / most)], [end, upTo(rate / most)]] : [[start, upTo(rate / most)]];
  });
  return axisSvg(ticks, epochs, label, curvePath("rate", points));
}

function tickUnit(most) {               // 1, 2 or 5 times a power of ten: two to five ticks
  const power = 10 ** Math.floor(Math.log10(most));
  return [power / 5, power / 2, power].find((unit) => most / unit <= 5 + 1e-9);
}
