// One layer as a row: its settings, and beside them PyTorch's results.
const RARE = ["dilation", "groups", "bias", "ceil_mode"];       // shown only on request
const expandedLayers = new WeakSet();   // layers whose rare settings are shown

function createElement(tag, name, text = "") {
  const made = document.createElement(tag);
  made.className = name;
  made.textContent = text;
  if (tag === "button") made.type = "button";
  return made;
}

function toolButton(name, sign, key, action) {
  const made = createElement("button", name, sign);
  made.setAttribute("aria-label", word(key));
  made.title = word(key);
  made.addEventListener("click", action);
  return made;
}

function kindOption(kind) {
  const made = createElement("option", "", `${kind} · ${word(props.kinds[kind])}`);
  made.value = kind;
  return made;
}

function numberField(text, name, value, [least, most], change) {        // a labelled number or tick
  const label = createElement("label", "field", text);
  const input = label.appendChild(document.createElement("input"));
  const tick = props.boolean_fields.includes(name);
  Object.assign(input, tick ? { type: "checkbox", checked: value } : {
    type: "number", min: least, max: most, step: name === "p" ? 0.05 : 1, value,
    inputMode: name === "p" ? "decimal" : "numeric",
  });
  if (name === "in_features" && !value) input.value = "";
  input.dataset.field = name;
  input.addEventListener("input", () => {
    if (input.value === "" && name !== "in_features") return;   // still typing
    change(tick ? input.checked : Number(input.value));
    requestDescription();
  });
  return label;
}

function settingField(layer, name) {
  const [least, most, start] = props.fields[layer.kind][name];
  const change = (value) => { layer[name] = value; };
  const field = numberField(word(`shapes_${name}`), name, layer[name] ?? start, [least, most], change);
  if (name === "padding" && props.same_kinds.includes(layer.kind)) addSame(field, layer);
  return field;
}

function addSame(field, layer) {        // "same" instead of a number
  const [input] = field.children, same = document.createElement("label"), tick = document.createElement("input");
  const show = () => { input.disabled = tick.checked; if (tick.checked) input.value = ""; };
  Object.assign(tick, { type: "checkbox", checked: layer.padding === "same" });
  tick.dataset.field = "same";
  tick.addEventListener("change", () => {
    layer.padding = tick.checked ? "same" : 0;
    input.value = 0;
    show();
    requestDescription();
  });
  same.className = "same";
  same.append(tick, "same");
  const pair = document.createElement("span");
  pair.append(input, same);
  field.append(pair);
  show();
}

function layerRow(layer, k) {
  const row = createElement("li", "layer");
  const head = row.appendChild(createElement("div", "head"));
  const select = head.appendChild(createElement("select", "kind"));
  select.append(...Object.keys(props.fields).map(kindOption));
  select.value = layer.kind;
  select.setAttribute("aria-label", `${word("shapes_kind")} ${k + 1}`);
  select.addEventListener("change", () => replaceLayer(k, { kind: select.value }, "select.kind"));
  head.append(layerFields(layer, k), createElement("output", "shape"));
  const tools = head.appendChild(createElement("span", "tools"));
  tools.append(
    toolButton("up", "↑", "shapes_up", () => moveLayer(k, k - 1, ".up")),
    toolButton("down", "↓", "shapes_down", () => moveLayer(k, k + 1, ".down")),
    toolButton("away", "×", "shapes_away", () => removeLayer(k)),
  );
  tools.querySelector(".up").disabled = k === 0;
  tools.querySelector(".down").disabled = k === network.layers.length - 1;
  row.append(createElement("div", "sums"), createElement("div", "trouble"));
  return row;
}

function layerFields(layer, k) {
  const fields = createElement("div", "fields");
  const names = Object.keys(props.fields[layer.kind]);
  const isDefault = (name) => (layer[name] ?? "as new") == (props.fields[layer.kind][name][2]);
  const hidden = names.filter((name) => RARE.includes(name) && !expandedLayers.has(layer)
    && (layer[name] === undefined || isDefault(name)));
  fields.append(...names.filter((name) => !hidden.includes(name)).map((n) => settingField(layer, n)));
  if (hidden.length) {
    fields.append(toolButton("more", "…", "shapes_more", () => {
      expandedLayers.add(layer);
      rebuild(k, `[data-field=${hidden[0]}]`);
    }));
  }
  return fields;
}

function fillRow(row, result, k) {
  const trouble = answer.trouble?.row === k ? answer.trouble : null;
  row.classList.toggle("broken", Boolean(trouble));
  row.querySelector(".shape").textContent = result?.shape ? `→ ${result.shape}` : trouble ? "✗" : "";
  const sums = [...(result?.sizes ?? []), result?.weights].filter(Boolean).map((sum) => createElement("code", "", sum));
  if (result?.note) sums.push(createElement("span", "note", word(result.note)));
  row.querySelector(".sums").replaceChildren(...sums);
  const input = row.querySelector("[data-field=in_features]");
  if (input) input.placeholder = result?.found ?? "?";
  row.querySelector(".trouble").replaceChildren(...(trouble ? errorParts(trouble) : []));
}

function errorParts(trouble) {
  const fix = createElement("button", "mend", word("shapes_mend"));
  fix.addEventListener("click", () => useNetwork(trouble.fixed, "select.kind"));
  const sentence = ({ key, values }) => word(key, values);
  const further = createElement("ul", "further"), { length } = trouble.further;
  further.append(...trouble.further.map((advice) => createElement("li", "", sentence(advice))));
  const more = length ? [createElement("p", "", word("shapes_further", { n: length })), further] : [];
  return [createElement("code", "error", trouble.error), createElement("p", "", sentence(trouble)), ...more, fix];
}
