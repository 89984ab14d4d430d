// The file's parts, the bytes around the chosen one, what they mean, and the results of the checks.
const HEADER_LENGTH = 8, COLUMNS = 16;
const MOVES = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };
const PARTS = [
  { name: "length", kind: "length", first: 0, end: HEADER_LENGTH },
  { name: "header", kind: "header", first: HEADER_LENGTH, end: props.checkpoint.start },
  ...props.checkpoint.tensors.map((tensor, n) => ({ ...tensor, kind: n % 2 ? "data odd" : "data" })),
];

const formatCount = (number) => number.toLocaleString("en");

function namePart() {                   // the first two have names in the page's language
  for (const [n, key] of ["space_length", "space_header"].entries()) {
    query("[name=part]").options[n].textContent = word(key);
  }
}

function drawWhole() {                  // the whole file to scale, and a mark where we are
  query(".whole").replaceChildren(...PARTS.map(({ kind, first, end }) => {
    const piece = document.createElement("span");
    piece.className = kind;
    piece.style.flexGrow = end - first;
    return piece;
  }), document.createElement("b"));
}

function drawBytes({ bytes, first }, place, damage) {
  const values = bytes.match(/../g);
  const rows = Array.from({ length: Math.ceil(values.length / COLUMNS) },
    (_, row) => values.slice(row * COLUMNS, (row + 1) * COLUMNS));
  ConvLens.numbers.fillGrid(query(".bytes"), rows, (cell, hex, row, column) => {
    const here = first + row * COLUMNS + column, code = parseInt(hex, 16);
    cell.className = partOf(here).kind;
    cell.classList.toggle("now", here === place);
    cell.classList.toggle("changed", here === place && damage === "bit");
    cell.classList.toggle("gone", here >= place && damage === "cut");
    const sign = code > 32 && code < 127 ? String.fromCharCode(code) : "·";
    cell.textContent = hex;
    cell.dataset.sign = sign;           // below it, by the style sheet: it is no word of the page
  });
  query(".whole b").style.left = `${100 * place / props.checkpoint.size}%`;
}

function showMeaning({ part, name, dtype, before, after, bytes, first }, place, bit, damage) {
  const byte = parseInt(bytes.substr(2 * (place - first), 2), 16);
  const bits = byte.toString(2).padStart(8, "0"), at = 7 - bit;
  query(".total").textContent = word("space_total", { size: formatCount(props.checkpoint.size) });
  query(".where").textContent = word(`space_where_${part}`, { place: formatCount(place), name, dtype });
  query(".bits").innerHTML = `0x${byte.toString(16).padStart(2, "0")} = ${bits.slice(0, at)}<b>${bits[at]}</b>${bits.slice(at + 1)}`;
  const [old, now] = [before, after].map((text) => text.replace(/^-/, "−"));
  query(".value").textContent = damage === "bit" ? `${old} → ${now}` : old;
}

function showChecks(results) {          // ✓, ✗, or – if nothing could be read
  query(".checks tbody").replaceChildren(...results.map(({ name, passed, found }) => {
    const row = document.createElement("tr"), mark = passed ? "right" : passed === false ? "wrong" : "";
    row.className = mark;
    row.appendChild(document.createElement("th")).textContent = word(`space_check_${name}`);
    const cell = row.appendChild(document.createElement("td"));
    cell.appendChild(document.createElement("b")).textContent = { right: "✓ ", wrong: "✗ " }[mark] ?? "– ";
    const text = passed && name !== "sha256" ? word(`space_found_${name}`, { found }) : found;
    cell.appendChild(document.createElement(passed ? "span" : "code")).textContent = text;
    return row;
  }));
}
