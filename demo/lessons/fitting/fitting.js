// needs: arithmetic.js, lesson.js, chart.js, summary.js, code.js, live.js
// Judge a run by its curves, then compare it with what a remedy makes of it.
const cases = Object.keys(props.cases);
const state = { run: cases[0], remedy: null, told: {} };      // told: for each case, the last guess
const LETTERS = "ABCDE";
const REMEDIES = ["pictures", "augment", "dropout", "decay", "stop", "larger", "smaller", "longer", "rate"];
const MEANS = { smaller: "size", larger: "size" };           // remedies that one sentence explains

const record = () => props.records[state.run];
const answered = () => one("[name=shown]").checked || state.told[state.run]?.right;
const remedies = () => REMEDIES.filter((name) => `${state.run}-${name}` in props.records);

function compared() {                   // the run on the right, if there is one
  if (state.remedy === "own") return live.run?.train_loss.length ? live.run : null;
  return state.remedy && props.records[`${state.run}-${state.remedy}`];
}

function choices(place, names, chosen, label, choose) {       // a row of buttons, one of them pressed
  const focused = place.contains(document.activeElement) && document.activeElement.dataset.choice;
  place.replaceChildren(...names.map((name) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: label(name) });
    button.dataset.choice = name;
    button.setAttribute("aria-pressed", name === chosen);
    button.addEventListener("click", () => choose(name));
    return button;
  }));
  if (focused) place.querySelector(`[data-choice="${focused}"]`)?.focus();
}

function look() {                       // 1. the run
  const name = (key) => word("fitting_case", { letter: LETTERS[cases.indexOf(key)] });
  choices(one(".cases"), cases, state.run,
    (key) => name(key) + (state.told[key]?.right ? " ✓" : ""), (key) => go(key));
  controls.epoch.max = record().train_loss.length;
  for (const kind of ["loss", "accuracy"]) {
    const place = one(`.original .${kind}`);
    place.innerHTML = chart(record(), kind, bounds(record()), Number(controls.epoch.value), described(record(), kind));
  }
  const n = Number(controls.epoch.value) - 1;
  const value = (key) => record()[key][n];
  one(".reading").textContent = word("fitting_at", {
    epoch: n + 1, train_loss: value("train_loss").toFixed(2), validation_loss: value("validation_loss").toFixed(2),
    train_accuracy: percent(value("train_accuracy")), validation_accuracy: percent(value("validation_accuracy")),
  });
}

function judge() {                      // 2. the verdict
  const right = props.cases[state.run], told = state.told[state.run], known = answered();
  choices(one(".verdicts"), props.verdicts, known ? right : told?.guess, (key) => word(`fitting_${key}`), guess);
  for (const button of one(".verdicts").children) {
    const chosen = button.getAttribute("aria-pressed") === "true";
    button.classList.toggle("right", chosen && Boolean(known));
    button.classList.toggle("wrong", chosen && !known);
  }
  one(".show").hidden = Boolean(known);
  one(".told").className = `told ${known ? "right" : told ? "wrong" : ""}`;
  one(".told").textContent = known ? praise(told) : told ? objection(told.guess) : "";
}

function praise(told) {                 // only who has guessed is right
  const opening = told?.right === "guessed" ? word("fitting_right") : "";
  return `${opening} ${word(`fitting_why_${state.run}`, facts(record()))}`;
}

function objection(guessed) {           // the case may have an objection of its own
  const own = `fitting_not_${guessed}_${state.run}`;
  const key = own in props.words ? own : `fitting_not_${guessed}`;
  return `${word("fitting_wrong")} ${word(key, facts(record()))}`;
}

function guess(key) {
  if (answered()) return;
  state.told[state.run] = { guess: key, right: key === props.cases[state.run] && "guessed" };
  tell();
}

