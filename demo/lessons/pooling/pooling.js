// needs: arithmetic.js, lesson.js, player.js, pictures.js, purposes.js, pytorch.js
// Pooling: the greatest against the mean of each window, side by side.
let state = null;
const player = makePlayer((place, _, playing) => {
  if (state?.map.length) drawRegion(place);
  one(".spoken").textContent = playing ? "" : all(".working .formula").map((p) => p.textContent).join("; ");
});

function update() {
  const now = settings(), plane = preset(now.picture, now.size);
  const [map, average] = both(plane, now);
  const used = (map.length - 1) * now.stride + now.side;
  state = { ...now, plane, map, average };
  const number = (cell, value) => { grey(cell, value); cell.textContent = show(value); };
  grid(one(".picture"), plane, (cell, value, row, column) => {
    number(cell, value);
    cell.classList.toggle("over", row >= used || column >= used);
  });
  grid(one(".max"), map, number);
  grid(one(".average"), average, number);
  const over = now.size - used;
  one(".left-over").textContent = over > 0 ? word("convolution_left_over", { over }) : "";
  one(".sizes").innerHTML = `⌊(${now.size} − ${now.side}) / ${now.stride}⌋ + 1 = <b>${map.length}</b>`;
  tellRanges();
  drawPurposes(state);
  player.fit(map.length ** 2, 1);
}

function drawRegion(place) {
  const { plane, side, stride, map, average } = state, count = map.length;
  const [row, column] = [Math.floor(place / count), place % count];
  const region = regionOf(plane, side, stride, row, column);
  [...one(".picture").children].forEach((cell, n) => {
    const [down, right] = [Math.floor(n / plane.length) - row * stride, n % plane.length - column * stride];
    const inside = down >= 0 && down < side && right >= 0 && right < side;
    cell.classList.toggle("window", inside);
    cell.classList.toggle("greatest", inside && plane.flat()[n] === map[row][column]);
  });
  for (const name of [".max", ".average"]) {
    [...one(name).children].forEach((cell, n) => {
      cell.classList.toggle("later", n > place);
      cell.classList.toggle("now", n === place);
    });
  }
  one(".of-max").textContent = `max(${region.map((x) => show(x)).join(", ")}) = ${show(map[row][column])}`;
  one(".of-average").textContent = `(${region.map((x) => show(x)).join(" + ")}) / ${region.length}`
    + ` = ${show(average[row][column], 4)}`;
}

function pytorch() {                    // runs as it is
  const { plane, side, stride } = state;
  return `import torch
import torch.nn.functional as F

image = torch.tensor(${listed(plane)})[None, None]  # (1, 1, ${plane.length}, ${plane.length})
greatest = F.max_pool2d(image.double(), ${side}, stride=${stride})
mean = F.avg_pool2d(image.double(), ${side}, stride=${stride})
print(greatest, mean, sep="\\n")
`;
}

element.addEventListener("input", ({ target }) => { if (target.name) update(); });
for (const map of [".max", ".average"]) walkable(one(map), player, () => state.map.length);
one(".link").addEventListener("click", ({ target }) =>
  copy(link({ ...settings(), place: player.place + 1 }), target));
one(".code").addEventListener("click", () => copy(pytorch(), one(".code")));
watch("value", () => { translate(); update(); });
translate();
for (const [name, value] of Object.entries(asked())) if (name in controls) set(name, value);
update();
player.go(Math.floor(asked().place ?? 1) - 1 || 0);
