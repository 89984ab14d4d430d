// Draw two curves over the epochs as an SVG: training and validation.
const CHART = { width: 360, height: 190, left: 34, bottom: 22, top: 8, right: 8 };
const KINDS = { loss: 2, accuracy: 0 };         // decimals of a tick; accuracy is in percent

function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}

function chart(run, kind, bounds, epoch, words) {  // bounds: {epochs, loss} of all on one scale
  const { width, height, left, bottom, top, right } = CHART;
  const most = kind === "loss" ? bounds.loss : 1;
  const x = (n) => left + (n - 1) / Math.max(bounds.epochs - 1, 1) * (width - left - right);
  const y = (value) => height - bottom - Math.min(value / most, 1) * (height - bottom - top);
  const line = (values) => "M" + values.map((v, n) => `${x(n + 1).toFixed(1)} ${y(v).toFixed(1)}`).join("L");
  const levels = kind === "loss" ? tickValues(most) : [0, 0.25, 0.5, 0.75, 1];
  const written = (value) => kind === "loss" ? formatNumber(value, KINDS.loss) : `${100 * value}%`;
  const across = levels.map((value) => `<path class="level" d="M${left} ${y(value)}H${width - right}"/>
    <text x="${left - 4}" y="${y(value) + 4}" text-anchor="end">${written(value)}</text>`).join("");
  const along = [1, ...tickValues(bounds.epochs).slice(1)].map((n) =>
    `<text x="${x(n)}" y="${height - 6}" text-anchor="middle">${n}</text>`).join("");
  const curves = ["train", "validation"].map((part) => {
    const values = run[`${part}_${kind}`];
    const now = values[epoch - 1];
    const dot = now === undefined ? "" : `<circle class="${part}" cx="${x(epoch)}" cy="${y(now)}" r="4"/>`;
    const alone = values.length === 1 ? `<circle class="${part}" cx="${x(1)}" cy="${y(values[0])}" r="2"/>` : "";
    return `<path class="curve ${part}" d="${line(values)}"/>${alone}${dot}`;
  }).join("");
  const mark = epoch > 0 && epoch <= run.train_loss.length ? `<path class="mark" d="M${x(epoch)} ${top}V${height - bottom}"/>` : "";
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${words}">
    ${across}${along}${mark}${run.train_loss.length ? curves : ""}</svg>`;
}

function tickValues(most) {             // about four round numbers from 0 to a maximum
  const unit = [0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 25].find((unit) => most / unit <= 4.5) ?? 50;
  return Array.from({ length: Math.floor(most / unit + 1e-9) + 1 }, (_, n) => n * unit);
}

function commonScale(...runs) {         // one scale for all runs compared
  const epochs = Math.max(...runs.map((run) => Math.max(run.train_loss.length, run.planned ?? 1)));
  const losses = runs.flatMap((run) => [...run.train_loss, ...run.validation_loss]);
  return { epochs, loss: Math.min(2.5, Math.max(1, ...losses)) };
}
