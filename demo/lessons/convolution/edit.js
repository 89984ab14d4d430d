// The visitor's own numbers, in the kernel and in the picture, by pen or by keyboard.
const cursor = [0, 0];                  // row and column where the keyboard writes

function edited(input, channel, row, column) {
  const value = Number(input.value);
  const right = input.value.trim() !== "" && isFinite(value);
  input.classList.toggle("wrong", !right);
  if (!right) return;                   // while one writes "-" the old number stays
  state.kernel[channel][row][column] = value;
  controls.kernel.value = "own";
  const { value: written, selectionStart: from, selectionEnd: to } = input;
  const at = all(".kernels input").indexOf(input);
  update();
  const again = all(".kernels input")[at];      // the same place in the kernel drawn anew
  again.value = written;
  again.focus({ preventScroll: true });
  again.setSelectionRange(from, to);
}

function paint({ dataset }, value) {
  const [row, column] = [Number(dataset.row), Number(dataset.column)];
  for (const plane of dataset.channel === undefined ? state.image : [state.image[dataset.channel]]) {
    if (plane[row]?.[column] !== undefined) plane[row][column] = value;
  }
  state.painted = true;
  update();
}

function moveCursor([down, right], number) {
  const last = state.image[0].length - 1;
  cursor[0] = Math.max(0, Math.min(last, cursor[0] + down));
  cursor[1] = Math.max(0, Math.min(last, cursor[1] + right));
  const [row, column] = cursor, pixel = state.image[0][row][column];
  const value = number === "other" ? Number(pixel < 0.5) : number;
  if (value !== null) paint({ dataset: { row, column } }, value);
  for (const cell of all(".pictures i")) {
    const { row: down, column: right } = cell.dataset;
    cell.classList.toggle("cursor", Number(down) === row && Number(right) === column);
  }
  const told = { row: row + 1, column: column + 1, value: value ?? pixel };
  one(".spoken").textContent = word("convolution_pixel", told);
}
