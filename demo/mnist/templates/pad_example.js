// The example: a digit that is drawn in when the page opens; the first step of a visitor clears it.
const DRAWING_IN = 600;                 // milliseconds
const hint = element.querySelector(".hint");

function drawExample(still) {
  const stroke = { kind: "stroke", width: pen.width, white: false, points: props.seven, example: true };
  done.push(stroke);
  if (still || matchMedia("(prefers-reduced-motion: reduce)").matches) return redraw();
  const start = performance.now();
  requestAnimationFrame(function drawFurther() {
    const share = (performance.now() - start) / DRAWING_IN;
    stroke.points = props.seven;        // whole, if it was cleared and is undone
    if (share >= 1 || done.at(-1) !== stroke) return redraw();
    stroke.points = props.seven.slice(0, Math.ceil(share * props.seven.length) || 1);
    redraw();
    requestAnimationFrame(drawFurther);
  });
}
