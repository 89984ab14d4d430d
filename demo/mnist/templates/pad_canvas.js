// The paper: smooth anti-aliased strokes, sent as a 280×280 PNG while the pen moves.
const SIDE = 280, SHARP = 2;            // what is sent, and how much finer it is shown
const canvas = element.querySelector("canvas");
const paper = canvas.getContext("2d");
const sent = document.createElement("canvas");
const small = sent.getContext("2d");
sent.width = sent.height = SIDE;
paper.scale(SHARP, SHARP);

let done = [], undone = [];             // strokes, pictures and clearings, oldest first
let pointer = null;                     // the finger or pen that draws; a second one is ignored
let timer = null, pause = null;

function place(event) {                 // in the 280×280 pixels of the drawing
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * SIDE / box.width, (event.clientY - box.top) * SIDE / box.height];
}

function middle([x0, y0], [x1, y1]) {
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}

function curve({ width, white }, from, control, to) {
  paper.lineCap = paper.lineJoin = "round";
  paper.lineWidth = width;
  paper.strokeStyle = white ? "#fff" : "#000";
  paper.beginPath();
  paper.moveTo(...from);
  paper.quadraticCurveTo(...control, ...to);
  paper.stroke();
}

function begin(stroke) {                // of a line without any length nothing would be drawn
  const [x, y] = stroke.points[0];
  curve(stroke, [x, y], [x, y], [x + 0.01, y]);
}

function extend(stroke, n) {            // curves whose ends are middles have no corners
  const [before, last, point] = [stroke.points[Math.max(n - 2, 0)], stroke.points[n - 1], stroke.points[n]];
  curve(stroke, n > 1 ? middle(before, last) : before, last, middle(last, point));
}

function finish(stroke) {
  const [before, last] = stroke.points.slice(-2);
  if (last) curve(stroke, middle(before, last), last, last);
}

function onPaper() {                    // what nobody has cleared away
  return done.slice(done.findLastIndex((step) => step.kind === "clear") + 1);
}

function redraw() {
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, SIDE, SIDE);
  for (const step of onPaper()) {
    if (step.kind === "picture") paper.drawImage(step.image, 0, 0, SIDE, SIDE);
    if (step.kind !== "stroke") continue;
    begin(step);
    for (let n = 1; n < step.points.length; n++) extend(step, n);
    finish(step);
  }
}

function send() {
  clearTimeout(timer);
  timer = null;
  small.drawImage(canvas, 0, 0, SIDE, SIDE);
  props.value = onPaper().length ? sent.toDataURL("image/png") : null;
  trigger("input");
}

function rest(moment = 0) {             // the hand is still: time to send, and soon to ask why
  send();
  show();
  clearTimeout(pause);
  pause = setTimeout(release, moment);
}

function release() {
  pause = null;
  trigger("release");
}

// Whoever turns to another part of the page has finished, and what is asked there comes last.
for (const turn of ["pointerdown", "keydown"]) {
  addEventListener(turn, (event) => {
    if (pause === null || element.contains(event.target)) return;
    clearTimeout(pause);
    release();
  }, true);
}

function take(step) {                   // a new step ends what could have been redone
  done.push(step);
  undone = [];
}

canvas.addEventListener("pointerdown", (event) => {
  if (pointer !== null || event.button !== 0) return;
  event.preventDefault();
  pointer = event.pointerId;
  clearTimeout(pause);
  pause = null;
  canvas.setPointerCapture(pointer);
  canvas.focus({ preventScroll: true });
  take({ kind: "stroke", width: pen.width, white: pen.erases, points: [place(event)] });
  begin(done.at(-1));
  timer ??= setTimeout(send, props.beat);
});

canvas.addEventListener("pointermove", (event) => {
  if (event.pointerId !== pointer) return;
  const stroke = done.at(-1), events = event.getCoalescedEvents?.() ?? [];
  for (const each of events.length ? events : [event]) {
    stroke.points.push(place(each));
    extend(stroke, stroke.points.length - 1);
  }
  timer ??= setTimeout(send, props.beat);
});

for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, (event) => {
    if (event.pointerId !== pointer) return;
    finish(done.at(-1));
    pointer = null;
    rest(props.pause);      // the answer first; another stroke may follow
  });
}
