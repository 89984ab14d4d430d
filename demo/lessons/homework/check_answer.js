// The ten exercises, and the check of an answer.
const EXERCISES = [
  shapeTask, featuresTask, parametersTask, numberTask, kernelTask,
  poolingTask, coverageTask, reluTask, curveTask, mendTask,
];

function taskOf(place, seed) {          // of exercise 0 to 9; the same for the same seed
  return EXERCISES[place].make(makeRng(seed * EXERCISES.length + place));
}

function parseNumber(text) {            // 9,216 or 64 * 12 * 12; null if it isn't an integer
  const factors = String(text ?? "").replace(/[\s,，]/g, "").replace(/[−–]/g, "-").split(/[*·×xX]/);
  if (!factors.every((factor) => /^[-+]?\d+$/.test(factor))) return null;
  return factors.reduce((product, factor) => product * Number(factor), 1);
}

function parseAnswer(task, given) {     // part by part; null where there is no answer yet
  return Object.fromEntries(task.parts.map(({ kind, name }) =>
    [name, kind === "number" ? parseNumber(given[name]) : given[name] ?? null]));
}

function matches(part, answer) {
  return Object.keys(part).every((name) => JSON.stringify(part[name]) === JSON.stringify(answer[name]));
}

// Returns { right, wrong, key, values }: `right` is null while a part is missing, `wrong` names the
// parts that aren't right yet, `key` and `values` make the sentence.
function checkAnswer(place, task, given) {
  const { name, right } = EXERCISES[place], answer = parseAnswer(task, given), values = task.values;
  const names = Object.keys(answer);
  const missing = names.filter((part) => answer[part] === null);
  if (missing.length) return { right: null, wrong: missing, key: "homework_missing", values };
  if (matches(task.answer, answer) || right?.(task, answer)) {
    return { right: true, wrong: [], key: task.why ?? `homework_${name}_right`, values };
  }
  const wrong = names.filter((part) => !matches({ [part]: task.answer[part] }, answer));
  const [, mistake] = task.mistakes.find(([part]) =>
    matches(part, answer) && !matches(part, task.answer)) ?? [];
  return { right: false, wrong, key: `homework_${name}_${mistake ? `not_${mistake}` : "wrong"}`, values };
}
