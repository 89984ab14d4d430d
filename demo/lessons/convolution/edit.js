// Edit the numbers of kernel and picture, by pointer or keyboard.
const cursor = [0, 0];                  // row and column of the keyboard's cursor

function kernelEdited(input, channel, row, column) {
  const value = Number(input.value.replace("−", "-"));
  const right = input.value.trim() !== "" && isFinite(value);
  input.classList.toggle("wrong", !right);
  if (!right) return;                   // while "-" is typed the old number stays
  state.kernel[channel][row][column] = value;
  controls.kernel.value = "own";
  const { value: written, selectionStart: from, selectionEnd: to } = input;
  const at = queryAll(".kernels input").indexOf(input);
  update();
  const again = queryAll(".kernels input")[at];         // the same field in the redrawn kernel
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
  for (const cell of queryAll(".pictures i")) {
    const { row: down, column: right } = cell.dataset;
    cell.classList.toggle("cursor", Number(down) === row && Number(right) === column);
  }
  const values = { row: row + 1, column: column + 1, value: value ?? pixel };
  query(".spoken").textContent = word("convolution_pixel", values);
}
