// needs: answers.js, arithmetic.js, numbers.js, pytorch.js, lesson.js, progress.js, random.js, exercises_1_to_3.js, exercises_4_to_6.js, exercises_7_to_9.js, exercise_10.js, check_answer.js, storage.js, solution.js, worksheet.js, address.js, code.js, inputs.js, figures.js
// The homework: ten sheets, shown one at a time; the browser remembers which are solved.
const {
  query, queryAll, word, translate, linkSettings, linkTo, copyText, keepInAddress, showTitle,
} = ConvLens.lesson.lessonTools({ element, props });
const { ACTIVATIONS, convolve, coverage, makePlane, outputSize, pool } = ConvLens.arithmetic;
const { fillGrid, formatNumber, largestAbsolute, paintGrey, paintSigned } = ConvLens.numbers;
const { pythonList } = ConvLens.pytorch;

const sheets = EXERCISES.map((_, place) => newSheet(place, randomSeed()));
let current = 0, solved = loadSolved(), confirming = null;

function randomSeed() {
  return Math.floor(1e6 * Math.random());
}

function newSheet(place, seed) {
  return { seed, task: taskOf(place, seed), given: {}, judged: null, helped: false };
}

function drawSteps() {
  query(".sheets").replaceChildren(...EXERCISES.map(({ name }, place) => {
    const [ticked, title] = [solved.has(name), word(`homework_${name}_title`)];
    const button = createElement("button", ticked ? "ticked" : "", ticked ? "✓" : String(place + 1));
    const label = `${place + 1}. ${title}` + (ticked ? ` (${word("homework_ticked")})` : "");
    Object.assign(button, { type: "button", title: label });
    button.setAttribute("aria-label", label);
    if (place === current) button.setAttribute("aria-current", "step");
    button.addEventListener("click", () => openSheet(place));
    return createElement("li", "", button);
  }));
  query("progress").value = solved.size;
  query(".done").textContent = word(solved.size < EXERCISES.length ? "homework_done" : "homework_all", { n: solved.size });
  query(".reset").hidden = !solved.size;
  query(".reset").textContent = word(confirming ? "homework_sure" : "homework_reset");
}

function drawSheet() {                  // the question and the answers given so far
  const { name } = EXERCISES[current], { task, given } = sheets[current];
  const way = EXERCISES[current].way ?? task.way;
  query("h3").textContent = `${current + 1}. ${word(`homework_${name}_title`)}`;
  query(".question").textContent = word(`homework_${name}_text`, task.values);
  query(".sheet").dataset.exercise = name;
  query(".parts").replaceChildren(...task.parts.map((part) => {
    const label = word(`homework_${name}_${part.name}`, task.values);
    const place = PARTS[part.kind](part, given, answerChanged, label);
    place.dataset.part = part.name;
    return place;
  }));
  query(".way").hidden = !way;
  query(".way").textContent = way ? `↗ ${word(`homework_way_${way.split("&")[0]}`)}` : "";
  query(".way").href = `?lesson=${way}`;
  query(".share .code").hidden = !(name in CODE);
  drawVerdict();
  showTitle();
}

function drawVerdict() {
  const { name } = EXERCISES[current], { task, given, judged, helped } = sheets[current];
  query(".scene").replaceChildren(...FIGURES[name](task.numbers, given, judged?.right));
  query(".verdict").hidden = !judged;
  query(".verdict").className = `verdict ${judged?.right ? "right" : "wrong"}`;
  const sign = judged?.right ? "✓ " : judged?.right === false ? "✗ " : "";
  query(".verdict").textContent = judged ? sign + word(judged.key, judged.values) : "";
  for (const part of queryAll("[data-part]")) {
    const open = judged?.wrong.includes(part.dataset.part) ?? false;
    part.classList.toggle("missed", open && judged.right === false);
    part.classList.toggle("empty", open && judged.right === null);
  }
  query(".solution").hidden = !areShown();
  query(".solution").textContent = areShown() ? solutionText(current, task) : "";
  query(".help").hidden = !helped;
  query(".help").textContent = helped ? word(`homework_${name}_hint`, task.values) : "";
  query(".next").hidden = !judged?.right || solved.size === EXERCISES.length;
}

function answerChanged() {              // a new answer clears the old verdict
  const sheet = sheets[current];
  const isRight = EXERCISES[current].right && checkAnswer(current, sheet.task, sheet.given).right;
  sheet.judged = null;
  return isRight ? checkSheet() : drawVerdict();
}

function checkSheet() {
  const sheet = sheets[current];
  sheet.judged = checkAnswer(current, sheet.task, sheet.given);
  if (sheet.judged.right) changeNames(HOMEWORK, (names) => names.add(EXERCISES[current].name));
  drawVerdict();
}

function formSubmitted(event) {         // the focus goes where it is needed next
  event.preventDefault();
  checkSheet();
  const { right, wrong } = sheets[current].judged;
  if (right === null) query(`[data-part="${wrong[0]}"] :is(input, button)`).focus({ preventScroll: true });
  if (right && !query(".next").hidden) query(".next").focus({ preventScroll: true });
}

function openSheet(place) {
  current = place;
  keepAddress(true);
  confirming = null;
  drawSteps();
  drawSheet();
  query("h3").focus({ preventScroll: true });
}

function renewSheet() {
  sheets[current] = newSheet(current, randomSeed());
  keepAddress(false);
  drawSheet();
  query("h3").focus({ preventScroll: true });
}

function drawAll() {                    // again when the language changes, or answers are shown
  translate();
  drawSteps();
  drawSheet();
  showPaper();
}

query(".sheet").addEventListener("submit", formSubmitted);
query(".next").addEventListener("click", () => {
  const later = EXERCISES.map((_, n) => (current + 1 + n) % EXERCISES.length);
  openSheet(later.find((place) => !solved.has(EXERCISES[place].name)) ?? current);
});
query(".another").addEventListener("click", renewSheet);
query(".ask").addEventListener("click", () => { sheets[current].helped = true; drawVerdict(); });
query(".reset").addEventListener("click", reset);
query(".link").addEventListener("click", ({ target }) =>
  copyText(linkTo(addressValues()), target));
query(".code").addEventListener("click", ({ target }) => {
  const { task, given } = sheets[current];
  copyText(pytorchCode(current, task, { kernel: makePlane(3, 3, () => 0), ...given }), target);
});
addEventListener(CHANGED, progressChanged);
listenToPaper();
addEventListener(ANSWERS_CHANGED, drawAll);
watch("value", drawAll);
applyLink(linkSettings());
drawAll();
