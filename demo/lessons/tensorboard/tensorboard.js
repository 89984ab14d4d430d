// needs: numbers.js, question.js, lesson.js, sources.js, drawings.js, code.js
// One tab of TensorBoard at a time: what it shows of a real run, and the lines that wrote it.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, word, translate, controls, settings, setControls, showRanges, linkSettings, shareLink, copyText,
} = panel;
const { formatNumber } = ConvLens.numbers;
const { run } = props, { scalars } = run;
const CONTROLS = { scalars: ["scalars", "custom"], histograms: ["histograms"], class: ["curves", "projector"] };

const showQuestion = ConvLens.question.makeQuestion(panel, "tensorboard_asked", [
  ["tensorboard_answer_dropout", "tensorboard_told_dropout"],
  ["tensorboard_answer_smooth", "tensorboard_told_smooth"],
  ["tensorboard_answer_late", "tensorboard_told_late"],
], "tensorboard_answer_smooth");

const DRAW = {
  scalars: (label, { smoothing }) => drawLines(label, { test: scalars.test_loss }, smoothing),
  custom: (label, { smoothing }) =>
    drawLines(label, { train: scalars.train_loss, test: scalars.test_loss }, smoothing),
  images: () => tableHtml(["", ...run.classes.map((name) => name.slice(0, 4))],
    run.confusion.map((row, k) => [run.classes[k], ...row])),
  graphs: (label) => drawGraph(label, run.layers),
  histograms: (label, { epoch }) => drawHistograms(label, run.histograms, epoch),
  curves: (label, { kind }) => drawCurves(label, run.curves, Number(kind)),
  projector: (label, { kind }) => drawCloud(label, run.cloud, Number(kind)),
  hparams: () => tableHtml(["", "recipe", "epochs", "batch_size", "lr", "accuracy/test", "loss/test"], run.hparams),
};

function readingOf(now) {               // a sentence with numbers of what is drawn
  const { board: tab, epoch, kind } = now, losses = scalars.test_loss, name = run.classes[kind];
  const values = {
    scalars: () => ({ last: losses.at(-1).toFixed(4), smooth: smoothValues(losses, now.smoothing).at(-1).toFixed(4) }),
    custom: () => ({ train: scalars.train_loss.at(-1).toFixed(4), test: losses.at(-1).toFixed(4) }),
    images: () => largestMistake(),
    histograms: () => ({ epoch: String(epoch), share: percent(nearZero(run.histograms, epoch)) }),
    curves: () => ({ name, ...halfWay(run.curves[kind]) }),
    projector: () => ({ name, count: String(run.cloud.labels.filter((label) => label === Number(kind)).length) }),
  }[tab];
  return values ? word(`tensorboard_reading_${tab}`, values()) : "";
}

const percent = (share) => `${(100 * share).toFixed(1)}%`;

function largestMistake() {
  const cells = run.confusion.flatMap((row, label) => row.map((count, answer) => ({ count, label, answer })));
  const worst = cells.filter(({ label, answer }) => label !== answer).reduce((a, b) => b.count > a.count ? b : a);
  return { count: String(worst.count), label: run.classes[worst.label], answer: run.classes[worst.answer] };
}

function nearZero({ counts, low, high }, epoch) {       // the share in the four bins around zero
  const row = counts[epoch], middle = Math.round(-low / (high - low) * row.length);
  return row.slice(middle - 2, middle + 2).reduce((a, b) => a + b) / row.reduce((a, b) => a + b);
}

function halfWay(points) {              // where the recall is nearest to one half
  const [recall, precision] = points.reduce((a, b) => Math.abs(b[0] - 0.5) < Math.abs(a[0] - 0.5) ? b : a);
  return { recall: percent(recall), precision: percent(precision) };
}

function update() {
  const now = settings(), [file, lines] = SOURCES[now.board], label = word(`tensorboard_caption_${now.board}`);
  showRanges();
  for (const [name, tabs] of Object.entries(CONTROLS)) query(`.of-${name}`).hidden = !tabs.includes(now.board);
  query(".caption").textContent = label;
  query(".drawing").innerHTML = DRAW[now.board](label, now);
  query(".legend").textContent = ["custom", "scalars"].includes(now.board) ? word(`tensorboard_legend_${now.board}`) : "";
  query(".shows").textContent = word(`tensorboard_shows_${now.board}`);
  query(".reading").textContent = readingOf(now);
  query(".file").textContent = `training/report/${file}`;
  query(".lines").textContent = lines;
}

function writeAll() {                   // all texts, again when the language changes
  const chosen = controls.board.value || TABS[0];
  translate();
  controls.board.replaceChildren(...TABS.map((tab, n) =>
    new Option(word(`tensorboard_tab_${tab}`), tab, n === 0, tab === chosen)));
  showQuestion();
}

controls.kind.append(...run.classes.map((name, k) => new Option(name, k)));
controls.epoch.max = run.histograms.counts.length - 1;
element.addEventListener("input", ({ target }) => { if (target.name) update(); });
shareLink(settings);
query(".code").addEventListener("click", () => copyText(pytorchCode(settings()), query(".code")));
watch("value", () => { writeAll(); update(); });
writeAll();
setControls(linkSettings());
update();
