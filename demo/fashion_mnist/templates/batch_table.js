// The answers as a table that can be sorted, and as a file for a spreadsheet.
const rows = [], body = element.querySelector("tbody");
let sortBy = "place", isFalling = false;

const inBoth = (pair) => Object.entries(pair ?? {}).map(([lang, textContent]) =>
  Object.assign(document.createElement("span"), { lang, textContent }));
const isChinese = () => document.documentElement.lang.startsWith("zh");
const textOf = (pair) => pair?.[isChinese() ? "zh" : "en"] ?? "";
const percent = (share) => share === undefined ? "" : `${(100 * share).toFixed(1)}%`;

const KEYS = {
  place: (row) => row.place, file: (row) => row.file.toLowerCase(),
  answer: (row) => textOf(row.error ?? row.answer), second: (row) => textOf(row.second),
  probability: (row) => row.probability ?? -1,
};

function compare(one, other) {
  const [a, b] = [one, other].map(KEYS[sortBy]);
  const order = typeof a === "string" ? a.localeCompare(b) : a - b;
  return (isFalling ? -order : order) || one.place - other.place;
}

function cell(...content) {
  const td = document.createElement("td");
  td.append(...content);
  return td;
}

function thumbnail(row) {
  row.url ??= URL.createObjectURL(row.picture);
  const image = Object.assign(new Image(), { src: row.url, alt: "", loading: "lazy" });
  image.addEventListener("error", () => image.remove());      // a file that is no picture
  return image;
}

function tableRow(row) {
  const tr = document.createElement("tr");
  tr.className = row.error ? "wrong" : "";
  const mark = row.error ? ["✗ ", ...inBoth(row.error)] : inBoth(row.answer);
  tr.append(cell(thumbnail(row)), cell(row.file), cell(...mark), cell(percent(row.probability)),
            cell(...inBoth(row.second)));
  return tr;
}

function showRows() {
  element.querySelector(".table").hidden = !rows.length;
  element.querySelector("[data-do=csv]").disabled = !rows.length;
  for (const th of element.querySelectorAll("th")) {
    if (th.dataset.sort === sortBy) th.setAttribute("aria-sort", isFalling ? "descending" : "ascending");
    else th.removeAttribute("aria-sort");
  }
  body.replaceChildren(...[...rows].sort(compare).map(tableRow));
}

// A spreadsheet would compute what begins like a formula.
const quoted = (value) => `"${String(value ?? "").replace(/^[=+\-@\t]/, "'$&").replaceAll('"', '""')}"`;

function writeTable() {
  const classes = Object.keys(rows.find(({ probs }) => probs)?.probs ?? {});
  const lines = [["file", "label", "probability", "error", ...classes]];
  for (const row of [...rows].sort(compare)) {
    lines.push([row.file, row.label, row.probability?.toFixed(4), textOf(row.error),
                ...classes.map((name) => row.probs?.[name]?.toFixed(4))]);
  }
  return "\ufeff" + lines.map((line) => line.map(quoted).join(",")).join("\r\n") + "\r\n";
}

element.querySelector("[data-do=csv]").addEventListener("click", () => {
  const url = URL.createObjectURL(new Blob([writeTable()], { type: "text/csv" }));
  Object.assign(document.createElement("a"), { href: url, download: "garments.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
});
element.querySelector("thead").addEventListener("click", (event) => {
  const column = event.target.closest("button")?.parentElement.dataset.sort;
  if (!column) return;
  isFalling = sortBy === column ? !isFalling : column === "probability";
  sortBy = column;
  showRows();
});
