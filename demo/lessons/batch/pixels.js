// A picture's pixels: their level, scaled to 0…1, normalized, and their place in the flat row.
const SIDE = 28, MEAN = 0.1307, DEVIATION = 0.3081;     // MNIST's, as in the tutorial
const AROUND = 4;                       // numbers shown on each side of a pixel's in the row
const NEAR = 7;                         // rows and columns of the window whose numbers are shown

function fixed(number, digits = 4) {    // 0.5000, with a true minus, and never −0.0000
  return (Number(number.toFixed(digits)) + 0).toFixed(digits).replace("-", "−");
}

function pictureLevels(digit) {
  const hex = props.pixels[digit];
  return Array.from({ length: SIDE * SIDE }, (_, n) => parseInt(hex.slice(2 * n, 2 * n + 2), 16));
}

const normalizeLevel = (level) => (level / 255 - MEAN) / DEVIATION;

function toRows(numbers) {
  return Array.from({ length: SIDE }, (_, row) => numbers.slice(row * SIDE, (row + 1) * SIDE));
}

function clampPlace(place, most) {
  return Math.max(0, Math.min(most, place));
}

function drawAround(levels, row, column) {      // normalized, in a window with the pixel in it
  const [top, left] = [row, column].map((place) => clampPlace(place - 3, SIDE - NEAR));
  const rows = toRows(levels.map(normalizeLevel)).slice(top, top + NEAR);
  fillGrid(query(".near"), rows.map((values) => values.slice(left, left + NEAR)), (cell, value, down, right) => {
    paintSigned(cell, value, normalizeLevel(255));
    cell.textContent = fixed(value, 2);
    cell.classList.toggle("now", top + down === row && left + right === column);
  });
  for (const [mark, places] of [[".point", { row, column }], [".frame", { row: top, column: left }]]) {
    for (const name of ["row", "column"]) query(mark).style.setProperty(`--${name}`, places[name]);
  }
}

function showPixel(levels, place) {     // one pixel's numbers, from the level to the flat row
  const row = Math.floor(place / SIDE), column = place % SIDE, level = levels[place];
  drawAround(levels, row, column);
  const scaled = fixed(level / 255), value = fixed(normalizeLevel(level));
  query(".where").textContent = word("batch_where", { row, column, level, value });
  query(".level").innerHTML = `picture[${row}, ${column}] = <b>${level}</b>`;
  query(".scaled").innerHTML = `ToTensor: ${level} / 255 = <b>${scaled}</b>`;
  query(".normal").innerHTML = `Normalize: (${level} / 255 − ${MEAN}) / ${DEVIATION} = <b>${value}</b>`;
  query(".formula.place").innerHTML = `${row} · 28 + ${column} = <b>${place}</b>: `
    + `x.flatten(1)[0, ${place}] = x[0, 0, ${row}, ${column}] = <b>${value}</b>`;
  drawStrip(levels, place);
}

function drawStrip(levels, place) {
  const first = clampPlace(place - AROUND, levels.length - 2 * AROUND - 1);
  query(".strip").innerHTML = levels.slice(first, first + 2 * AROUND + 1).map((level, n) =>
    `<span class="${first + n === place ? "now" : ""}"><small>${first + n}</small>`
    + `${fixed(normalizeLevel(level), 2)}</span>`).join("");
}

function showShapes(n) {                // what flattening makes of a batch of n pictures
  const ways = { "x": `(${n}, 1, 28, 28)`, "x.view(x.size(0), -1)": `(${n}, 784)`,
    "torch.flatten(x, 1)": `(${n}, 784)`, "torch.flatten(x, -1)": `(${n}, 1, 28, 28)`,
    "torch.flatten(x)": `(${n * 784})` };
  query(".shapes tbody").innerHTML = Object.entries(ways).map(([way, shape]) =>
    `<tr><td><code>${way}</code></td><td><code>${shape}</code></td></tr>`).join("");
}
