// Mark the garment with a box: drag one on the photo, tap the garment, or use the arrow keys.
const overlay = element.querySelector(".overlay"), shownBox = element.querySelector(".box");
const STEP = 0.02, TAPPED = 0.45, LEAST = 0.06;     // in parts of the photo
const PAUSE = 500;                      // milliseconds from the last key to the next answer
let from = null, draft = null, resting = null;

const photoArea = () => document.querySelector("#garment-photo svg image")?.getBoundingClientRect();
const clamp = (value, low = 0, high = 1) => Math.min(Math.max(value, low), high);

function placeBox(box) {
  const area = photoArea(), own = overlay.getBoundingClientRect();
  element.querySelector("[data-do=again]").hidden = !box;
  shownBox.hidden = !box || !area;
  if (shownBox.hidden) return;
  const [left, top, right, bottom] = box, px = (value) => `${value}px`;
  Object.assign(shownBox.style, {
    left: px(area.left - own.left + left * area.width), width: px((right - left) * area.width),
    top: px(area.top - own.top + top * area.height), height: px((bottom - top) * area.height),
  });
}

function setMarking(on) {
  overlay.classList.toggle("marking", on);
  element.querySelector("[data-do=mark]").setAttribute("aria-pressed", on);
  if (!on) return;
  draft = currentBox();
  placeBox(draft);
  overlay.focus({ preventScroll: true });
}

function currentBox() {                 // the visitor's, else the one around the outline
  const found = document.querySelector("#garment-photo svg")?.dataset.box.split(" ").map(Number);
  return props.value?.box ?? found ?? [0.2, 0.2, 0.8, 0.8];
}

function pointAt({ clientX, clientY }) {
  const area = photoArea();
  return area && [clamp((clientX - area.left) / area.width), clamp((clientY - area.top) / area.height)];
}

function boxBetween([x0, y0], [x1, y1]) {
  return [Math.min(x0, x1), Math.min(y0, y1), Math.max(x0, x1), Math.max(y0, y1)];
}

function boxAround([x, y]) {
  const [left, top] = [x, y].map((place) => clamp(place - TAPPED / 2, 0, 1 - TAPPED));
  return [left, top, left + TAPPED, top + TAPPED];
}

const isLarge = ([left, top, right, bottom]) => right - left >= LEAST && bottom - top >= LEAST;

overlay.addEventListener("pointerdown", (event) => {
  if (event.button || !event.isPrimary || !(from = pointAt(event))) return;
  draft = null;
  if (event.pointerType === "mouse" || overlay.classList.contains("marking")) overlay.setPointerCapture(event.pointerId);
});
overlay.addEventListener("pointermove", (event) => {
  if (!from || !overlay.hasPointerCapture(event.pointerId)) return;
  draft = boxBetween(from, pointAt(event));
  placeBox(draft);
});
overlay.addEventListener("pointerup", (event) => {
  if (!from) return;
  const box = draft && isLarge(draft) ? draft : boxAround(pointAt(event));
  from = draft = null;
  send({ box });
});
overlay.addEventListener("pointercancel", () => {    // the finger scrolls
  from = draft = null;
  placeBox(props.value?.box);
});

const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

function moveBox([left, top, right, bottom], [across, down], isResizing) {
  if (isResizing) return [left, top, clamp(right + across, left + LEAST), clamp(bottom + down, top + LEAST)];
  const x = clamp(across, -left, 1 - right), y = clamp(down, -top, 1 - bottom);
  return [left + x, top + y, right + x, bottom + y];
}

overlay.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    clearTimeout(resting);
    setMarking(false);
    return send({ box: null });
  }
  if (event.key !== "Enter" && !MOVES[event.key]) return;
  event.preventDefault();
  draft = moveBox(draft ?? currentBox(), MOVES[event.key] ?? [0, 0], event.shiftKey);
  placeBox(draft);
  clearTimeout(resting);
  resting = setTimeout(() => send({ box: draft }), event.key === "Enter" ? 0 : PAUSE);
});
new ResizeObserver(() => placeBox(draft ?? props.value?.box)).observe(overlay);
