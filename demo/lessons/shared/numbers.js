// Numbers on the page: formatted, in grids of cells, with colours.
function formatNumber(number, digits = 2) {     // 0.50 is 0.5, -0 is 0, and -1 has a true minus
  return String(Number(number.toFixed(digits)) + 0).replace("-", "−");
}

function fillGrid(place, values, paint) {  // one cell per number: paint(cell, value, row, column)
  const columns = values[0]?.length ?? 0;
  (place.closest("figure") ?? place).style.setProperty("--columns", columns);
  place.replaceChildren(...values.flat().map((value, n) => {
    const cell = document.createElement("i");
    paint(cell, value, Math.floor(n / columns), n % columns);
    return cell;
  }));
}

function paintGrey(cell, value) {       // a pixel, 0 black to 1 white
  const level = Math.round(255 * Math.min(1, Math.max(0, value)));
  cell.style.background = `rgb(${level} ${level} ${level})`;
  cell.style.color = level > 127 ? "#111" : "#eee";
}

function paintSigned(cell, value, most) {       // blue above zero, orange below
  const share = most ? Math.round(75 * Math.min(1, Math.abs(value) / most)) : 0;
  const colour = value < 0 ? "var(--negative-fill)" : "var(--positive-fill)";
  cell.style.background = `color-mix(in srgb, ${colour} ${share}%, var(--background-fill-primary))`;
}

function sizeFormula({ size, side, stride, padding = 0, dilation = 1 }, count) {
  const sum = `${size} + 2·${padding} − ${dilation}·(${side} − 1) − 1`;
  return `⌊(${sum}) / ${stride}⌋ + 1 = <b>${count}</b>`;
}

function largestAbsolute(values) {
  return Math.max(...values.flat(Infinity).map(Math.abs), 0);
}

ConvLens.numbers = { fillGrid, formatNumber, largestAbsolute, paintGrey, paintSigned, sizeFormula };
