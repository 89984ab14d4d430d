// The tools: pen, eraser, pen width, undo, redo, clear; a key for each.
const pen = { width: props.pen, erases: false };
const slider = element.querySelector("#pen-width");
const [least, most] = [Number(slider.min), Number(slider.max)];

const tools = {
  pen() { pen.erases = false; updateTools(); },
  eraser() { pen.erases = !pen.erases; updateTools(); },
  undo() { moveStep(done, undone); },
  redo() { moveStep(undone, done); },
  clear() {
    if (pointer !== null || !visibleSteps().length) return;
    addStep({ kind: "clear" });
    redraw();
    sendAndRelease();
  },
};

function moveStep(from, to) {
  if (pointer !== null || !from.length) return;
  to.push(from.pop());
  redraw();
  sendAndRelease();
}

function changeWidth(by) {
  pen.width = Math.min(most, Math.max(least, pen.width + by));
  slider.value = pen.width;
}

function updateTools() {
  const mark = (name, kind, value) => element.querySelector(`#${name}`).setAttribute(kind, value);
  mark("pen", "aria-pressed", !pen.erases);
  mark("eraser", "aria-pressed", pen.erases);
  mark("undo", "aria-disabled", !done.length);
  mark("redo", "aria-disabled", !undone.length);
  mark("clear", "aria-disabled", !visibleSteps().length);
  hint.hidden = !visibleSteps()[0]?.example;
}

const keys = {
  e: tools.eraser, p: tools.pen, "[": () => changeWidth(-3), "]": () => changeWidth(3),
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

element.addEventListener("click", (event) => {
  const sample = event.target.closest("[data-sample]");
  if (sample) addPictureAt(sample.querySelector("img").src);
});
element.addEventListener("click", (event) => tools[event.target.closest("[data-do]")?.dataset.do]?.());
slider.addEventListener("input", () => { pen.width = Number(slider.value); });
