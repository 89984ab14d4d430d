// needs: answers.js, numbers.js, question.js, lesson.js, chart.js, summary.js, remedies.js, code.js, live.js
// Judge a run by its curves, then compare it with the same run after a remedy.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, queryAll, word, translate, controls, settings, setControls, showRanges, linkSettings,
  shareLink, copyText,
} = panel;
const { formatNumber } = ConvLens.numbers;

const showQuestion = ConvLens.question.makeQuestion(panel, "fitting_asked", [
  ["fitting_answer_longer", "fitting_told_longer"], ["fitting_answer_stop", "fitting_told_stop"],
  ["fitting_answer_bigger", "fitting_told_bigger"],
], "fitting_answer_stop");

const cases = Object.keys(props.cases);
const state = { run: cases[0], remedy: null, answers: {} };  // answers: the last guess for each case
const LETTERS = "ABCDE";

const currentRun = () => props.records[state.run];
const isAnswered = () => query("[name=shown]").checked || ConvLens.answers.areShown() || state.answers[state.run]?.right;

function fillChoices(place, names, chosen, label, choose) {     // a row of buttons, one pressed
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

function showRun() {                    // 1. the run
  const name = (key) => word("fitting_case", { letter: LETTERS[cases.indexOf(key)] });
  fillChoices(query(".cases"), cases, state.run,
    (key) => name(key) + (state.answers[key]?.right ? " ✓" : ""), (key) => openRun(key));
  controls.epoch.max = currentRun().train_loss.length;
  for (const kind of ["loss", "accuracy"]) {
    const place = query(`.original .${kind}`);
    place.innerHTML = chart(currentRun(), kind, commonScale(currentRun()), Number(controls.epoch.value), curveText(currentRun(), kind));
  }
  const n = Number(controls.epoch.value) - 1;
  const value = (key) => currentRun()[key][n];
  query(".reading").textContent = word("fitting_at", {
    epoch: n + 1, train_loss: value("train_loss").toFixed(2), validation_loss: value("validation_loss").toFixed(2),
    train_accuracy: percent(value("train_accuracy")), validation_accuracy: percent(value("validation_accuracy")),
  });
}

function showVerdict() {                // 2. the verdict
  const right = props.cases[state.run], answer = state.answers[state.run], known = isAnswered();
  fillChoices(query(".verdicts"), props.verdicts, known ? right : answer?.guess, (key) => word(`fitting_${key}`), guessVerdict);
  for (const button of query(".verdicts").children) {
    const chosen = button.getAttribute("aria-pressed") === "true";
    button.classList.toggle("right", chosen && Boolean(known));
    button.classList.toggle("wrong", chosen && !known);
  }
  query(".show").hidden = Boolean(known);
  query(".told").className = `told ${known ? "right" : answer ? "wrong" : ""}`;
  query(".told").textContent = known ? rightText(answer) : answer ? wrongText(answer.guess) : "";
}

function rightText(answer) {            // praise only after a guess
  const opening = answer?.right === "guessed" ? word("fitting_right") : "";
  return `${opening} ${word(`fitting_why_${state.run}`, summarize(currentRun()))}`;
}

function wrongText(guessed) {           // some cases have a sentence of their own
  const own = `fitting_not_${guessed}_${state.run}`;
  const key = own in props.words ? own : `fitting_not_${guessed}`;
  return `${word("fitting_wrong")} ${word(key, summarize(currentRun()))}`;
}

function guessVerdict(key) {
  if (isAnswered()) return;
  state.answers[state.run] = { guess: key, right: key === props.cases[state.run] && "guessed" };
  showAll();
}

function showAll() {
  showRun();
  showVerdict();
  showRemedies();
  const { settings: how, versions, validation } = currentRun();
  query(".recorded").textContent = word("fitting_recorded", { seed: how.seed, torch: versions.torch.split("+")[0], held: validation });
}

function openRun(key) {                 // show its last epoch, without a remedy
  stopTraining();
  Object.assign(state, { run: key, remedy: null });
  controls.epoch.max = currentRun().train_loss.length;
  controls.epoch.value = controls.epoch.max;
  showSettings(currentRun().settings);
  controls.epoch.value = controls.epoch.max;
  showAll();
}

function writeAll() {
  translate();
  showQuestion();
  showAll();
}

function applyLink(link) {              // ignore settings that don't exist
  openRun(cases[LETTERS.indexOf(link.run)] ?? cases[0]);
  const own = link.remedy === "own" && props.live;
  if (own || remedyNames().includes(link.remedy)) {
    state.remedy = link.remedy;
    state.answers[state.run] = { right: "shown" };
    if (!own) showSettings(comparedRun().settings);
  }
  setControls(link);
  showRanges();
}

controls.epoch.addEventListener("input", showRun);
controls.shown.addEventListener("change", showAll);
addEventListener(ConvLens.answers.CHANGED, showAll);
for (const control of queryAll(".own [name]")) control.addEventListener("input", showRanges);
query(".show").addEventListener("click", () => {
  state.answers[state.run] = { right: "shown" };
  showAll();
  query(".verdicts [aria-pressed=true]").focus();
});
query(".go").addEventListener("click", () => { startTraining(); query(".halt").focus(); });
query(".halt").addEventListener("click", () => { stopTraining(); query(".go").focus(); });
shareLink(() => {
  const letter = LETTERS[cases.indexOf(state.run)];
  return { ...settings(), run: letter, remedy: state.remedy ?? "" };
});
query(".code").addEventListener("click", (event) => copyText(pytorchCode(ownSettings()), event.target));
watch("progress", trainingProgressed);
watch("value", writeAll);
applyLink(linkSettings());
writeAll();
