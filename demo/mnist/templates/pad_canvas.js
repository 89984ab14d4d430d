// The canvas: strokes that can be undone; send a 280×280 PNG while the pen moves.
const sent = document.createElement("canvas");
const small = sent.getContext("2d");
sent.width = sent.height = SIDE;

let done = [], undone = [];             // steps (strokes, pictures, clearings), oldest first
let pointer = null;                     // the pointer that draws; a second one is ignored
let timer = null, pause = null;
let sentValue = props.value || null;    // the value that the paper shows

function visibleSteps() {               // steps since the last clearing
  return done.slice(done.findLastIndex((step) => step.kind === "clear") + 1);
}

function redraw() {
  clearPaper();
  for (const step of visibleSteps()) {
    if (step.kind === "picture") paper.drawImage(step.image, 0, 0, SIDE, SIDE);
    if (step.kind === "stroke") drawStroke(step);
  }
}

function sendPicture() {
  clearTimeout(timer);
  timer = null;
  small.drawImage(canvas, 0, 0, SIDE, SIDE);
  props.value = sentValue = visibleSteps().length ? sent.toDataURL("image/png") : null;
  trigger("input");
}

function sendAndRelease(delay = 0) {    // at pen-up: send now, trigger `release` later
  sendPicture();
  updateTools();
  clearTimeout(pause);
  pause = setTimeout(release, delay);
}

function release() {
  pause = null;
  trigger("release");
}

// A click or key elsewhere on the page triggers a pending `release` at once, before its own event.
for (const kind of ["pointerdown", "keydown"]) {
  addEventListener(kind, (event) => {
    if (pause === null || element.contains(event.target)) return;
    clearTimeout(pause);
    release();
  }, true);
}

function addStep(step) {                // after a new step nothing can be redone
  if (visibleSteps()[0]?.example && step.kind !== "clear") done.push({ kind: "clear" });
  done.push(step);
  undone = [];
}

function startStroke(by, point) {       // `by`: the pointer, or the keys
  pointer = by;
  clearTimeout(pause);
  pause = null;
  addStep({ kind: "stroke", width: pen.width, white: pen.erases, points: [point] });
  redraw();
  timer ??= setTimeout(sendPicture, props.interval);
}

function continueStroke(points) {
  const stroke = done.at(-1);
  for (const point of points) {
    stroke.points.push(point);
    extendStroke(stroke, stroke.points.length - 1);
  }
  timer ??= setTimeout(sendPicture, props.interval);
}

canvas.addEventListener("pointerdown", (event) => {
  if (pointer !== null || event.button !== 0) return;
  event.preventDefault();
  startStroke(event.pointerId, position(event));
  updateTools();
  canvas.setPointerCapture(pointer);
  canvas.focus({ preventScroll: true });
});

canvas.addEventListener("pointermove", (event) => {
  if (event.pointerId !== pointer) return;
  const events = event.getCoalescedEvents?.() ?? [];
  continueStroke((events.length ? events : [event]).map(position));
});

for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, (event) => {
    if (event.pointerId !== pointer) return;
    finishStroke(done.at(-1));
    pointer = null;
    sendAndRelease(props.pause);        // the answer first; another stroke may follow
  });
}
