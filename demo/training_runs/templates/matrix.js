// needs: words.js
// The confusion matrix as buttons: click, Enter or Space shows the pictures of a cell.
let chosen = null;

function cellButton(row, column) {
  const count = props.value.counts[row][column], correct = row === column;
  const share = count / Math.max(1, props.value.counts[row].reduce((a, b) => a + b));
  const button = document.createElement("button");
  const { names } = props.value;
  button.type = "button";
  button.textContent = count;
  button.style.setProperty("--tint", `var(--${correct ? "right" : "wrong"})`);
  // The cube root, so that one in a hundred is still visible; never too dark for the number.
  button.style.setProperty("--strength", `${Math.round(45 * Math.cbrt(share))}%`);
  button.classList.toggle("none", !count);
  button.tabIndex = row || column ? -1 : 0;
  const pair = { en: `${names[row].en} → ${names[column].en}: ${count}`, zh: `${names[row].zh} → ${names[column].zh}：${count}` };
  nameBoth(button, "aria-label", pair);
  nameBoth(button, "title", pair);
  button.dataset.row = row;
  button.dataset.column = column;
  return button;
}

function render() {
  const place = element.querySelector(".matrix");
  place.replaceChildren();
  chosen = null;
  if (!props.value?.counts?.length) return;
  const { names } = props.value;
  const table = place.appendChild(document.createElement("table"));
  table.classList.toggle("short", Math.max(...names.map((name) => name.en.length)) <= 2);
  table.classList.toggle("many", names.length > 20);
  const head = table.createTHead().insertRow();
  const corner = head.appendChild(document.createElement("th"));
  corner.className = "corner";
  corner.textContent = "↓→";
  for (const name of names) appendBoth(head.appendChild(document.createElement("th")).appendChild(document.createElement("b")), name);
  const body = table.createTBody();
  names.forEach((name, row) => {
    const line = body.insertRow(), title = line.appendChild(document.createElement("th"));
    appendBoth(title, name);
    nameBoth(title, "title", name);
    names.forEach((_, column) => line.insertCell().appendChild(cellButton(row, column)));
  });
  if (props.value.chosen) choose(buttonAt(...props.value.chosen));
}

function choose(button) {
  chosen?.setAttribute("aria-pressed", "false");
  chosen = button;
  chosen.setAttribute("aria-pressed", "true");
}

function buttonAt(row, column) {
  return element.querySelector(`[data-row="${row}"][data-column="${column}"]`);
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-row]");
  if (!button || button.classList.contains("none")) return;
  choose(button);
  trigger("select", { index: [Number(button.dataset.row), Number(button.dataset.column)] });
});

element.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
  const here = event.target.closest("[data-row]");
  if (!step || !here) return;
  event.preventDefault();
  const next = buttonAt(Number(here.dataset.row) + step[0], Number(here.dataset.column) + step[1]);
  if (!next) return;
  here.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
});

watch("value", render);
render();
