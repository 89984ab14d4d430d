// needs: numbers.js, player.js, question.js, lesson.js, pixels.js, loader.js, loss.js, dropout.js, code.js
// From picture to batch: one digit, step by step, until it is a loss.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, word, translate, controls, settings, setControl, setControls, showRanges, linkSettings,
  shareLink, copyText,
} = panel;
const { fillGrid, formatNumber, paintSigned } = ConvLens.numbers;
const { makeNavigable } = ConvLens.player;

const showQuestion = ConvLens.question.makeQuestion(panel, "batch_asked", [
  ["batch_answer_fewer", "batch_told_fewer"], ["batch_answer_rest", "batch_told_rest"],
  ["batch_answer_filled", "batch_told_filled"],
], "batch_answer_rest");

let levels = [], drawn = 1;             // the picture's 784 levels; the number of dropout's draw
const chosen = { place: 0, places: SIDE * SIDE, timer: null, toggle() {}, go: choosePixel };

function choosePixel(place) {
  chosen.place = clampPlace(place, chosen.places - 1);
  showPixel(levels, chosen.place);
}

function greyestPixel() {               // its numbers are less round than those of black and white
  const far = levels.map((level) => Math.abs(level - 127.5));
  return far.indexOf(Math.min(...far));
}

function update() {
  const now = settings();
  levels = pictureLevels(now.digit);
  showRanges();
  query(".picture").style.backgroundImage = `url(${thumbnails[now.digit] ??= thumbnailUrl(now.digit)})`;
  drawBatches(now);
  showShapes(now.size);
  showLosses(props.logits[now.digit], now.label, now.label === now.digit);
  showDropout(props.features[now.digit], props.draws[drawn - 1], now.p);
  choosePixel(chosen.place);
}

function changeDigit() {                // another digit comes with its own label
  setControl("label", controls.digit.value);
  levels = pictureLevels(Number(controls.digit.value));
  chosen.place = greyestPixel();
}

function pointAt(event) {               // the numbers follow the mouse, or a finger
  const { width } = query(".picture").getBoundingClientRect();
  const [row, column] = [event.offsetY, event.offsetX].map((at) =>
    clampPlace(Math.floor(at / width * SIDE), SIDE - 1));
  const place = row * SIDE + column;
  if (place !== chosen.place) choosePixel(place);
}

element.addEventListener("input", ({ target }) => {
  if (target === controls.digit) changeDigit();
  if (target.name) update();
});
for (const kind of ["pointermove", "click"]) query(".picture").addEventListener(kind, pointAt);
makeNavigable(query(".picture"), chosen, () => SIDE);
query(".next-epoch").addEventListener("click", () => {
  setControl("epoch", Number(controls.epoch.value) % props.orders.length + 1);
  update();
});
query(".draw-again").addEventListener("click", () => {
  drawn = drawn % props.draws.length + 1;
  update();
});
shareLink(() => ({ ...settings(), place: chosen.place + 1, drawn }));
query(".code").addEventListener("click", () => {
  copyText(pytorchCode(settings(), chosen.place, drawn), query(".code"));
});
watch("value", () => { translate(); showQuestion(); update(); });
translate();
showQuestion();
const link = linkSettings(), linkedPlace = Number(link.place) - 1;
setControls(link);
changeDigit();
if (link.label) setControl("label", link.label);
if (Number.isInteger(linkedPlace)) chosen.place = linkedPlace;
drawn = props.draws[link.drawn - 1] ? Number(link.drawn) : 1;
update();
