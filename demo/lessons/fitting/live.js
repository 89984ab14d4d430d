// The visitor's own run: trained on the server, drawn as its epochs arrive.
const live = { number: 0, run: null, running: false, status: null };
const NUMBERS = ["lr", "weight_decay"];         // from a select, so their values are strings

function ownSettings() {                // as the controls show them
  const names = ["pictures", "channels", "epochs", "lr", "dropout", "weight_decay", "patience", "augment", "seed"];
  const shown = settings();
  return Object.fromEntries(names.map((name) =>
    [name, NUMBERS.includes(name) ? Number(shown[name]) : shown[name]]));
}

function showSettings(run) {            // set the controls to those of a run
  setControls(run);
  showRanges();
}

function startTraining() {
  live.number += 1;
  live.running = true;
  live.run = null;
  showProgress("starting");
  trigger("train", { number: live.number, settings: ownSettings() });
}

function stopTraining() {
  if (!live.running) return;
  live.running = false;
  live.number += 1;                     // ignore what still arrives
  trigger("halt");
  showProgress("halted");
}

function trainingProgressed() {         // the server sent the run so far
  const update = props.progress;
  if (!live.running || update?.number !== live.number) return;
  const [opening, ...epochs] = update.lines;
  if (opening) {
    const series = (name) => epochs.map((epoch) => epoch[name]);
    const names = PARTS.flatMap((part) => [`${part}_loss`, `${part}_accuracy`]);
    live.run = { ...opening, planned: opening.settings.epochs,
                 ...Object.fromEntries(names.map((name) => [name, series(name)])) };
  }
  if (update.over) {
    live.running = false;
    if (live.run) live.run.planned = epochs.length;
  }
  showProgress(update.over ? "done" : opening ? "growing" : "starting", update.refused);
  showComparison();
}

function showProgress(key, refused = null) {
  live.status = { key, refused };
  writeProgress();
}

function writeProgress() {              // again when the language changes
  query(".go").disabled = live.running;
  query(".halt").disabled = !live.running;
  const { key, refused } = live.status ?? {};
  const epoch = live.run?.train_loss.length ?? 0;
  query(".progress").textContent = key && !refused ?
    word(`fitting_${key}`, { epoch, epochs: live.run?.settings.epochs }) : "";
  query(".refused").hidden = !refused;
  query(".refused").textContent = refused?.[props.value === "中文" ? "zh" : "en"] ?? "";
}
