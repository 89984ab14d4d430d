// One map enlarged: each of its numbers can be chosen; what it sees, and its sum written out.
const SIDE = 240, REST = 350;           // pixels of a picture; milliseconds until a number is asked for
const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

// `page` has functions of the picture's script: explain, describeMap, writeSentence, number, back
export function openCloser(section, template, page) {
  section.replaceChildren(template.content.cloneNode(true));
  const [map, field] = section.querySelectorAll("canvas"), sum = section.querySelector(".sum");
  const title = section.querySelector(".title"), told = section.querySelector(".told");
  let view = null, place = null, cell = null, frame = null, timer = null;

  const column = () => view.columns[place.column];

  function paintMap(canvas, { picture, height, width }, n, [top, left, down, across]) {
    const zoom = Math.max(1, Math.floor(SIDE / Math.max(height, width)));
    [canvas.width, canvas.height] = [width * zoom, height * zoom];
    const paper = canvas.getContext("2d");
    paper.imageSmoothingEnabled = false;
    paper.drawImage(picture, 0, n * height, width, height, 0, 0, canvas.width, canvas.height);
    for (const [colour, inset] of [["#fff", 1], ["#7c3aed", 3]]) {
      paper.strokeStyle = colour;
      paper.lineWidth = 2;
      paper.strokeRect(left * zoom + inset, top * zoom + inset, across * zoom - 2 * inset, down * zoom - 2 * inset);
    }
  }

  function repaint() {
    paintMap(map, column(), place.map, [cell.row, cell.column, 1, 1]);
    const [left, top, right, bottom] = frame ?? [0, 0, view.columns[0].width, view.columns[0].height];
    paintMap(field, view.columns[0], 0, [top, left, bottom - top, right - left]);
  }

  function tell(word, values) {
    told.replaceChildren();
    page.writeSentence(told, word, values);
  }

  async function explain() {
    const asked = { view, place, cell };
    const isOld = () => asked.view !== view || asked.place !== place || asked.cell !== cell;
    const answer = await page.explain(place, cell).catch(() => null);
    if (isOld()) return;
    if (!answer) return tell("no_sum");
    frame = answer.field;
    sum.innerHTML = answer.sum;
    tell("number", { ...cell, value: page.number(answer.value) });
    repaint();
  }

  function choose(row, columnNumber, wait) {
    const { height, width } = column();
    const inside = (n, size) => Math.min(Math.max(n, 0), size - 1);
    cell = { row: inside(row, height), column: inside(columnNumber, width) };
    repaint();
    clearTimeout(timer);
    timer = setTimeout(explain, wait);
  }

  function strongestCell() {
    const { values, height, width } = column(), size = height * width;
    const numbers = values.subarray(place.map * size, (place.map + 1) * size);
    const n = numbers.indexOf(numbers.reduce((a, b) => Math.max(a, b)));
    return [Math.floor(n / width), n % width];
  }

  function close() {
    section.hidden = true;
    clearTimeout(timer);
    page.back();
  }

  map.addEventListener("click", (event) => {
    const { left, top, width, height } = map.getBoundingClientRect();
    const [x, y] = [(event.clientX - left) / width, (event.clientY - top) / height];
    choose(Math.floor(y * column().height), Math.floor(x * column().width), 0);
  });
  map.addEventListener("keydown", (event) => {
    const [down, right] = STEPS[event.key] ?? [];
    if (down === undefined) return;
    event.preventDefault();
    choose(cell.row + down, cell.column + right, 120);
  });
  section.addEventListener("keydown", (event) => event.key === "Escape" && close());
  section.querySelector("[data-do=close]").addEventListener("click", close);

  return {
    show(shown, chosen) {
      [view, place, frame] = [shown, chosen, null];
      title.replaceChildren();
      page.describeMap(title, place);
      tell("asking");
      section.hidden = false;
      choose(...strongestCell(), 0);
      map.focus({ preventScroll: true });
      const { top, bottom } = section.getBoundingClientRect();
      if (top < 0 || bottom > innerHeight) section.scrollIntoView({ block: "nearest" });
    },
    update(shown) {                     // another drawing, or another network
      if (section.hidden) return;
      view = shown;
      if (!(column()?.channels > place.map && view.pixels)) return close();
      title.replaceChildren();
      page.describeMap(title, place);
      choose(cell.row, cell.column, REST);
    },
  };
}
