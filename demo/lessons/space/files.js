// The checkpoint's files and their sizes, the tensors that the header lists, and the other texts.
function fillTable(selector, rows) {
  query(`${selector} tbody`).replaceChildren(...rows.map((texts) => {
    const row = document.createElement("tr");
    for (const text of texts) row.appendChild(document.createElement("td")).textContent = text;
    return row;
  }));
}

const sizeText = (size) => size === null ? "–" : formatCount(size);

function showFiles() {
  const { files, tensors, start, size, config, card, space, commit } = props.checkpoint;
  fillTable(".files", files.map(([name, here, there]) => [name, sizeText(here), sizeText(there)]));
  fillTable(".tensors", [
    ...tensors.map(({ name, shape, dtype, first, end }) =>
      [name, `[${shape.join(", ")}]`, dtype, formatCount(end - first), `${first}…${end - 1}`]),
    [word("space_sum"), "", "", formatCount(size - start), `${start}…${size - 1}`],
  ]);
  query(".listed").textContent = word("space_listed", { count: tensors.length });
  query(".sum").innerHTML = `${HEADER_LENGTH} + ${formatCount(start - HEADER_LENGTH)} + `
    + `${formatCount(size - start)} = <b>${formatCount(size)}</b>`;
  const [, here, there] = files.find(([name]) => name === "model.safetensors");
  query(".push-text").textContent = word("space_push_text", { more: there - here });
  query(".pinned").textContent = `OWNER/convlens-mnist@v1 → OWNER/convlens-mnist@${commit}`;
  for (const [place, text] of [["config", config], ["card", card], ["readme", space]]) {
    query(`pre.${place}`).textContent = text;
  }
}
