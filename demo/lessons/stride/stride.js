// needs: arithmetic.js, lesson.js, player.js
// Stride: how far the window jumps, what it sees twice, and what it never sees.
let plan = null;
const player = makePlayer((place) => { if (plan?.count) drawWindow(place); });

function update() {
  const { size, side, stride, padding, dilation } = settings();
  const count = outputSize(size, side, stride, padding, dilation);
  const line = coverage(size, side, stride, padding, dilation);
  const times = (n) => n >= padding && n < size + padding ? line[n - padding] : null;
  const counts = places(size + 2 * padding, size + 2 * padding, (row, column) =>
    times(row) === null || times(column) === null ? null : times(row) * times(column));
  plan = { size, side, stride, padding, dilation, count, around: size + 2 * padding };
  const most = greatest(counts);
  grid(one(".counts"), counts, (cell, value) => {
    cell.textContent = value ?? "";
    if (value) signed(cell, value, most);
    cell.classList.toggle("pad", value === null);
    cell.classList.toggle("unseen", value === 0);
  });
  const numbers = places(count, count, (row, column) => row * count + column + 1);
  grid(one(".map"), numbers, (cell, value) => { cell.textContent = value; });
  one(".output").textContent = `${word("convolution_output")} ${count}×${count}`;
  one(".sizes").innerHTML = sizeFormula(plan, count);
  tellRanges();
  tell(counts.flat().filter((value) => value !== null));
  player.fit(count * count, 1);
}

function tell(counts) {
  const { side, stride, dilation, count, around } = plan;
  const reach = dilation * (side - 1) + 1, unseen = counts.filter((value) => !value).length;
  const overlap = count < 2 ? "" : reach > stride ? word("stride_overlap", { n: reach - stride })
    : reach < stride ? word("stride_gap", { n: stride - reach }) : word("stride_touch");
  one(".overlap").textContent = count ? overlap : word("convolution_too_large", { reach, size: around });
  const seen = counts.filter(Boolean), [least, most] = [Math.min(...seen), Math.max(...seen)];
  const often = least < most ? "stride_often" : "stride_evenly";
  one(".often").textContent = seen.length ? word(often, { least, most }) : "";
  one(".never").textContent = unseen
    ? word("stride_never", { n: unseen, all: counts.length }) : word("stride_all_seen");
  one(".counts").setAttribute("aria-label", all(".told p").map((p) => p.textContent).join(" "));
}

function drawWindow(place) {            // this window, and the one before it in the same row
  const { count, around } = plan;
  const [row, column] = [Math.floor(place / count), place % count];
  const [now, before] = [cellsOf(row, column), column ? cellsOf(row, column - 1) : new Set()];
  [...one(".counts").children].forEach((cell, n) => {
    cell.classList.toggle("window", now.has(n));
    cell.classList.toggle("before", before.has(n));
  });
  [...one(".map").children].forEach((cell, n) => {
    cell.classList.toggle("later", n > place);
    cell.classList.toggle("now", n === place);
  });
}

function cellsOf(row, column) {
  const { side, stride, dilation, around } = plan;
  const at = (start, tap) => start * stride + tap * dilation;
  return new Set(places(side, side, (down, right) =>
    at(row, down) * around + at(column, right)).flat());
}

function pytorch() {                    // runs as it is
  const { size, side, stride, padding, dilation } = plan;
  return `import torch
import torch.nn.functional as F

picture = torch.ones(1, 1, ${size}, ${size}, requires_grad=True)
kernel = torch.ones(1, 1, ${side}, ${side})
result = F.conv2d(picture, kernel, stride=${stride}, padding=${padding}, dilation=${dilation})
result.sum().backward()         # each window adds 1 to every pixel that it looks at
counts = picture.grad[0, 0].int()
print(result.shape, counts, f"never looked at: {(counts == 0).sum()}", sep="\\n")
`;
}

one(".controls").addEventListener("input", update);
walkable(one(".map"), player, () => plan.count);
one(".link").addEventListener("click", ({ target }) =>
  copy(link({ ...settings(), place: player.place + 1 }), target));
one(".code").addEventListener("click", () => copy(pytorch(), one(".code")));
watch("value", () => { translate(); update(); });
translate();
for (const [name, value] of Object.entries(asked())) if (name in controls) set(name, value);
update();
player.go(Math.floor(asked().place ?? 1) - 1 || 0);
