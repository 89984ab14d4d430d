// What all lessons share: words in the page's language, controls, links, grids of numbers.
const one = (selector) => element.querySelector(selector);
const all = (selector) => [...element.querySelectorAll(selector)];

function word(key, values = {}) {       // the language of the page is the value of the panel
  const text = props.words[key][props.value === "中文" ? "zh" : "en"];
  return text.replace(/{(\w+)}/g, (_, name) => values[name]);
}

function translate() {                  // what stands in the HTML; a script writes the rest itself
  for (const place of all("[data-word]")) place.textContent = word(place.dataset.word);
  for (const place of all("[data-name]")) place.setAttribute("aria-label", word(place.dataset.name));
}

// Controls: their names in the HTML are those of the settings and of the link.
const controls = Object.fromEntries(all("[name]").map((control) => [control.name, control]));

function setting(control) {
  if (control.type === "checkbox") return control.checked;
  return control.type === "range" ? Number(control.value) : control.value;
}

function settings() {
  return Object.fromEntries(Object.entries(controls).map(([name, c]) => [name, setting(c)]));
}

function set(name, value) {             // what a control cannot be, it does not become
  const control = controls[name];
  if (control.type === "checkbox") control.checked = String(value) === "true";
  else if (control.tagName !== "SELECT") control.value = value;
  else if ([...control.options].some((option) => option.value === String(value))) control.value = value;
}

function tellRanges() {                 // a slider's number beside it
  for (const output of all("label > output")) {
    output.textContent = output.parentElement.querySelector("input").value;
  }
}

// Links
function asked() {                      // the settings of the link that was followed, if it led here
  const query = new URLSearchParams(location.search);
  return query.get("lesson") === props.lesson ? Object.fromEntries(query) : {};
}

function link(values) {
  const address = new URL(location.pathname, location.origin);
  const pairs = Object.entries({ lesson: props.lesson, ...values });
  for (const [name, value] of pairs) address.searchParams.set(name, value);
  return address.href;
}

async function copy(text, button) {     // and say so on the button
  try {
    await navigator.clipboard.writeText(text);
  } catch {                             // in a frame that may not use the clipboard
    const box = document.body.appendChild(document.createElement("textarea"));
    box.value = text;
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  button.textContent = "✓ " + word("lesson_copied");
  setTimeout(() => { button.textContent = word(button.dataset.word); }, 1500);
}

// Numbers
function show(number, digits = 2) {     // 0.50 is 0.5, and there is no -0
  return String(Number(number.toFixed(digits)) + 0);
}

function grid(place, values, paint) {   // a cell for each number: paint(cell, value, row, column)
  const columns = values[0]?.length ?? 0;
  (place.closest("figure") ?? place).style.setProperty("--columns", columns);
  place.replaceChildren(...values.flat().map((value, n) => {
    const cell = document.createElement("i");
    paint(cell, value, Math.floor(n / columns), n % columns);
    return cell;
  }));
}

function grey(cell, value) {            // a pixel, 0 black to 1 white
  const level = Math.round(255 * Math.min(1, Math.max(0, value)));
  cell.style.background = `rgb(${level} ${level} ${level})`;
  cell.style.color = level > 127 ? "#111" : "#eee";
}

function signed(cell, value, most) {    // orange above zero, blue below
  const share = most ? Math.round(75 * Math.min(1, Math.abs(value) / most)) : 0;
  const colour = value < 0 ? "var(--minus)" : "var(--plus)";
  cell.style.background = `color-mix(in srgb, ${colour} ${share}%, var(--background-fill-primary))`;
}

function sizeFormula({ size, side, stride, padding = 0, dilation = 1 }, count) {
  const sum = `${size} + 2·${padding} − ${dilation}·(${side} − 1) − 1`;
  return `⌊(${sum}) / ${stride}⌋ + 1 = <b>${count}</b>`;
}

function greatest(values) {
  return Math.max(...values.flat(Infinity).map(Math.abs), 0);
}
