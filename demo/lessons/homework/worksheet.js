// All ten exercises on one page, to print for a class: ?sheet=all, with their answers ?answers=1.
const { CHANGED: ANSWERS_CHANGED, areShown, setShown } = ConvLens.answers;
let paperSeed = null;                   // of the numbers; null: one exercise at a time

function openPaper(seed) {
  paperSeed = seed;
  keepAddress(true);
  showPaper();
}

function showPaper() {
  const isOpen = paperSeed !== null;
  query(".worksheet").hidden = !isOpen;
  for (const part of [...queryAll(".single"), ...queryAll(".share .code, .share .all-ten")]) part.classList.toggle("covered", isOpen);
  if (!isOpen) return;
  query(".worksheet .with").setAttribute("aria-pressed", areShown());
  query(".worksheet .number").textContent = word("homework_sheet_number", { seed: String(paperSeed) });
  query(".worksheet .exercises").replaceChildren(...EXERCISES.map((_, place) => paperExercise(place)));
}

function paperExercise(place) {         // question, figure, and room for the answer
  const { name } = EXERCISES[place], task = taskOf(place, paperSeed);
  const text = `homework_${name}_${name === "kernel" ? "paper" : "text"}`;      // nothing to click on paper
  const figures = FIGURES[name](task.numbers, task.answer, areShown());
  if (name === "kernel" && !areShown()) figures.pop();          // the map that the answer makes
  const section = createElement("section", "exercise",
    createElement("h4", "", `${place + 1}. ${word(`homework_${name}_title`)}`),
    createElement("p", "", word(text, task.values)),
    createElement("div", "scene", ...figures),
    ...task.parts.map((part) => paperPart(place, task, part)));
  section.dataset.exercise = name;
  if (areShown()) section.append(createElement("p", "why", word(reasonOf(place, task), task.values)));
  return section;
}

function paperPart(place, task, part) {
  const label = word(`homework_${EXERCISES[place].name}_${part.name}`, task.values);
  const line = createElement("p", "answer", `${label} `,
    createElement("b", "", areShown() ? answerText(part, task.answer[part.name]) : ""));
  if (part.kind === "choice") {
    const items = part.options.map((text) => createElement("li", "",
      createElement(part.code ? "code" : "span", "", part.code ? text : word(text))));
    return createElement("div", "part", line, createElement("ol", part.numbered ? "numbered" : "lettered", ...items));
  }
  const cells = { marks: () => part.values, signs: () => makePlane(3, 3, () => "") }[part.kind]?.();
  return cells ? createElement("div", "part", line, paperGrid(cells)) : line;
}

function paperGrid(values) {            // to mark or to fill in
  const place = createElement("div", "grid blank");
  place.style.setProperty("--columns", values[0].length);
  place.append(...values.flat().map((value) => createElement("i", "paper", String(value).replace("-", "−"))));
  return place;
}

function listenToPaper() {
  query(".all-ten").addEventListener("click", () => openPaper(sheets[current].seed));
  query(".worksheet .other").addEventListener("click", () => openPaper(randomSeed()));
  query(".worksheet .with").addEventListener("click", () => setShown(!areShown()));
  query(".worksheet .close").addEventListener("click", () => openPaper(null));
  query(".worksheet .print").addEventListener("click", () => print());
}
