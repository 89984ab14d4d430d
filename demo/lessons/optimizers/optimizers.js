// needs: numbers.js, question.js, lesson.js, curves.js, rules.js, code.js
// Four optimizers and five schedules on one network: compare recorded runs.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, queryAll, word, translate, controls, settings, setControls, linkSettings, shareLink, copyText,
} = panel;
const { formatNumber } = ConvLens.numbers;
const { record } = props, { parts } = record, { epochs } = record.settings;
const USUAL = 1;                        // of the three learning rates of each optimizer

const showQuestion = ConvLens.question.makeQuestion(panel, "optimizers_asked", [
  ["optimizers_answer_once", "optimizers_told_once"], ["optimizers_answer_late", "optimizers_told_late"],
  ["optimizers_answer_right", "optimizers_told_right"],
], "optimizers_answer_right");

const percent = (share) => `${(100 * share).toFixed(1)}%`;
const lossText = (loss) => loss === null ? "∞" : loss >= 100 ? loss.toExponential(0) : loss.toFixed(2);

function runOf(optimizer, level, schedule) {
  return record.runs[`${optimizer} ${level} ${schedule}`];
}

function comparedRun({ against }) {     // at its usual learning rate, which stays as it is
  return against === "none" ? null : runOf(against, USUAL, "constant");
}

function comparedNames({ against }) {
  return { name: optimizerName(against), rate: record.rates[against][USUAL] };
}

function verdictOf({ optimizer, level, schedule }, run) {
  const last = run.validation_loss.at(-1), usual = runOf(optimizer, USUAL, schedule).validation_loss.at(-1);
  if (run.validation_accuracy.at(-1) < 0.5 && level > USUAL) return "optimizers_fails";
  return level < USUAL && last > 1.5 * usual ? "optimizers_slow" : "";
}

function showResult(now, run, other) {
  const [first, last] = [run.validation_loss[0], run.validation_loss.at(-1)].map(lossText);
  const accuracy = percent(run.validation_accuracy.at(-1)), verdict = verdictOf(now, run);
  const sentences = [word("optimizers_result", { first, last, accuracy, epochs })];
  if (other) {
    sentences.push(word("optimizers_other_result", {
      ...comparedNames(now), accuracy: percent(other.validation_accuracy.at(-1)),
    }));
  }
  if (verdict) sentences.push(word(verdict));
  query(".result").textContent = sentences.join(" ");
}

function showRule({ optimizer, level, schedule }, run) {
  query(".why").textContent = word(`optimizers_why_${optimizer}`);
  query(".rule").replaceChildren(...RULES[optimizer].map((line) =>
    Object.assign(document.createElement("p"), { className: "formula", textContent: line })));
  query(".plan-text").textContent = word(`optimizers_plan_${schedule.split("-")[0]}`);
  query(".plan").textContent = planText(schedule, record.rates[optimizer][level], run, parts);
}

function tableRow(tag, head, texts) {
  const row = document.createElement("tr");
  row.appendChild(document.createElement("th")).textContent = head;
  for (const text of texts) row.appendChild(document.createElement(tag)).textContent = text;
  return row;
}

function showTable({ optimizer, level, schedule }) {    // the accuracy of all runs of this level
  const names = Object.keys(record.rates);
  query("thead").replaceChildren(tableRow("th", "", names.map((name) =>
    `${optimizerName(name)}, ${record.rates[name][level]}`)));
  query("tbody").replaceChildren(...SCHEDULES.map((plan) => tableRow("td", scheduleName(plan, " "),
    names.map((name) => percent(runOf(name, level, plan).validation_accuracy.at(-1))))));
  query("tbody").children[SCHEDULES.indexOf(schedule)].children[names.indexOf(optimizer) + 1].className = "now";
}

function update() {
  const now = settings(), run = runOf(now.optimizer, now.level, now.schedule), other = comparedRun(now);
  const rate = record.rates[now.optimizer][now.level], name = `${optimizerName(now.optimizer)}, ${scheduleName(now.schedule)}`;
  const steps = now.schedule !== "cycle";
  query(".rate").textContent = rate;
  query(".loss").innerHTML = drawLosses(run, other, { epochs, parts, label: `${word("optimizers_loss")}: ${name}` });
  query(".rates").innerHTML = drawRates(run, { epochs, parts, steps, most: rate, label: `${word("optimizers_rate_curve")}: ${name}` });
  query(".legend .other").hidden = !other;
  if (other) {
    query(".other-name").textContent = word("optimizers_other", comparedNames(now));
  }
  showResult(now, run, other);
  showRule(now, run);
  showTable(now);
}

function fillOptions(name, keys, label, chosen) {
  const value = controls[name].value || chosen;
  controls[name].replaceChildren(...keys.map((key) => new Option(label(key), key, key === chosen, key === value)));
}

function writeAll() {                   // all texts, again when the language changes
  const names = Object.keys(record.rates);
  translate();
  fillOptions("optimizer", names, optimizerName, "adadelta");
  fillOptions("schedule", SCHEDULES, (key) => scheduleName(key), "step-0.7");
  fillOptions("against", ["none", ...names], (key) => key === "none" ? word("optimizers_none") : optimizerName(key), "sgd");
  query(".table-text").textContent = word("optimizers_table_text", { epochs });
  query(".recorded").textContent = word("optimizers_recorded", {
    training: record.training, held: record.validation, seed: record.settings.seed,
    torch: record.torch.split("+")[0], parameters: record.parameters.toLocaleString("en"),
  });
  showQuestion();
}

for (const control of queryAll("[name]")) control.addEventListener("input", update);
shareLink(settings);
query(".code").addEventListener("click", () => {
  const now = settings();
  copyText(pytorchCode(now, record.rates[now.optimizer][now.level], record.settings), query(".code"));
});
watch("value", () => { writeAll(); update(); });
writeAll();
setControls(linkSettings());
update();
