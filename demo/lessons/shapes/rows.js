// One layer as a row: what may be set in it, and beside it what PyTorch says of it.
const RARE = ["dilation", "groups", "bias", "ceil_mode"];   // shown on demand
const opened = new WeakSet();           // layers whose rare fields are shown

function make(tag, name, text = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  if (tag === "button") made.type = "button";
  return made;
}

function tool(name, sign, key, action) {
  const made = make("button", name, sign);
  made.setAttribute("aria-label", word(key));
  made.title = word(key);
  made.addEventListener("click", action);
  return made;
}

function option(kind) {
  const made = make("option", "", `${kind} · ${word(props.kinds[kind])}`);
  made.value = kind;
  return made;
}

function entry(text, name, value, [least, most], change) {      // a number with its name
  const label = make("label", "field", text);
  const input = label.appendChild(document.createElement("input"));
  const tick = props.yes_or_no.includes(name);
  Object.assign(input, tick ? { type: "checkbox", checked: value } : {
    type: "number", min: least, max: most, step: name === "p" ? 0.05 : 1, value,
    inputMode: name === "p" ? "decimal" : "numeric",
  });
  if (name === "in_features" && !value) input.value = "";
  input.dataset.field = name;
  input.addEventListener("input", () => {
    if (input.value === "" && name !== "in_features") return;    // still typing
    change(tick ? input.checked : Number(input.value));
    ask();
  });
  return label;
}

function fieldOf(layer, name) {
  const [least, most, start] = props.fields[layer.kind][name];
  const change = (value) => { layer[name] = value; };
  return entry(word(`shapes_${name}`), name, layer[name] ?? start, [least, most], change);
}

function rowOf(layer, k) {
  const row = make("li", "layer");
  const head = row.appendChild(make("div", "head"));
  const select = head.appendChild(make("select", "kind"));
  select.append(...Object.keys(props.fields).map(option));
  select.value = layer.kind;
  select.setAttribute("aria-label", `${word("shapes_kind")} ${k + 1}`);
  select.addEventListener("change", () => change(k, { kind: select.value }, "select.kind"));
  head.append(fieldsOf(layer, k), make("output", "shape"));
  const tools = head.appendChild(make("span", "tools"));
  tools.append(
    tool("up", "↑", "shapes_up", () => move(k, k - 1, ".up")),
    tool("down", "↓", "shapes_down", () => move(k, k + 1, ".down")),
    tool("away", "×", "shapes_away", () => remove(k)),
  );
  tools.querySelector(".up").disabled = k === 0;
  tools.querySelector(".down").disabled = k === network.layers.length - 1;
  row.append(make("div", "sums"), make("div", "trouble"));
  return row;
}

function fieldsOf(layer, k) {
  const fields = make("div", "fields");
  const names = Object.keys(props.fields[layer.kind]);
  const standing = (name) => (layer[name] ?? "as new") == (props.fields[layer.kind][name][2]);
  const hidden = names.filter((name) => RARE.includes(name) && !opened.has(layer)
    && (layer[name] === undefined || standing(name)));
  fields.append(...names.filter((name) => !hidden.includes(name)).map((n) => fieldOf(layer, n)));
  if (hidden.length) {
    fields.append(tool("more", "…", "shapes_more", () => {
      opened.add(layer);
      rebuild(k, `[data-field=${hidden[0]}]`);
    }));
  }
  return fields;
}

function fill(row, told, k) {
  const trouble = answer.trouble?.row === k ? answer.trouble : null;
  row.classList.toggle("broken", Boolean(trouble));
  row.querySelector(".shape").textContent = told?.shape ? `→ ${told.shape}` : trouble ? "✗" : "";
  const sums = [...(told?.sizes ?? []), told?.weights].filter(Boolean).map((sum) => make("code", "", sum));
  if (told?.note) sums.push(make("span", "note", word(told.note)));
  row.querySelector(".sums").replaceChildren(...sums);
  const input = row.querySelector("[data-field=in_features]");
  if (input) input.placeholder = told?.found ?? "?";
  row.querySelector(".trouble").replaceChildren(...(trouble ? explain(trouble) : []));
}

function explain(trouble) {
  const mend = make("button", "mend", word("shapes_mend"));
  mend.addEventListener("click", () => take(trouble.mended, "select.kind"));
  return [make("code", "error", trouble.error), make("p", "", word(trouble.key, trouble.values)), mend];
}
