// How an answer is given: a number, a choice, marked places, a kernel of signs. What is given goes
// into `given`, by the name of the part; `changed` is told.

function made(tag, name, ...children) {
  const place = document.createElement(tag);
  place.className = name;
  place.append(...children);
  return place;
}

const PARTS = {
  number({ name }, given, changed, label) {
    const input = made("input", "");
    Object.assign(input, { type: "text", inputMode: "text", value: given[name] ?? "", name });
    input.addEventListener("input", () => { given[name] = input.value; changed(); });
    return made("label", "number", made("span", "", label), input);
  },

  choice({ name, options, code, numbered }, given, changed, label) {
    const radios = options.map((text, n) => {
      const radio = Object.assign(made("input", ""), { type: "radio", name, value: n, checked: given[name] === n });
      radio.addEventListener("change", () => { given[name] = n; changed(); });
      return made("label", "", radio, made(code ? "code" : "span", "", code ? text : word(text)));
    });
    return made("fieldset", `choice ${numbered ? "program" : ""}`, made("legend", "", label), ...radios);
  },

  marks({ name, values }, given, changed, label) {      // at first none, which is an answer too
    given[name] ??= [];
    const shown = (button, _, place) => {
      const on = given[name].includes(place);
      button.setAttribute("aria-pressed", on);
      button.classList.toggle("marked", on);
    };
    return buttons(label, values, shown, (place) => {
      const others = given[name].filter((n) => n !== place);
      given[name] = others.length < given[name].length ? others : [...others, place].sort((a, b) => a - b);
      changed();
    });
  },

  signs({ name }, given, changed, label) {              // 0, 1, −1, and 0 again
    given[name] ??= places(3, 3, () => 0);
    const shown = (button, _, place) => {
      const value = given[name].flat()[place];
      signed(button, value, 1);
      button.textContent = value;
      button.setAttribute("aria-label", word("homework_weight",
        { row: Math.floor(place / 3) + 1, column: place % 3 + 1, value }));
    };
    return buttons(label, given[name], shown, (place) => {
      const row = given[name][Math.floor(place / 3)];
      row[place % 3] = { 0: 1, 1: -1, [-1]: 0 }[row[place % 3]];
      changed();
    });
  },
};

function buttons(label, values, shown, pressed) {       // a grid of them; arrow keys move, too
  const place = made("div", "grid pressed"), columns = values[0].length;
  place.style.setProperty("--columns", columns);
  place.append(...values.flat().map((value, n) => {
    const button = made("button", "", String(value));
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
  return made("fieldset", "buttons", made("legend", "", label), place);
}
