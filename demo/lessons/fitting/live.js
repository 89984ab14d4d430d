// A run of the visitor's own: asked for on the server, drawn as its epochs come in.
const live = { number: 0, run: null, running: false, said: null };
const NUMBERS = ["lr", "weight_decay"];         // chosen from a list, so their values are texts

function own() {                        // the settings that the controls show
  const names = ["pictures", "channels", "epochs", "lr", "dropout", "weight_decay", "patience", "augment", "seed"];
  const shown = settings();
  return Object.fromEntries(names.map((name) =>
    [name, NUMBERS.includes(name) ? Number(shown[name]) : shown[name]]));
}

function fill(how) {                    // the controls follow the run that is looked at
  for (const [name, value] of Object.entries(how)) if (name in controls) set(name, value);
  tellRanges();
}

function begin() {
  live.number += 1;
  live.running = true;
  live.run = null;
  tellProgress("starting");
  trigger("train", { number: live.number, settings: own() });
}

function halt() {
  if (!live.running) return;
  live.running = false;
  live.number += 1;                     // what still arrives is no longer listened to
  trigger("halt");
  tellProgress("halted");
}

function grow() {                       // the server has told how far the run is
  const told = props.told;
  if (!live.running || told?.number !== live.number) return;
  const [opening, ...epochs] = told.lines;
  if (opening) {
    const series = (name) => epochs.map((epoch) => epoch[name]);
    const names = PARTS.flatMap((part) => [`${part}_loss`, `${part}_accuracy`]);
    live.run = { ...opening, planned: opening.settings.epochs,
                 ...Object.fromEntries(names.map((name) => [name, series(name)])) };
  }
  if (told.over) {
    live.running = false;
    if (live.run) live.run.planned = epochs.length;
  }
  tellProgress(told.over ? "done" : opening ? "growing" : "starting", told.refused);
  compare();
}

function tellProgress(key, refused = null) {
  live.said = { key, refused };
  writeProgress();
}

function writeProgress() {              // again when the language changes
  one(".go").disabled = live.running;
  one(".halt").disabled = !live.running;
  const { key, refused } = live.said ?? {};
  const epoch = live.run?.train_loss.length ?? 0;
  one(".progress").textContent = key && !refused ?
    word(`fitting_${key}`, { epoch, epochs: live.run?.settings.epochs }) : "";
  one(".refused").hidden = !refused;
  one(".refused").textContent = refused?.[props.value === "中文" ? "zh" : "en"] ?? "";
}
