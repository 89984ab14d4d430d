// needs: arithmetic.js, numbers.js, player.js, question.js, lesson.js
// Stride: how far the window moves, which pixels it covers twice and which never.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, queryAll, word, translate, settings, setControls, showRanges, linkSettings, shareLink,
  copyText,
} = panel;
const { coverage, makePlane, outputSize } = ConvLens.arithmetic;
const { fillGrid, largestAbsolute, paintSigned, sizeFormula } = ConvLens.numbers;
const { makeNavigable, makePlayer } = ConvLens.player;

const showQuestion = ConvLens.question.makeQuestion(panel, "stride_asked", [
  ["stride_answer_two", "stride_told_two"], ["stride_answer_three", "stride_told_three"],
  ["stride_answer_four", "stride_told_four"],
], "stride_answer_four");

let plan = null;
const player = makePlayer(panel, (place) => { if (plan?.count) drawWindow(place); });

function update() {
  const { size, side, stride, padding, dilation } = settings();
  const count = outputSize(size, side, stride, padding, dilation);
  const line = coverage(size, side, stride, padding, dilation);
  const times = (n) => n >= padding && n < size + padding ? line[n - padding] : null;
  const counts = makePlane(size + 2 * padding, size + 2 * padding, (row, column) =>
    times(row) === null || times(column) === null ? null : times(row) * times(column));
  plan = { size, side, stride, padding, dilation, count, around: size + 2 * padding };
  const most = largestAbsolute(counts);
  fillGrid(query(".counts"), counts, (cell, value) => {
    cell.textContent = value ?? "";
    if (value) paintSigned(cell, value, most);
    cell.classList.toggle("pad", value === null);
    cell.classList.toggle("unseen", value === 0);
  });
  const numbers = makePlane(count, count, (row, column) => row * count + column + 1);
  fillGrid(query(".map"), numbers, (cell, value) => { cell.textContent = value; });
  query(".output").textContent = `${word("lesson_output")} ${count}×${count}`;
  query(".sizes").innerHTML = sizeFormula(plan, count);
  showRanges();
  describeCoverage(counts.flat().filter((value) => value !== null));
  player.fit(count * count, 1);
}

function describeCoverage(counts) {
  const { side, stride, dilation, count, around } = plan;
  const reach = dilation * (side - 1) + 1, unseen = counts.filter((value) => !value).length;
  const overlap = count < 2 ? "" : reach > stride ? word("stride_overlap", { n: reach - stride })
    : reach < stride ? word("stride_gap", { n: stride - reach }) : word("stride_touch");
  query(".overlap").textContent = count ? overlap : word("lesson_too_large", { reach, size: around });
  const seen = counts.filter(Boolean), [least, most] = [Math.min(...seen), Math.max(...seen)];
  const often = least < most ? "stride_often" : "stride_evenly";
  query(".often").textContent = seen.length ? word(often, { least, most }) : "";
  query(".never").textContent = unseen
    ? word("stride_never", { n: unseen, all: counts.length }) : word("stride_all_seen");
  query(".counts").setAttribute("aria-label", queryAll(".told p").map((p) => p.textContent).join(" "));
}

function drawWindow(place) {            // the window and the one to its left
  const { count, around } = plan;
  const [row, column] = [Math.floor(place / count), place % count];
  const [now, before] = [windowCells(row, column), column ? windowCells(row, column - 1) : new Set()];
  [...query(".counts").children].forEach((cell, n) => {
    cell.classList.toggle("window", now.has(n));
    cell.classList.toggle("before", before.has(n));
  });
  [...query(".map").children].forEach((cell, n) => {
    cell.classList.toggle("later", n > place);
    cell.classList.toggle("now", n === place);
  });
}

function windowCells(row, column) {
  const { side, stride, dilation, around } = plan;
  const at = (start, tap) => start * stride + tap * dilation;
  return new Set(makePlane(side, side, (down, right) =>
    at(row, down) * around + at(column, right)).flat());
}

function pytorchCode() {                // runnable as it is
  const { size, side, stride, padding, dilation } = plan;
  return `import torch
import torch.nn.functional as F

picture = torch.ones(1, 1, ${size}, ${size}, requires_grad=True)
kernel = torch.ones(1, 1, ${side}, ${side})
result = F.conv2d(picture, kernel, stride=${stride}, padding=${padding}, dilation=${dilation})
result.sum().backward()         # each window adds 1 to every pixel it covers
counts = picture.grad[0, 0].int()
print(result.shape, counts, f"never covered: {(counts == 0).sum()}", sep="\\n")
`;
}

for (const place of queryAll(".controls")) place.addEventListener("input", update);
makeNavigable(query(".map"), player, () => plan.count);
shareLink(() => ({ ...settings(), place: player.place + 1 }));
query(".code").addEventListener("click", () => copyText(pytorchCode(), query(".code")));
watch("value", () => { translate(); showQuestion(); update(); });
translate();
showQuestion();
setControls(linkSettings());
update();
player.go(Math.floor(linkSettings().place ?? 1) - 1 || 0);
