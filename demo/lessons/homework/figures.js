// What is shown with a question: FIGURES.NAME(numbers, given, right) gives the figures of one.

function plate(title, values, paint, width = values[0].length) {
  const place = made("div", "grid"), figure = made("figure", "", made("figcaption", "", title), place);
  grid(place, values, paint);
  figure.style.setProperty("--columns", Math.max(width, values[0].length));
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", `${title}: ${values.map((row) => row.join(" ")).join("; ")}`);
  return figure;
}

const greyNumber = (cell, value) => { grey(cell, value); cell.textContent = show(value); };
const signedNumber = (most) => (cell, value) => { signed(cell, value, most); cell.textContent = show(value); };

const FIGURES = {
  shape({ channels, maps, height, width, side, stride, padding }) {
    const inside = (n, size) => n >= padding && n < padding + size;
    const around = places(height + 2 * padding, width + 2 * padding, (row, column) =>
      inside(row, height) && inside(column, width) ? 1 : 0);
    const title = word("homework_shape_picture", { channels, height, width });
    const picture = plate(title, around, (cell, value, row, column) => {
      cell.className = value ? "paper" : "pad";
      cell.classList.toggle("second", row < side && column >= stride && column < side + stride);
      cell.classList.toggle("window", row < side && column < side);
    });
    picture.querySelector(".grid").setAttribute("aria-label", title);
    picture.classList.add("small");
    return [code([convolutionCode({ channels, maps, side, stride, padding })]), picture];
  },

  features({ picture, layers }, _, right) {
    const lines = [...layers.map((layer) => layer.code), "nn.Flatten()", "nn.Linear(?, 10)"];
    const sizes = layers.map(({ after }) => after.join("×")), [maps, side] = layers.at(-1).after;
    const known = [`1×${picture}×${picture}`, ...sizes, maps * side * side];
    const steps = known.map((size, n) => made("li", n && !right ? "unknown" : "",
      made("code", "", n ? lines[n - 1] : word("homework_picture")),
      made("b", "", n && !right ? "?" : String(size))));
    return [made("ol", "flow", ...steps, made("li", "", made("code", "",
      lines.at(-1).replace("?", right ? maps * side * side : "?"))))];
  },

  parameters({ channels, maps, size, side, out }) {
    const drawn = (name, seen) => {
      const title = word(`homework_parameters_${name}_figure`);
      const figure = plate(title, places(size, size, (row, column) => Number(seen(row, column))),
        (cell, value) => { cell.className = value ? "seen" : "paper"; });
      figure.querySelector(".grid").setAttribute("aria-label", title);
      figure.classList.add("small");
      return figure;
    };
    const lines = [`nn.Conv2d(${channels}, ${maps}, ${side})`,
      `nn.Linear(${channels} * ${size} * ${size}, ${maps} * ${out} * ${out})`];
    return [code(lines), drawn("local", (row, column) => row < side && column < side), drawn("dense", () => true)];
  },

  number: ({ patch, kernel, bias }) => [
    plate(word("homework_patch"), patch, (cell, value) => { grey(cell, value / 4); cell.textContent = value; }),
    plate(word("homework_kernel"), kernel, signedNumber(2)),
    plate(word("homework_bias"), [[bias]], signedNumber(9), 2),
  ],

  kernel({ image, wanted }, given) {
    const map = convolve([image], [given.kernel ?? places(3, 3, () => 0)]), most = greatest(wanted);
    const yours = plate(word("homework_kernel_yours"), map, (cell, value, row, column) => {
      signedNumber(most)(cell, value);
      cell.classList.toggle("differs", value !== wanted[row][column]);
    });
    return [plate(word("homework_picture"), image, greyNumber),
      plate(word("homework_kernel_wanted"), wanted, signedNumber(most)), yours];
  },

  pooling: ({ plane, map }) => [
    plate(word("homework_picture"), plane, greyNumber), plate(word("homework_map"), map, greyNumber)],

  coverage({ size, side, stride }, _, right) {  // the first window; once it is solved, all counts
    const line = right ? coverage(size, side, stride) : Array.from({ length: size }, (_, n) => n + 1);
    const title = word(right ? "homework_coverage_counts" : "homework_coverage_window");
    const figure = plate(title, [line], (cell, value, _, column) => {
      cell.className = !right && column < side ? "paper window" : "paper";
      if (right) signed(cell, value, greatest(line));
      cell.textContent = value;
    });
    figure.classList.add("line");
    return [figure];
  },

  relu: () => [],                       // the map is what is marked

  curve: ({ training, validation }) => [made("figure", "curves",
    made("figcaption", "", made("b", "training", word("homework_training")), " ",
      made("b", "validation", word("homework_validation"))), curves(training, validation))],

  mend: () => [],
};

function code(lines) {
  return made("pre", "code", made("code", "", lines.join("\n")));
}

function curves(training, validation) { // loss upwards, epochs to the right
  const [wide, high, most] = [360, 170, Math.max(...training, ...validation, 3)];
  const x = (n) => 34 + n * (wide - 34) / (EPOCHS - 1), y = (loss) => high * (1 - loss / most);
  const line = (name, values) => `<path class="${name}" d="M${values.map((loss, n) =>
    `${x(n).toFixed(1)} ${y(loss).toFixed(1)}`).join("L")}"/>`;
  const levels = [0, 1, 2, 3].map((level) => `<path class="level" d="M34 ${y(level)}H${wide}"/>`
    + `<text x="26" y="${y(level) + 4}" text-anchor="end">${level}</text>`).join("");
  const epochs = [1, 5, 10, 15, 20].map((epoch) =>
    `<text x="${x(epoch - 1)}" y="${high + 18}" text-anchor="middle">${epoch}</text>`).join("");
  const holder = made("div", "");
  const told = word("homework_curve_told", { training: training.join(" "), validation: validation.join(" ") });
  holder.innerHTML = `<svg viewBox="0 -6 ${wide + 8} ${high + 42}" role="img" aria-label="${told}">${levels}${epochs}`
    + `<text x="${wide / 2}" y="${high + 34}" text-anchor="middle">${word("homework_epoch")}</text>`
    + `${line("training", training)}${line("validation", validation)}</svg>`;
  return holder;
}