function treat() {                      // 3. the remedy
  const known = answered();
  one(".locked").hidden = Boolean(known);
  one(".remedies").hidden = !known;
  one(".cannot").hidden = !known || props.live;
  const names = [...remedies(), ...(props.live ? ["own"] : [])];
  choices(one(".remedies"), names, state.remedy, (key) => word(`fitting_${key}`), (key) => {
    state.remedy = key;
    if (key !== "own") fill(compared().settings);
    tell();
  });
  one(".own").hidden = !known || state.remedy !== "own";
  writeProgress();
  compare();
}

function compare() {                    // as it was, and with the remedy, on one scale
  const after = answered() ? compared() : null, before = record();
  one(".compared").hidden = !after;
  one(".means").textContent = answered() && state.remedy ? means(after, before) : "";
  if (!after) return;
  const both = bounds(before, after);
  all(".name-before").forEach((place) => { place.textContent = word("fitting_before"); });
  all(".name-after").forEach((place) => { place.textContent = word(`fitting_${state.remedy}`); });
  for (const [side, run] of [["before", before], ["after", after]]) {
    for (const kind of ["loss", "accuracy"]) {
      const stopped = run.settings.patience > 0 ? facts(run).kept : 0;
      one(`.${side}.${kind}`).innerHTML = chart(run, kind, both, stopped, described(run, kind));
    }
  }
  one(".effect").textContent = effect(before, after);
  const [was, now] = [rows(before), rows(after)];
  one("tbody").replaceChildren(...Object.keys(was).map((key) => {
    const line = document.createElement("tr");
    for (const [tag, text] of [["th", word(`fitting_${key}`)], ["td", was[key]], ["td", now[key]]]) {
      line.appendChild(document.createElement(tag)).textContent = text;
    }
    return line;
  }));
}

function means(after, before) {
  if (!after) return "";
  const told = facts(after), old = facts(before);
  const earlier = Object.fromEntries(Object.keys(old).map((name) => [`${name}_before`, old[name]]));
  return word(`fitting_means_${MEANS[state.remedy] ?? state.remedy}`, { ...earlier, ...told });
}

function tell() {
  look();
  judge();
  treat();
  const { settings: how, versions, validation } = record();
  one(".recorded").textContent = word("fitting_recorded", { seed: how.seed, torch: versions.torch.split("+")[0], held: validation });
}

function go(key) {                      // another run: its last epoch, nothing tried yet
  halt();
  Object.assign(state, { run: key, remedy: null });
  controls.epoch.max = record().train_loss.length;
  controls.epoch.value = controls.epoch.max;
  fill({ ...record().settings });
  controls.epoch.value = controls.epoch.max;
  tell();
}

function write() {
  translate();
  tell();
}

function follow(link) {                 // what cannot be is left out
  go(cases[LETTERS.indexOf(link.run)] ?? cases[0]);
  const own = link.remedy === "own" && props.live;
  if (own || remedies().includes(link.remedy)) {
    state.remedy = link.remedy;
    state.told[state.run] = { right: "shown" };
    if (!own) fill(compared().settings);
  }
  for (const name of Object.keys(controls)) if (name in link) set(name, link[name]);
  tellRanges();
}

controls.epoch.addEventListener("input", look);
controls.shown.addEventListener("change", tell);
for (const control of all(".own [name]")) control.addEventListener("input", tellRanges);
one(".show").addEventListener("click", () => {
  state.told[state.run] = { right: "shown" };
  tell();
  one(".verdicts [aria-pressed=true]").focus();
});
one(".go").addEventListener("click", () => { begin(); one(".halt").focus(); });
one(".halt").addEventListener("click", () => { halt(); one(".go").focus(); });
one(".link").addEventListener("click", (event) => {
  const letter = LETTERS[cases.indexOf(state.run)];
  copy(link({ ...settings(), run: letter, remedy: state.remedy ?? "" }), event.target);
});
one(".code").addEventListener("click", (event) => copy(pytorch(own()), event.target));
watch("told", grow);
watch("value", write);
follow(asked());
write();
