// needs: numbers.js, question.js, lesson.js, bytes.js, files.js, code.js
// A weights file, byte by byte; the server changes a byte and makes the app's checks.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, word, translate, controls, settings, setControl, showRanges, linkSettings, shareLink,
  copyText,
} = panel;
const { checkpoint } = props;

const showQuestion = ConvLens.question.makeQuestion(panel, "space_asked", [
  ["space_answer_new", "space_told_new"], ["space_answer_pinned", "space_told_pinned"],
  ["space_answer_restart", "space_told_restart"],
], "space_answer_pinned");

let damage = "", found = null, requestNumber = 0;

const partOf = (place) => PARTS.find(({ first, end }) => first <= place && place < end);
const chosenPart = () => PARTS.find(({ name }) => name === controls.part.value);
const chosenPlace = () => chosenPart().first + settings().byte;

async function requestChecks() {        // only the latest answer counts
  const number = ++requestNumber;
  try {
    const answer = await server.inspect_file({ place: chosenPlace(), bit: settings().bit, damage });
    if (number !== requestNumber) return;
    found = answer;
    query(".refused").hidden = true;
    showFound();
  } catch {
    if (number === requestNumber) query(".refused").hidden = false;
  }
}

function showFound() {
  if (!found) return;
  const place = chosenPlace(), byte = parseInt(found.bytes.slice(2 * (place - found.first)), 16);
  drawBytes(found, place, damage);
  showMeaning(found, place, settings().bit, damage);
  showChecks(found.results);
  query(".verdict").textContent = damage ? verdictOf(found) : word("space_whole");
  query(".whole-again").disabled = !damage;
}

function verdictOf({ right }) {
  const rest = right === null ? "space_noticed" : "space_unnoticed";
  return `${word("space_refused")} ${word(rest, { right: String(right), all: String(checkpoint.digits) })}`;
}

function setDamage(kind) {
  damage = kind;
  requestChecks();
}

function choosePlace(place) {           // another byte of the unchanged file
  const part = partOf(Math.max(0, Math.min(checkpoint.size - 1, place)));
  setControl("part", part.name);
  fitByte();
  setControl("byte", Math.max(0, Math.min(checkpoint.size - 1, place)) - part.first);
  changePlace();
}

function fitByte() {
  const { first, end } = chosenPart();
  controls.byte.max = end - first - 1;
}

function changePlace() {
  damage = "";
  showRanges();
  requestChecks();
}

controls.part.append(...PARTS.map(({ name }) => new Option(name, name)));
controls.part.addEventListener("input", () => {
  fitByte();
  setControl("byte", 0);
  changePlace();
});
for (const name of ["byte", "bit"]) controls[name].addEventListener("input", changePlace);
for (const [selector, kind] of [[".flip", "bit"], [".cut", "cut"], [".whole-again", ""]]) {
  query(selector).addEventListener("click", () => setDamage(kind));
}
query(".bytes").addEventListener("click", ({ target }) => {
  const cell = target.closest("i");
  if (cell) choosePlace(found.first + [...query(".bytes").children].indexOf(cell));
});
query(".bytes").addEventListener("keydown", (event) => {
  if (!(event.key in MOVES)) return;
  event.preventDefault();
  choosePlace(chosenPlace() + MOVES[event.key]);
});
query(".whole").addEventListener("click", ({ clientX }) => {
  const { left, width } = query(".whole").getBoundingClientRect();
  choosePlace(Math.floor((clientX - left) / width * checkpoint.size));
});
shareLink(() => ({ ...settings(), damage }));
query(".code").addEventListener("click", () => {
  copyText(pytorchCode(chosenPlace(), settings().bit, damage), query(".code"));
});

function writeAll() {                   // all texts, again when the language changes
  translate();
  namePart();
  showFiles();
  showQuestion();
  showFound();
}

watch("value", writeAll);
drawWhole();
writeAll();
const link = linkSettings();
if (link.part) setControl("part", link.part);
fitByte();
if (link.byte) setControl("byte", link.byte);
if (link.bit) setControl("bit", link.bit);
showRanges();
setDamage(["bit", "cut"].includes(link.damage) ? link.damage : "");
