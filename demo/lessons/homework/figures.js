// The figures of each question: FIGURES.NAME(numbers, given, right).

function gridFigure(title, values, paint, width = values[0].length) {
  const place = createElement("div", "grid"), figure = createElement("figure", "", createElement("figcaption", "", title), place);
  fillGrid(place, values, paint);
  figure.style.setProperty("--columns", Math.max(width, values[0].length));
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", `${title}: ${values.map((row) => row.join(" ")).join("; ")}`);
  return figure;
}

const greyNumber = (cell, value) => { paintGrey(cell, value); cell.textContent = formatNumber(value); };
const signedNumber = (most) => (cell, value) => { paintSigned(cell, value, most); cell.textContent = formatNumber(value); };

const FIGURES = {
  shape({ channels, maps, height, width, side, stride, padding }) {
    const inside = (n, size) => n >= padding && n < padding + size;
    const around = makePlane(height + 2 * padding, width + 2 * padding, (row, column) =>
      inside(row, height) && inside(column, width) ? 1 : 0);
    const key = padding ? "homework_shape_picture" : "homework_shape_unpadded";
    const title = word(key, { channels, height, width });
    const picture = gridFigure(title, around, (cell, value, row, column) => {
      cell.className = value ? "paper" : "pad";
      cell.classList.toggle("second", row < side && column >= stride && column < side + stride);
      cell.classList.toggle("window", row < side && column < side);
    });
    picture.querySelector(".grid").setAttribute("aria-label", title);
    picture.classList.add("small");
    return [codeBlock([convolutionCode({ channels, maps, side, stride, padding })]), picture];
  },

  features({ picture, layers }, _, right) {
    const lines = [...layers.map((layer) => layer.code), "nn.Flatten()", "nn.Linear(?, 10)"];
    const sizes = layers.map(({ after }) => after.join("×")), [maps, side] = layers.at(-1).after;
    const known = [`1×${picture}×${picture}`, ...sizes, maps * side * side];
    const steps = known.map((size, n) => createElement("li", n && !right ? "unknown" : "",
      createElement("code", "", n ? lines[n - 1] : word("homework_picture")),
      createElement("b", "", n && !right ? "?" : String(size))));
    return [createElement("ol", "flow", ...steps, createElement("li", "", createElement("code", "",
      lines.at(-1).replace("?", right ? maps * side * side : "?"))))];
  },

  parameters({ channels, maps, size, side, out }) {
    const drawn = (name, seen) => {
      const title = word(`homework_parameters_${name}_figure`);
      const figure = gridFigure(title, makePlane(size, size, (row, column) => Number(seen(row, column))),
        (cell, value) => { cell.className = value ? "seen" : "paper"; });
      figure.querySelector(".grid").setAttribute("aria-label", title);
      figure.classList.add("small");
      return figure;
    };
    const lines = [`nn.Conv2d(${channels}, ${maps}, ${side})`,
      `nn.Linear(${channels} * ${size} * ${size}, ${maps} * ${out} * ${out})`];
    return [codeBlock(lines), drawn("local", (row, column) => row < side && column < side), drawn("dense", () => true)];
  },

  number: ({ patch, kernel, bias }) => [
    gridFigure(word("homework_patch"), patch, (cell, value) => { paintGrey(cell, value / 4); cell.textContent = formatNumber(value); }),
    gridFigure(word("homework_kernel"), kernel, signedNumber(2)),
    gridFigure(word("homework_bias"), [[bias]], signedNumber(9), 2),
  ],

  kernel({ image, wanted }, given) {
    const map = convolve([image], [given.kernel ?? makePlane(3, 3, () => 0)]), most = largestAbsolute(wanted);
    const yours = gridFigure(word("homework_kernel_yours"), map, (cell, value, row, column) => {
      signedNumber(most)(cell, value);
      cell.classList.toggle("differs", value !== wanted[row][column]);
    });
    return [gridFigure(word("homework_picture"), image, greyNumber),
      gridFigure(word("homework_kernel_wanted"), wanted, signedNumber(most)), yours];
  },

  pooling: ({ plane, map }) => [
    gridFigure(word("homework_picture"), plane, greyNumber), gridFigure(word("homework_map"), map, greyNumber)],

  coverage({ size, side, stride }, _, right) {  // the first window; all counts once solved
    const line = right ? coverage(size, side, stride) : Array.from({ length: size }, (_, n) => n + 1);
    const title = word(right ? "homework_coverage_counts" : "homework_coverage_window");
    const figure = gridFigure(title, [line], (cell, value, _, column) => {
      cell.className = !right && column < side ? "paper window" : "paper";
      if (right) paintSigned(cell, value, largestAbsolute(line));
      cell.textContent = value;
    });
    figure.classList.add("line");
    return [figure];
  },

  relu: () => [],                       // its map is the input

  curve: ({ training, validation }) => [createElement("figure", "curves",
    createElement("figcaption", "", createElement("b", "training", word("homework_training")), " ",
      createElement("b", "validation", word("homework_validation"))), curvesFigure(training, validation))],

  mend: () => [],
};

function codeBlock(lines) {
  return createElement("pre", "code", createElement("code", "", lines.join("\n")));
}

function curvesFigure(training, validation) { // loss upwards, epochs to the right
  const [wide, high, most] = [360, 170, Math.max(...training, ...validation, 3)];
  const x = (n) => 34 + n * (wide - 34) / (EPOCHS - 1), y = (loss) => high * (1 - loss / most);
  const line = (name, values) => `<path class="${name}" d="M${values.map((loss, n) =>
    `${x(n).toFixed(1)} ${y(loss).toFixed(1)}`).join("L")}"/>`;
  const levels = [0, 1, 2, 3].map((level) => `<path class="level" d="M34 ${y(level)}H${wide}"/>`
    + `<text x="26" y="${y(level) + 4}" text-anchor="end">${level}</text>`).join("");
  const epochs = [1, 5, 10, 15, 20].map((epoch) =>
    `<text x="${x(epoch - 1)}" y="${high + 18}" text-anchor="middle">${epoch}</text>`).join("");
  const holder = createElement("div", "");
  const label = word("homework_curve_told", { training: training.join(" "), validation: validation.join(" ") });
  holder.innerHTML = `<svg viewBox="0 -6 ${wide + 8} ${high + 42}" role="img" aria-label="${label}">${levels}${epochs}`
    + `<text x="${wide / 2}" y="${high + 34}" text-anchor="middle">${word("homework_epoch")}</text>`
    + `${line("training", training)}${line("validation", validation)}</svg>`;
  return holder;
}
