// Inputs for an answer: a number, a choice, marked cells, a kernel of signs. Each writes into `given`
// under its part's name and then calls `changed`.

function createElement(tag, name, ...children) {
  const place = document.createElement(tag);
  place.className = name;
  place.append(...children);
  return place;
}

const PARTS = {
  number({ name }, given, changed, label) {
    const input = createElement("input", "");
    Object.assign(input, { type: "text", inputMode: "text", value: given[name] ?? "", name });
    input.addEventListener("input", () => { given[name] = input.value; changed(); });
    return createElement("label", "number", createElement("span", "", label), input);
  },

  choice({ name, options, code, numbered }, given, changed, label) {
    const radios = options.map((text, n) => {
      const radio = Object.assign(createElement("input", ""), { type: "radio", name, value: n, checked: given[name] === n });
      radio.addEventListener("change", () => { given[name] = n; changed(); });
      return createElement("label", "", radio, createElement(code ? "code" : "span", "", code ? text : word(text)));
    });
    return createElement("fieldset", `choice ${numbered ? "program" : ""}`, createElement("legend", "", label), ...radios);
  },

  marks({ name, values }, given, changed, label) {      // none at first, which is an answer too
    given[name] ??= [];
    const shown = (button, _, place) => {
      const on = given[name].includes(place);
      button.setAttribute("aria-pressed", on);
      button.classList.toggle("marked", on);
    };
    return buttonGrid(label, values, shown, (place) => {
      const others = given[name].filter((n) => n !== place);
      given[name] = others.length < given[name].length ? others : [...others, place].sort((a, b) => a - b);
      changed();
    });
  },

  signs({ name }, given, changed, label) {      // 0, 1, −1, then 0 again
    given[name] ??= makePlane(3, 3, () => 0);
    const shown = (button, _, place) => {
      const value = given[name].flat()[place];
      paintSigned(button, value, 1);
      button.textContent = formatNumber(value);
      button.setAttribute("aria-label", word("homework_weight",
        { row: Math.floor(place / 3) + 1, column: place % 3 + 1, value }));
    };
    return buttonGrid(label, given[name], shown, (place) => {
      const row = given[name][Math.floor(place / 3)];
      row[place % 3] = { 0: 1, 1: -1, [-1]: 0 }[row[place % 3]];
      changed();
    });
  },
};

function buttonGrid(label, values, shown, pressed) {    // arrow keys move the focus
  const place = createElement("div", "grid pressed"), columns = values[0].length;
  place.style.setProperty("--columns", columns);
  place.append(...values.flat().map((value, n) => {
    const button = createElement("button", "", String(value));
    button.type = "button";
    shown(button, value, n);
    button.addEventListener("click", () => { pressed(n); shown(button, value, n); });
    return button;
  }));
  place.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
    const next = place.children[[...place.children].indexOf(event.target) + step];
    if (!step || !next) return;
    event.preventDefault();
    next.focus();
  });
  return createElement("fieldset", "buttons", createElement("legend", "", label), place);
}
