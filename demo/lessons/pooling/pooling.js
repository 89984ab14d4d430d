// needs: arithmetic.js, numbers.js, pictures.js, pytorch.js, player.js, question.js, lesson.js, purposes.js
// Pooling: maximum and mean of each window, side by side.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, queryAll, word, translate, settings, setControls, showRanges, linkSettings, shareLink,
  copyText,
} = panel;
const { pool, windowNumbers } = ConvLens.arithmetic;
const { fillGrid, formatNumber, paintGrey } = ConvLens.numbers;
const { presetPicture } = ConvLens.pictures;
const { pythonList } = ConvLens.pytorch;
const { makeNavigable, makePlayer } = ConvLens.player;

const showQuestion = ConvLens.question.makeQuestion(panel, "pooling_asked", [
  ["pooling_answer_max", "pooling_told_max"], ["pooling_answer_both", "pooling_told_both"],
  ["pooling_answer_none", "pooling_told_none"],
], "pooling_answer_both");

let state = null;
const player = makePlayer(panel, (place, _, playing) => {
  if (state?.map.length) drawRegion(place);
  query(".spoken").textContent = playing ? "" : queryAll(".working .formula").map((p) => p.textContent).join("; ");
});

function update() {
  const now = settings(), plane = presetPicture(now.picture, now.size);
  const [map, average] = poolBoth(plane, now);
  const used = (map.length - 1) * now.stride + now.side;
  state = { ...now, plane, map, average };
  const number = (cell, value) => { paintGrey(cell, value); cell.textContent = formatNumber(value); };
  fillGrid(query(".picture"), plane, (cell, value, row, column) => {
    number(cell, value);
    cell.classList.toggle("over", row >= used || column >= used);
  });
  fillGrid(query(".max"), map, number);
  fillGrid(query(".average"), average, number);
  const over = now.size - used;
  query(".left-over").textContent = over > 0 ? word("lesson_left_over", { over }) : "";
  query(".sizes").innerHTML = `⌊(${now.size} − ${now.side}) / ${now.stride}⌋ + 1 = <b>${map.length}</b>`;
  showRanges();
  drawPurposes(state);
  player.fit(map.length ** 2, 1);
}

function drawRegion(place) {
  const { plane, side, stride, map, average } = state, count = map.length;
  const [row, column] = [Math.floor(place / count), place % count];
  const region = windowNumbers(plane, side, stride, row, column);
  [...query(".picture").children].forEach((cell, n) => {
    const [down, right] = [Math.floor(n / plane.length) - row * stride, n % plane.length - column * stride];
    const inside = down >= 0 && down < side && right >= 0 && right < side;
    cell.classList.toggle("window", inside);
    cell.classList.toggle("greatest", inside && plane.flat()[n] === map[row][column]);
  });
  for (const name of [".max", ".average"]) {
    [...query(name).children].forEach((cell, n) => {
      cell.classList.toggle("later", n > place);
      cell.classList.toggle("now", n === place);
    });
  }
  query(".of-max").textContent = `max(${region.map((x) => formatNumber(x)).join(", ")}) = ${formatNumber(map[row][column])}`;
  query(".of-average").textContent = `(${region.map((x) => formatNumber(x)).join(" + ")}) / ${region.length}`
    + ` = ${formatNumber(average[row][column], 4)}`;
}

function pytorchCode() {                // runnable as it is
  const { plane, side, stride } = state;
  return `import torch
import torch.nn.functional as F

image = torch.tensor(${pythonList(plane)})[None, None]  # (1, 1, ${plane.length}, ${plane.length})
greatest = F.max_pool2d(image.double(), ${side}, stride=${stride})
mean = F.avg_pool2d(image.double(), ${side}, stride=${stride})
print(greatest, mean, sep="\\n")
`;
}

element.addEventListener("input", ({ target }) => { if (target.name) update(); });
for (const map of [".max", ".average"]) makeNavigable(query(map), player, () => state.map.length);
shareLink(() => ({ ...settings(), place: player.place + 1 }));
query(".code").addEventListener("click", () => copyText(pytorchCode(), query(".code")));
watch("value", () => { translate(); showQuestion(); update(); });
translate();
showQuestion();
setControls(linkSettings());
update();
player.go(Math.floor(linkSettings().place ?? 1) - 1 || 0);
