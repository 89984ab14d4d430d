// The paper: where a point of it is, smooth anti-aliased strokes, the drawing of before a reload.
const SIDE = 280, SCALE = 2;            // pixels of the picture; canvas pixels for each of them
const canvas = element.querySelector("canvas");
const paper = canvas.getContext("2d");
paper.scale(SCALE, SCALE);

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

function drawStroke(stroke) {
  beginStroke(stroke);
  for (let n = 1; n < stroke.points.length; n++) extendStroke(stroke, n);
  finishStroke(stroke);
}

function clearPaper() {
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, SIDE, SIDE);
}

function rememberedDrawing() {          // in a frame the storage may be closed
  try { return sessionStorage.getItem(props.memory); } catch { return null; }
}
