// The canvas: draw smooth anti-aliased strokes, and send a 280×280 PNG while the pen moves.
const SIDE = 280, SCALE = 2;            // pixels of the picture; canvas pixels for each of them
const canvas = element.querySelector("canvas");
const paper = canvas.getContext("2d");
const sent = document.createElement("canvas");
const small = sent.getContext("2d");
sent.width = sent.height = SIDE;
paper.scale(SCALE, SCALE);

let done = [], undone = [];             // steps (strokes, pictures, clearings), oldest first
let pointer = null;                     // the pointer that draws; a second one is ignored
let timer = null, pause = null;
let sentValue = props.value || null;    // the value that the paper shows

function position(event) {              // in pixels of the 280×280 drawing
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * SIDE / box.width, (event.clientY - box.top) * SIDE / box.height];
}

function midpoint([x0, y0], [x1, y1]) {
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}

function drawCurve({ width, white }, from, control, to) {
  paper.lineCap = paper.lineJoin = "round";
  paper.lineWidth = width;
  paper.strokeStyle = white ? "#fff" : "#000";
  paper.beginPath();
  paper.moveTo(...from);
  paper.quadraticCurveTo(...control, ...to);
  paper.stroke();
}

function beginStroke(stroke) {          // a line without length would not be drawn
  const [x, y] = stroke.points[0];
  drawCurve(stroke, [x, y], [x, y], [x + 0.01, y]);
}

function extendStroke(stroke, n) {      // curves that meet at midpoints have no corners
  const [before, last, point] = [stroke.points[Math.max(n - 2, 0)], stroke.points[n - 1], stroke.points[n]];
  drawCurve(stroke, n > 1 ? midpoint(before, last) : before, last, midpoint(last, point));
}

function finishStroke(stroke) {
  const [before, last] = stroke.points.slice(-2);
  if (last) drawCurve(stroke, midpoint(before, last), last, last);
}

function visibleSteps() {               // steps since the last clearing
  return done.slice(done.findLastIndex((step) => step.kind === "clear") + 1);
}

function redraw() {
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, SIDE, SIDE);
  for (const step of visibleSteps()) {
    if (step.kind === "picture") paper.drawImage(step.image, 0, 0, SIDE, SIDE);
    if (step.kind !== "stroke") continue;
    beginStroke(step);
    for (let n = 1; n < step.points.length; n++) extendStroke(step, n);
    finishStroke(step);
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
