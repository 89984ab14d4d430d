// The ten exercises, and what is said of an answer.
const EXERCISES = [
  shapeTask, featuresTask, parametersTask, numberTask, kernelTask,
  poolingTask, coverageTask, reluTask, curveTask, mendTask,
];

function taskOf(place, seed) {          // exercise 0 to 9, always the same for the same seed
  return EXERCISES[place].make(makeDice(seed * EXERCISES.length + place));
}

function numberIn(text) {               // 9,216 or 64 * 12 * 12; null if it is no whole number
  const factors = String(text ?? "").replace(/[\s,，]/g, "").replace(/[−–]/g, "-").split(/[*·×xX]/);
  if (!factors.every((factor) => /^[-+]?\d+$/.test(factor))) return null;
  return factors.reduce((product, factor) => product * Number(factor), 1);
}

function answerIn(task, given) {        // part by part; null where nothing has been said yet
  return Object.fromEntries(task.parts.map(({ kind, name }) =>
    [name, kind === "number" ? numberIn(given[name]) : given[name] ?? null]));
}

function agrees(part, answer) {
  return Object.keys(part).every((name) => JSON.stringify(part[name]) === JSON.stringify(answer[name]));
}

// { right, wrong, key, values }: right is null while something is missing, wrong names the parts that
// are not right yet, key is that of a sentence.
function judge(place, task, given) {
  const { name, right } = EXERCISES[place], answer = answerIn(task, given), values = task.told;
  const names = Object.keys(answer);
  const missing = names.filter((part) => answer[part] === null);
  if (missing.length) return { right: null, wrong: missing, key: "homework_missing", values };
  if (agrees(task.answer, answer) || right?.(task, answer)) {
    return { right: true, wrong: [], key: task.why ?? `homework_${name}_right`, values };
  }
  const wrong = names.filter((part) => !agrees({ [part]: task.answer[part] }, answer));
  const [, mistake] = task.mistakes.find(([part]) =>
    agrees(part, answer) && !agrees(part, task.answer)) ?? [];
  return { right: false, wrong, key: `homework_${name}_${mistake ? `not_${mistake}` : "wrong"}`, values };
}
