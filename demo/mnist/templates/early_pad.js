// needs: pad_paper.js
// The paper before the app is there: it takes the visitor's first strokes; pad.js continues them.
const query = new URLSearchParams(location.search);
if (query.has("lesson") || (query.get("show") ?? "digits") !== "digits") return element.remove();

const DRAWING_IN = 600;                 // milliseconds, for the example
const strokes = [], remembered = rememberedDrawing();
let pointer = null, penIsUp = () => {};

const strokeOf = (points) => ({ width: props.pen, white: false, points });

function drawExample(start = performance.now()) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const share = still ? 1 : Math.min((performance.now() - start) / DRAWING_IN, 1);
  if (strokes.length) return;
  drawStroke(strokeOf(props.seven.slice(0, Math.ceil(share * props.seven.length) || 1)));
  if (share < 1) requestAnimationFrame(() => drawExample(start));
}

async function showRemembered() {
  const image = Object.assign(new Image(), { src: remembered });
  await image.decode();
  paper.drawImage(image, 0, 0, SIDE, SIDE);
}

canvas.addEventListener("pointerdown", (event) => {
  if (pointer !== null || event.button !== 0) return;
  event.preventDefault();
  if (!strokes.length && !remembered) clearPaper();     // the example
  pointer = event.pointerId;
  canvas.setPointerCapture(pointer);
  strokes.push(strokeOf([position(event)]));
  beginStroke(strokes.at(-1));
});
canvas.addEventListener("pointermove", (event) => {
  if (event.pointerId !== pointer) return;
  const stroke = strokes.at(-1), events = event.getCoalescedEvents?.() ?? [];
  for (const each of events.length ? events : [event]) {
    stroke.points.push(position(each));
    extendStroke(stroke, stroke.points.length - 1);
  }
});
for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, (event) => {
    if (event.pointerId !== pointer) return;
    finishStroke(strokes.at(-1));
    pointer = null;
    penIsUp();
  });
}

clearPaper();
if (remembered) showRemembered();
else drawExample();
(window.ConvLens ??= {}).earlyPad = {
  async takeStrokes() {                 // when the pen is up; the paper goes
    if (pointer !== null) await new Promise((done) => { penIsUp = done; });
    element.remove();
    return strokes;
  },
};
