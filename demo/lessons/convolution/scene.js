// What is seen of a convolution: the picture with its window, the products, the sum, the map.

function drawPictures(state) {          // and what never comes under the window at the far edges
  const { around, padding, used } = state;
  const planes = around.map((plane, channel) => {
    const place = document.createElement("div");
    place.className = "grid";
    grid(place, plane, (cell, value, row, column) => {
      drawPixel(cell, value, channel, around.length);
      Object.assign(cell.dataset, { channel, row: row - padding, column: column - padding });
      const inside = (n, size) => n >= padding && n < size - padding;
      cell.classList.toggle("pad", !inside(row, plane.length) || !inside(column, plane[0].length));
      cell.classList.toggle("over", row >= used[0] || column >= used[1]);
    });
    return place;
  });
  one(".source").style.setProperty("--columns", around[0][0].length);
  one(".source").classList.toggle("several", around.length > 1);
  one(".pictures").replaceChildren(...planes);
}

function drawPixel(cell, value, channel, channels) {
  grey(cell, value);
  cell.textContent = show(value);
  if (channels === 1) return;
  const level = Math.round(60 + 150 * Math.min(1, Math.max(0, value)));     // in its own colour
  cell.style.background = `rgb(${[0, 1, 2].map((c) => c === channel ? level : 40).join(" ")})`;
  cell.style.color = channel === 1 && value > 0.6 ? "#111" : "#fff";
}

function drawKernels(state, edited) {
  const most = greatest(state.kernel);
  const planes = state.kernel.map((plane, channel) => {
    const place = document.createElement("div");
    place.className = "grid";
    place.replaceChildren(...plane.flatMap((weights, row) => weights.map((weight, column) => {
      const input = document.createElement("input");
      Object.assign(input, { type: "text", inputMode: "text", value: show(weight) });
      const at = { channel: channel + 1, row: row + 1, column: column + 1 };
      input.setAttribute("aria-label", word("convolution_weight", at));
      signed(input, weight, most);
      input.addEventListener("input", () => edited(input, channel, row, column));
      return input;
    })));
    return place;
  });
  one(".weights").style.setProperty("--columns", state.side);
  one(".weights").classList.toggle("wide", state.side > 3);
  one(".kernels").replaceChildren(...planes);
}

function drawMap(state) {
  const most = greatest(state.map);
  grid(one(".map"), state.map, (cell, value) => {
    signed(cell, value, most);
    cell.textContent = show(value, most >= 10 ? 1 : 2);
  });
  one(".output").textContent =
    word("convolution_output") + ` ${state.map.length}×${state.map[0]?.length ?? 0}`;
}

function drawTerms(window, side) {      // the products stand as the window stands in the picture
  const size = side * side, blocks = [];
  for (let from = 0; from < window.products.length; from += size) {
    const place = document.createElement("div");
    place.className = "grid";
    const lines = places(side, side, (row, column) => window.products[from + row * side + column]);
    grid(place, lines, (cell, { pixel, weight }, row, column) => {
      const sign = row || column || from ? "+ " : "";
      cell.textContent = `${sign}${show(pixel)}×${weight < 0 ? `(${show(weight)})` : show(weight)}`;
    });
    blocks.push(place);
  }
  one(".terms").replaceChildren(...blocks);
}

// Phases: a product each, then the sum, the bias, the activation.
function drawPlace(state, place, phase) {
  const columns = state.map[0].length, terms = state.kernel.length * state.side ** 2;
  const at = { row: Math.floor(place / columns), column: place % columns };
  const window = windowAt(state.around, state.kernel, state, at);
  const width = state.around[0][0].length, planes = [...one(".pictures").children];
  for (const cell of all(".pictures .window, .pictures .now")) cell.classList.remove("window", "now");
  window.products.forEach(({ channel, row, column }, n) => {
    planes[channel].children[row * width + column].classList.add(n === phase ? "now" : "window");
  });
  drawTerms(window, state.side);
  all(".terms i").forEach((cell, n) => {
    cell.classList.toggle("later", n > phase);
    cell.classList.toggle("now", n === phase);
  });
  all(".kernels input").forEach((cell, n) => cell.classList.toggle("now", n === phase));
  [...one(".map").children].forEach((cell, n) => {
    cell.classList.toggle("later", n > place || (n === place && phase < terms + 2));
    cell.classList.toggle("now", n === place);
  });
  drawTotal(state, window, phase - terms, at);
}

function drawTotal(state, { sum, biased }, phase, at) {
  const result = state.relu ? Math.max(0, biased) : biased;
  const parts = [`${word("convolution_sum")} = ${show(sum, 4)}`,
    `${word("convolution_bias")}: ${show(sum, 4)} + ${show(state.bias)} = ${show(biased, 4)}`,
    state.relu ? `ReLU: max(0, ${show(biased, 4)}) = ${show(result, 4)}` : word("convolution_linear")];
  one(".total").replaceChildren(...parts.map((text, n) => {
    const part = document.createElement("span");
    part.textContent = text;
    part.className = n > phase ? "later" : "";
    return part;
  }));
  one(".spoken").dataset.text = word("convolution_spoken", { row: at.row + 1, column: at.column + 1,
    sum: show(sum, 4), bias: show(state.bias), result: show(result, 4) });
}
