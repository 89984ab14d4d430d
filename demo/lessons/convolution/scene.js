// Draw a convolution: the picture with its window, the products, the sum, the map.

function drawPictures(state) {          // with the edges that no window reaches
  const { around, padding, used } = state;
  const planes = around.map((plane, channel) => {
    const place = document.createElement("div");
    place.className = "grid";
    fillGrid(place, plane, (cell, value, row, column) => {
      drawPixel(cell, value, channel, around.length);
      Object.assign(cell.dataset, { channel, row: row - padding, column: column - padding });
      const inside = (n, size) => n >= padding && n < size - padding;
      cell.classList.toggle("pad", !inside(row, plane.length) || !inside(column, plane[0].length));
      cell.classList.toggle("over", row >= used[0] || column >= used[1]);
    });
    return place;
  });
  query(".source").style.setProperty("--columns", around[0][0].length);
  query(".source").classList.toggle("several", around.length > 1);
  query(".pictures").replaceChildren(...planes);
}

function drawPixel(cell, value, channel, channels) {
  paintGrey(cell, value);
  cell.textContent = formatNumber(value);
  if (channels === 1) return;
  const level = Math.round(60 + 150 * Math.min(1, Math.max(0, value)));         // in its own colour
  cell.style.background = `rgb(${[0, 1, 2].map((c) => c === channel ? level : 40).join(" ")})`;
  cell.style.color = channel === 1 && value > 0.6 ? "#111" : "#fff";
}

function drawKernels(state, edited) {
  const most = largestAbsolute(state.kernel);
  const planes = state.kernel.map((plane, channel) => {
    const place = document.createElement("div");
    place.className = "grid";
    place.replaceChildren(...plane.flatMap((weights, row) => weights.map((weight, column) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "text", inputMode: "text", value: formatNumber(weight) });
      const at = { channel: channel + 1, row: row + 1, column: column + 1 };
      input.setAttribute("aria-label", word("convolution_weight", at));
      paintSigned(input, weight, most);
      input.addEventListener("input", () => edited(input, channel, row, column));
      return input;
    })));
    return place;
  });
  query(".weights").style.setProperty("--columns", state.side);
  query(".weights").classList.toggle("wide", state.side > 3);
  query(".kernels").replaceChildren(...planes);
}

function drawMap(state) {
  const most = largestAbsolute(state.map);
  fillGrid(query(".map"), state.map, (cell, value) => {
    paintSigned(cell, value, most);
    cell.textContent = formatNumber(value, most >= 10 ? 1 : 2);
  });
  query(".output").textContent =
    word("lesson_output") + ` ${state.map.length}×${state.map[0]?.length ?? 0}`;
}

// A number that follows a sign: a negative one in brackets.
const operand = (value) => value < 0 ? `(${formatNumber(value)})` : formatNumber(value);

function drawTerms(window, side) {      // laid out like the window
  const size = side * side, blocks = [];
  for (let from = 0; from < window.products.length; from += size) {
    const place = document.createElement("div");
    place.className = "grid";
    const lines = makePlane(side, side, (row, column) => window.products[from + row * side + column]);
    fillGrid(place, lines, (cell, { pixel, weight }, row, column) => {
      const sign = row || column || from ? "+ " : "";
      cell.textContent = `${sign}${formatNumber(pixel)}×${operand(weight)}`;
    });
    blocks.push(place);
  }
  query(".terms").replaceChildren(...blocks);
}

// Phases: one product each, then sum, bias, activation.
function drawPlace(state, place, phase) {
  const columns = state.map[0].length, terms = state.kernel.length * state.side ** 2;
  const at = { row: Math.floor(place / columns), column: place % columns };
  const window = windowAt(state.around, state.kernel, state, at);
  const width = state.around[0][0].length, planes = [...query(".pictures").children];
  for (const cell of queryAll(".pictures .window, .pictures .now")) cell.classList.remove("window", "now");
  window.products.forEach(({ channel, row, column }, n) => {
    planes[channel].children[row * width + column].classList.add(n === phase ? "now" : "window");
  });
  drawTerms(window, state.side);
  queryAll(".terms i").forEach((cell, n) => {
    cell.classList.toggle("later", n > phase);
    cell.classList.toggle("now", n === phase);
  });
  queryAll(".kernels input").forEach((cell, n) => cell.classList.toggle("now", n === phase));
  [...query(".map").children].forEach((cell, n) => {
    cell.classList.toggle("later", n > place || (n === place && phase < terms + 2));
    cell.classList.toggle("now", n === place);
  });
  drawTotal(state, window, phase - terms, at);
}

function drawTotal(state, { sum, biased }, phase, at) {
  const result = state.relu ? Math.max(0, biased) : biased;
  const parts = [`${word("convolution_sum")} = ${formatNumber(sum, 4)}`,
    `${word("lesson_bias")}: ${formatNumber(sum, 4)} + ${operand(state.bias)} = ${formatNumber(biased, 4)}`,
    state.relu ? `ReLU: max(0, ${formatNumber(biased, 4)}) = ${formatNumber(result, 4)}` : word("convolution_linear")];
  query(".total").replaceChildren(...parts.map((text, n) => {
    const part = document.createElement("span");
    part.textContent = text;
    part.className = n > phase ? "later" : "";
    return part;
  }));
  query(".spoken").dataset.text = word("convolution_spoken", { row: at.row + 1, column: at.column + 1,
    sum: formatNumber(sum, 4), bias: formatNumber(state.bias), result: formatNumber(result, 4) });
}
