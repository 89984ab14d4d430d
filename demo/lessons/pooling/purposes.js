// The tutorial's three purposes of pooling, each as a small experiment.
const poolBoth = (plane, { side, stride }) => ["max", "average"].map((mode) => pool(plane, side, stride, mode));

function shiftPicture(plane, down, right) {     // background enters at the edge
  return plane.map((pixels, row) => pixels.map((_, column) => plane[row - down]?.[column - right] ?? 0));
}

function halvePicture(plane) {          // centred: means of 2×2 pixels
  const half = pool(plane, 2, 2, "average"), edge = (plane.length - half.length) >> 1;
  return plane.map((pixels, row) => pixels.map((_, column) => half[row - edge]?.[column - edge] ?? 0));
}

function addNoise(plane, level) {       // the same uniform noise each time
  let seed = 1;
  const random = () => (seed = seed * 16807 % 2147483647) / 2147483647;
  return plane.map((pixels) => pixels.map((value) => value + level * (2 * random() - 1)));
}

function relativeChange(before, after) {        // L2 distance over the norm before
  const size = (numbers) => Math.hypot(...numbers);
  const [a, b] = [before.flat(), after.flat()];
  return size(a.map((value, n) => value - b[n])) / (size(a) || 1);
}

function drawComparison(place, bars, before, after, state) {
  const [old, now] = [[before, ...poolBoth(before, state)], [after, ...poolBoth(after, state)]];
  const names = ["pooling_picture", "pooling_max", "pooling_average"].map((key) => word(key));
  query(place).replaceChildren(...now.map((map, n) => {
    const small = document.createElement("div");
    small.className = "grid";
    small.setAttribute("role", "img");
    small.setAttribute("aria-label", names[n]);
    fillGrid(small, map, paintGrey);
    return small;
  }));
  query(bars).innerHTML = now.map((map, n) => {
    const share = relativeChange(old[n], map);
    return `<div><span>${names[n]}</span><meter value="${Math.min(1, share)}" max="1"></meter>`
      + `<span>${Math.round(100 * share)}%</span></div>`;
  }).join("");
}

function drawPurposes(state) {
  const { plane, change, noise } = state, [map] = poolBoth(plane, state);
  const changed = { right: () => shiftPicture(plane, 0, 1), down: () => shiftPicture(plane, 1, 0),
    two: () => shiftPicture(plane, 0, 2), small: () => halvePicture(plane) }[change]();
  drawComparison(".changed", ".bars.shift", plane, changed, state);
  drawComparison(".noisy", ".bars.noise", plane, addNoise(plane, noise), state);
  const [before, after] = [plane.length ** 2, map.length ** 2];
  const squares = [plane, map].map(({ length }) => `${length}×${length} = ${length ** 2}`);
  query(".fewer").textContent = `${squares.join(" → ")} (${Math.round(100 * after / before)}%)`;
  query(".weights").textContent = word("pooling_weights", { before: before * 10, after: after * 10 });
}
