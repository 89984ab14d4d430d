// What lies beside the paper: pen and eraser, its width, a way back and forth; keys for each.
const pen = { width: props.pen, erases: false };
const slider = element.querySelector("#pen-width");
const [least, most] = [Number(slider.min), Number(slider.max)];

const tools = {
  pen() { pen.erases = false; show(); },
  eraser() { pen.erases = !pen.erases; show(); },
  undo() { step(done, undone); },
  redo() { step(undone, done); },
  clear() {
    if (pointer !== null || !onPaper().length) return;
    take({ kind: "clear" });
    redraw();
    rest();
  },
};

function step(from, to) {
  if (pointer !== null || !from.length) return;
  to.push(from.pop());
  redraw();
  rest();
}

function widen(by) {
  pen.width = Math.min(most, Math.max(least, pen.width + by));
  slider.value = pen.width;
}

function show() {
  const mark = (name, kind, value) => element.querySelector(`#${name}`).setAttribute(kind, value);
  mark("pen", "aria-pressed", !pen.erases);
  mark("eraser", "aria-pressed", pen.erases);
  mark("undo", "aria-disabled", !done.length);
  mark("redo", "aria-disabled", !undone.length);
  mark("clear", "aria-disabled", !onPaper().length);
}

const keys = {
  e: tools.eraser, p: tools.pen, "[": () => widen(-3), "]": () => widen(3),
  Delete: tools.clear, Backspace: tools.clear, Escape: tools.clear,
};

element.addEventListener("keydown", (event) => {
  const control = event.ctrlKey || event.metaKey, letter = event.key.toLowerCase();
  let action = control || event.altKey ? null : keys[event.key] ?? keys[letter];
  if (control && letter === "z") action = event.shiftKey ? tools.redo : tools.undo;
  if (control && letter === "y") action = tools.redo;
  if (!action) return;
  event.preventDefault();
  action();
});

element.addEventListener("click", (event) => tools[event.target.closest("[data-do]")?.dataset.do]?.());
slider.addEventListener("input", () => { pen.width = Number(slider.value); });
