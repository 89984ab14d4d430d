// Say what is pointed at, or what the stage under way does, in both languages.
const caption = element.querySelector(".caption");

function pageLanguage() {
  return document.documentElement.lang.startsWith("zh") ? "zh" : "en";
}

function classNames(view) {             // in the page's language
  return view.names?.map((name) => name[pageLanguage()]) ?? view.classes;
}

// A value may differ between the languages: { en, zh }
function writeSentence(place, word, values = {}) {
  const copy = element.querySelector(`[data-sentence=${word}]`).cloneNode(true);
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, language = node.parentElement.lang;
    node.data = node.data.replace(/\{(\w+)\}/g, (_, name) => values[name]?.[language] ?? values[name]);
  }
  place.append(...copy.childNodes);
}

function writeCaption(word, values) {
  caption.replaceChildren();
  writeSentence(caption, word, values);
}

const percent = (p) => `${(100 * p).toFixed(1)}%`;
const number = (x) => x.toFixed(2).replace("-", "−");

function mapRange({ values, sent: [rows, columns], high, ranges }, map) {
  if (ranges) return ranges[map].map(number);
  const size = rows * columns, numbers = values.subarray(map * size, (map + 1) * size);
  return [Math.min(...numbers), Math.max(...numbers)].map((byte) => number(byte * high / 255));
}

function strongestMap({ values, sent: [rows, columns] }) {
  return values.indexOf(values.reduce((a, b) => Math.max(a, b))) / (rows * columns) | 0;
}

function className(k) {
  return view.names?.[k] ?? view.classes[k];
}

function describeMap(place, { column: n, map }) {
  const column = view.columns[n], [inputs, side] = column.kernel ?? [];
  const [smallest, largest] = mapRange(column, map);
  const values = { ...column, map: map + 1, smallest, largest, inputs, side };
  writeSentence(place, inputs && column.step !== "features" ? "kernel" : "map", values);
  if (column.every) writeSentence(place, "every", column);
}

function describe(pointed) {
  const { column, map } = pointed;
  if (column === view.columns.length) {
    const values = { class: className(map), score: number(view.scores[map]), percent: percent(view.probs[map]) };
    writeCaption("score", values);
    return classButton(map) && writeSentence(caption, "ask");
  }
  caption.replaceChildren();
  describeMap(caption, pointed);
  if (shares) {
    caption.append(" ");
    writeSentence(caption, "inputs", { before: view.columns[column - 1].step });
  }
}

function describeStage(n) {
  const column = view.columns[n], place = n + 1;
  if (!column) {
    return writeCaption("scores", { place, class: className(target()), percent: percent(view.probs[target()]) });
  }
  const word = n === 0 ? "pixels" : column.step === "features" ? "features" : "maps";
  writeCaption(word, { ...column, place, strongest: strongestMap(column) + 1 });
}

// For screen readers, when nothing has changed for a moment
function describeStrongest() {
  const place = element.querySelector(".strongest"), k = target(), last = view.columns.at(-1);
  const terms = view.terms.slice(k * last.channels).subarray(0, last.channels);
  const maps = view.columns.slice(1).map((column) => `${column.step} ${strongestMap(column) + 1}`);
  place.replaceChildren();
  if (k >= 0) writeSentence(place, "strongest", {
    class: className(k), percent: percent(view.probs[k]), maps: maps.join(", "),
    map: terms.indexOf(terms.reduce((a, b) => Math.max(a, b), -127)) + 1, step: last.step,
  });
}

function updateCaption() {
  if (!view) writeCaption({ digits: "empty", live: "waiting" }[page] ?? "asking");
  else if (pointed) describe(pointed);
  else if (stage !== null) describeStage(stage);
  else writeCaption(isDeep ? "turn" : "hint");
}
