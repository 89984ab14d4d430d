// Lay out the columns as sheets that stand one behind another, and let a visitor turn them.
const UNIT = 4, GAP = 3, LARGE = 160;               // before scaling: pixels of a number, between two maps, of a photo
const SCORE = 150, MARGIN = 22;         // width of the scores; room for sizes below the sheets
const TURN_PER_PIXEL = 0.006, TURN_PER_KEY = 0.12, SWING_SECONDS = 0.9;
const FARTHEST = { yaw: 1.4, pitch: 1.2 };      // seen from its edge, a sheet shows nothing

const isNarrow = (width) => width < 700;
const firstTurn = (width) => isNarrow(width) ? { yaw: 0.45, pitch: -0.9 } : { yaw: 0.98, pitch: 0.34 };

function rowsOf(count) {                // of a grid without gaps, about as wide as it is high
  let rows = Math.floor(Math.sqrt(count));
  while (count % rows) rows--;
  return rows;
}

function sheetOf({ height, width, channels }, unit) {
  const one = height * width === 1 ? 2 : 1;             // a single number would be too small
  const tile = [one * unit * width + GAP, one * unit * height + GAP];
  const rows = rowsOf(channels), columns = channels / rows;
  const [length, breadth] = [columns * tile[0], rows * tile[1]];
  return { tile, gap: GAP, rows, columns, across: true, x: -length / 2, y: -breadth / 2, length, breadth };
}

// The affine map of a sheet at depth z; the sheets stay parallel, so no perspective is needed
function sheetMatrix({ yaw, pitch }, z) {
  const [sy, cy, sp, cp] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  return [cy, sp * sy, 0, cp, sy * z, -sp * cy * z];
}

function corners({ x, y, length, breadth, matrix: [a, b, c, d, e, f] }) {
  return [[x, y], [x + length, y], [x + length, y + breadth], [x, y + breadth]]
    .map(([left, top]) => [a * left + c * top + e, b * left + d * top + f]);
}

function fit(sheets, room) {            // scale and move all sheets into a box of the canvas
  const points = sheets.flatMap(corners), xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(room.width / (right - left), room.height / (bottom - top));
  const dx = room.x + (room.width - scale * (right - left)) / 2 - scale * left;
  const dy = (room.height - scale * (bottom - top)) / 2 - scale * top;
  return sheets.map((sheet) => {
    const [a, b, c, d, e, f] = sheet.matrix.map((number) => number * scale);
    return { ...sheet, matrix: [a, b, c, d, e + dx, f + dy] };
  });
}

export function layOutDepth(columns, width, turn) {
  const narrow = isNarrow(width), height = narrow ? 460 : 400;
  const apart = (narrow ? 620 : 900) / Math.max(1, columns.length - 1);
  const longest = Math.max(columns[0].height, columns[0].width), unit = Math.min(UNIT, LARGE / longest);
  const standing = columns.map((column, n) =>
    ({ ...sheetOf(column, unit), matrix: sheetMatrix(turn, n * apart) }));
  const room = narrow ? { x: 0, width, height } : { x: 0, width: width - SCORE - 90, height };
  const boxes = fit(standing, room);
  const scores = narrow ? { x: 0, y: height + MARGIN + 14, width, height: 130, across: false }
    : { x: width - SCORE, y: (height - 220) / 2, width: SCORE, height: 220, across: true };
  const edges = boxes.slice(1).flatMap((box, n) => {      // from corner to corner of the next sheet
    const [from, to] = [corners(boxes[n]), corners(box)];
    return from.map((corner, k) => [corner, to[k]]);
  });
  const order = boxes.map((_, n) => n), isBehind = Math.cos(turn.yaw) * Math.cos(turn.pitch) > 0;
  return { boxes, scores, edges, order: isBehind ? order.reverse() : order,
           height: narrow ? height + MARGIN + 144 : height + MARGIN };
}

const bounded = (angle, most) => Math.min(Math.max(angle, -most), most);

// `turned` is called with each new { yaw, pitch }; keys with Shift turn it as well
export function followTurning(canvas, isOn, turned) {
  let turn = null, held = null, moved = false;
  const set = (yaw, pitch) => {
    turn = { yaw: bounded(yaw, FARTHEST.yaw), pitch: bounded(pitch, FARTHEST.pitch) };
    turned(turn);
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (!isOn()) return;
    [held, moved] = [{ x: event.clientX, y: event.clientY, ...turn }, false];
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!held || !isOn()) return;
    const [right, down] = [event.clientX - held.x, event.clientY - held.y];
    moved ||= Math.hypot(right, down) > 4;
    if (!moved) return;
    event.stopImmediatePropagation();   // while it turns, nothing is pointed at
    if (!canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
    set(held.yaw - right * TURN_PER_PIXEL, held.pitch + down * TURN_PER_PIXEL);
  }, true);
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { held = null; });
  canvas.addEventListener("click", (event) => {         // the end of a turn is no click on a map
    if (moved && isOn()) event.stopImmediatePropagation();
    moved = false;
  }, true);
  canvas.addEventListener("keydown", (event) => {
    const [across, up] = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key] ?? [];
    if (across === undefined || !event.shiftKey || !isOn()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    set(turn.yaw + across * TURN_PER_KEY, turn.pitch + up * TURN_PER_KEY);
  }, true);
  return (width) => swing(firstTurn(width), set);
}

function swing(goal, set) {             // from the front to the first view, at once where motion is not wanted
  const start = performance.now(), still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const step = () => {
    const share = still ? 1 : Math.min(1, (performance.now() - start) / 1000 / SWING_SECONDS);
    const eased = 1 - (1 - share) ** 3;
    set(goal.yaw * (0.3 + 0.7 * eased), goal.pitch * (0.3 + 0.7 * eased));
    if (share < 1) requestAnimationFrame(step);
  };
  step();
}
