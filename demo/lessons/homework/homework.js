// needs: arithmetic.js, lesson.js, random.js, exercises_1_to_3.js, exercises_4_to_6.js, exercises_7_to_9.js, exercise_10.js, check_answer.js, code.js, inputs.js, figures.js, pytorch.js
// The homework: ten sheets, one at a time; what is right is ticked, and the browser remembers it.
const KEPT = "convlens-homework";
const sheets = EXERCISES.map((_, place) => newSheet(place, anySeed()));
let open = 0, done = remembered(), sure = null;

function anySeed() {
  return Math.floor(1e6 * Math.random());
}

function newSheet(place, seed) {
  return { seed, task: taskOf(place, seed), given: {}, judged: null, helped: false };
}

function remembered() {                 // the names of exercises that were answered rightly
  try {
    const names = JSON.parse(localStorage.getItem(KEPT));
    return new Set(EXERCISES.map(({ name }) => name).filter((name) => names.includes(name)));
  } catch {                             // nothing kept yet, or a frame that may keep nothing
    return new Set();
  }
}

function remember() {
  try {
    localStorage.setItem(KEPT, JSON.stringify([...done]));
  } catch { /* then it lives as long as the page */ }
}

function drawSteps() {
  one(".sheets").replaceChildren(...EXERCISES.map(({ name }, place) => {
    const [ticked, title] = [done.has(name), word(`homework_${name}_title`)];
    const button = made("button", ticked ? "ticked" : "", ticked ? "✓" : String(place + 1));
    const told = `${place + 1}. ${title}` + (ticked ? ` (${word("homework_ticked")})` : "");
    Object.assign(button, { type: "button", title: told });
    button.setAttribute("aria-label", told);
    if (place === open) button.setAttribute("aria-current", "step");
    button.addEventListener("click", () => go(place));
    return made("li", "", button);
  }));
  one("progress").value = done.size;
  one(".done").textContent = word(done.size < EXERCISES.length ? "homework_done" : "homework_all", { n: done.size });
  one(".reset").hidden = !done.size;
  one(".reset").textContent = word(sure ? "homework_sure" : "homework_reset");
}

function drawSheet() {                  // the question, with what was already answered
  const { name, way } = EXERCISES[open], { task, given } = sheets[open];
  one("h3").textContent = `${open + 1}. ${word(`homework_${name}_title`)}`;
  one(".question").textContent = word(`homework_${name}_text`, task.told);
  one(".sheet").dataset.exercise = name;
  one(".parts").replaceChildren(...task.parts.map((part) => {
    const label = word(`homework_${name}_${part.name}`, task.told);
    const place = PARTS[part.kind](part, given, changed, label);
    place.dataset.part = part.name;
    return place;
  }));
  one(".way").textContent = `↗ ${word(`homework_way_${way.split("&")[0]}`)}`;
  one(".way").href = `?lesson=${way}`;
  one(".share .code").hidden = !(name in CODE);
  drawVerdict();
}

function drawVerdict() {
  const { name } = EXERCISES[open], { task, given, judged, helped } = sheets[open];
  one(".scene").replaceChildren(...FIGURES[name](task.numbers, given, judged?.right));
  one(".verdict").hidden = !judged;
  one(".verdict").className = `verdict ${judged?.right ? "right" : "wrong"}`;
  const sign = judged?.right ? "✓ " : judged?.right === false ? "✗ " : "";
  one(".verdict").textContent = judged ? sign + word(judged.key, judged.values) : "";
  for (const part of all("[data-part]")) {
    const open = judged?.wrong.includes(part.dataset.part) ?? false;
    part.classList.toggle("missed", open && judged.right === false);
    part.classList.toggle("empty", open && judged.right === null);
  }
  one(".help").hidden = !helped;
  one(".help").textContent = helped ? word(`homework_${name}_hint`, task.told) : "";
  one(".next").hidden = !judged?.right || done.size === EXERCISES.length;
}

function changed() {                    // an old verdict does not stand beside a new answer
  const sheet = sheets[open];
  const found = EXERCISES[open].right && judge(open, sheet.task, sheet.given).right;
  sheet.judged = null;
  return found ? check() : drawVerdict();
}

function check() {
  const sheet = sheets[open];
  sheet.judged = judge(open, sheet.task, sheet.given);
  if (sheet.judged.right) {
    done.add(EXERCISES[open].name);
    remember();
    drawSteps();
  }
  drawVerdict();
}

function submitted(event) {             // the keyboard goes where it is wanted next
  event.preventDefault();
  check();
  const { right, wrong } = sheets[open].judged;
  if (right === null) one(`[data-part="${wrong[0]}"] :is(input, button)`).focus({ preventScroll: true });
  if (right && !one(".next").hidden) one(".next").focus({ preventScroll: true });
}

function go(place) {
  open = place;
  sure = null;
  drawSteps();
  drawSheet();
  one("h3").focus({ preventScroll: true });
}

function another() {
  sheets[open] = newSheet(open, anySeed());
  drawSheet();
  one("h3").focus({ preventScroll: true });
}

function reset() {                      // asks once
  sure = !sure;
  if (!sure) {
    done = new Set();
    remember();
    EXERCISES.forEach((_, place) => { sheets[place] = newSheet(place, anySeed()); });
    drawSheet();
  }
  drawSteps();
}

function follow({ task, seed }) {       // a link: the task and its numbers, if there are such
  if (/^([1-9]|10)$/.test(task)) open = Number(task) - 1;
  if (/^\d{1,9}$/.test(seed)) sheets[open] = newSheet(open, Number(seed));
}

one(".sheet").addEventListener("submit", submitted);
one(".next").addEventListener("click", () => {
  const later = EXERCISES.map((_, n) => (open + 1 + n) % EXERCISES.length);
  go(later.find((place) => !done.has(EXERCISES[place].name)) ?? open);
});
one(".another").addEventListener("click", another);
one(".ask").addEventListener("click", () => { sheets[open].helped = true; drawVerdict(); });
one(".reset").addEventListener("click", reset);
one(".link").addEventListener("click", ({ target }) =>
  copy(link({ task: open + 1, seed: sheets[open].seed }), target));
one(".code").addEventListener("click", ({ target }) => {
  const { task, given } = sheets[open];
  copy(pytorch(open, task, { kernel: places(3, 3, () => 0), ...given }), target);
});
watch("value", () => { translate(); drawSteps(); drawSheet(); });
follow(asked());
translate();
drawSteps();
drawSheet();
