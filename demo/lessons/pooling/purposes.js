// The three purposes of pooling that the tutorial names, each as a small experiment.
const both = (plane, { side, stride }) => ["max", "average"].map((mode) => pool(plane, side, stride, mode));

function moved(plane, down, right) {    // what enters at the edge is background
  return plane.map((pixels, row) => pixels.map((_, column) => plane[row - down]?.[column - right] ?? 0));
}

function smaller(plane) {               // half as large, in the middle: means of 2×2 pixels
  const half = pool(plane, 2, 2, "average"), edge = (plane.length - half.length) >> 1;
  return plane.map((pixels, row) => pixels.map((_, column) => half[row - edge]?.[column - edge] ?? 0));
}

function noisy(plane, level) {          // the same noise each time, evenly spread around zero
  let seed = 1;
  const random = () => (seed = seed * 16807 % 2147483647) / 2147483647;
  return plane.map((pixels) => pixels.map((value) => value + level * (2 * random() - 1)));
}

function difference(before, after) {    // how far the numbers moved, as a share of what they were
  const size = (numbers) => Math.hypot(...numbers);
  const [a, b] = [before.flat(), after.flat()];
  return size(a.map((value, n) => value - b[n])) / (size(a) || 1);
}

function compare(place, bars, before, after, state) {
  const [old, now] = [[before, ...both(before, state)], [after, ...both(after, state)]];
  const names = ["pooling_picture", "pooling_max", "pooling_average"].map((key) => word(key));
  one(place).replaceChildren(...now.map((map, n) => {
    const small = document.createElement("div");
    small.className = "grid";
    small.setAttribute("role", "img");
    small.setAttribute("aria-label", names[n]);
    grid(small, map, grey);
    return small;
  }));
  one(bars).innerHTML = now.map((map, n) => {
    const share = difference(old[n], map);
    return `<div><span>${names[n]}</span><meter value="${Math.min(1, share)}" max="1"></meter>`
      + `<span>${Math.round(100 * share)} %</span></div>`;
  }).join("");
}

function drawPurposes(state) {
  const { plane, change, noise } = state, [map] = both(plane, state);
  const changed = { right: () => moved(plane, 0, 1), down: () => moved(plane, 1, 0),
    two: () => moved(plane, 0, 2), small: () => smaller(plane) }[change]();
  compare(".changed", ".bars.shift", plane, changed, state);
  compare(".noisy", ".bars.noise", plane, noisy(plane, noise), state);
  const [before, after] = [plane.length ** 2, map.length ** 2];
  const squares = [plane, map].map(({ length }) => `${length}×${length} = ${length ** 2}`);
  one(".fewer").textContent = `${squares.join(" → ")} (${Math.round(100 * after / before)} %)`;
  one(".weights").textContent = word("pooling_weights", { before: before * 10, after: after * 10 });
}
