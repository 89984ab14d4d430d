// A drawing pad: smooth anti-aliased strokes, sent as a 280×280 PNG while the pen moves.
const SIDE = 280, SHARP = 2;            // what is sent, and how much finer it is shown
const canvas = element.querySelector("canvas");
const paper = canvas.getContext("2d");
const sent = document.createElement("canvas");
const small = sent.getContext("2d");
canvas.width = canvas.height = SIDE * SHARP;
sent.width = sent.height = SIDE;
paper.scale(SHARP, SHARP);

let pointer = null;                     // the finger or pen that draws; a second one is ignored
let last = null, middle = null;         // last point of the stroke, last middle between two points
let timer = null, changed = false, empty = true;

function blank() {
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, SIDE, SIDE);
  empty = true;
}

function place(event) {                 // in the 280×280 pixels of the drawing
  const box = canvas.getBoundingClientRect();
  return [(event.clientX - box.left) * SIDE / box.width, (event.clientY - box.top) * SIDE / box.height];
}

function stroke(from, control, to) {    // a curve whose ends are middles has no corners
  paper.lineCap = paper.lineJoin = "round";
  paper.lineWidth = props.pen;
  paper.strokeStyle = "#000";
  paper.beginPath();
  paper.moveTo(...from);
  paper.quadraticCurveTo(...control, ...to);
  paper.stroke();
  changed = true;
  empty = false;
}

function send() {
  timer = null;
  if (!changed) return;
  changed = false;
  small.drawImage(canvas, 0, 0, SIDE, SIDE);
  props.value = sent.toDataURL("image/png");    // which the page notices as a change
}

canvas.addEventListener("pointerdown", (event) => {
  if (pointer !== null || event.button !== 0) return;
  pointer = event.pointerId;
  canvas.setPointerCapture(event.pointerId);
  last = middle = place(event);
  stroke(last, last, [last[0] + 0.01, last[1]]);    // of a line without any length nothing is drawn
  timer ??= setTimeout(send, props.every);
  event.preventDefault();
  canvas.focus({ preventScroll: true });
});

canvas.addEventListener("pointermove", (event) => {
  if (event.pointerId !== pointer) return;
  const events = event.getCoalescedEvents?.() ?? [];
  for (const each of events.length ? events : [event]) {
    const point = place(each);
    const next = [(last[0] + point[0]) / 2, (last[1] + point[1]) / 2];
    stroke(middle, last, next);
    [last, middle] = [point, next];
  }
  timer ??= setTimeout(send, props.every);
});

for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, (event) => {
    if (event.pointerId !== pointer) return;
    stroke(middle, last, last);
    pointer = last = middle = null;
    clearTimeout(timer);
    send();
  });
}

canvas.addEventListener("keydown", (event) => {
  if (!["Delete", "Backspace", "Escape"].includes(event.key) || empty) return;
  event.preventDefault();
  props.value = null;
});

watch("value", () => { if (!props.value) blank(); });
blank();
