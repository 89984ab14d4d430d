// needs: words.js
// Pictures as points in space, turned by dragging, by the arrow keys or by a timer.
const canvas = element.querySelector("canvas"), pen = canvas.getContext("2d");
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const EYE = 2.6, MARGIN = 16;           // its distance from the middle; half a picture, in pixels
const state = { cloud: "features", look: "thumbnails", alone: null, yaw: 0.6, pitch: 0.35, zoom: 1, turning: !still, here: null };
const sheet = new Image();
let pending = 0, placed = [];           // a requested frame; the drawn points, back to front

function project() {
  const { yaw, pitch, zoom } = state, { width, height } = canvas.getBoundingClientRect();
  const points = props.value.clouds[state.cloud];
  // A point at this radius looks farthest from the middle when it is turned to the side.
  const radius = Math.max(...points.map((point) => Math.hypot(...point)));
  const farthest = (EYE * radius) / Math.sqrt(EYE ** 2 - radius ** 2);
  const unit = (zoom * (Math.min(width, height) / 2 - MARGIN)) / farthest;     // all of it fits
  return points.map(([x, y, z], n) => {
    const [a, b] = [x * Math.cos(yaw) + z * Math.sin(yaw), z * Math.cos(yaw) - x * Math.sin(yaw)];
    const [up, deep] = [y * Math.cos(pitch) - b * Math.sin(pitch), b * Math.cos(pitch) + y * Math.sin(pitch)];
    const near = EYE / (EYE + deep);    // a point behind the middle is drawn smaller
    return { n, x: width / 2 + a * near * unit, y: height / 2 - up * near * unit, near, deep };
  }).sort((one, other) => other.deep - one.deep);
}

function dot({ n, x, y, near }, colour) {        // the symbol of its class
  pen.fillStyle = colour;
  pen.font = `${14 * near * Math.sqrt(state.zoom)}px system-ui, sans-serif`;
  pen.fillText(props.value.symbols[props.value.labels[n]], x, y);
}

function thumbnail({ n, x, y, near }, colour) {
  const { side, columns } = props.value, size = 24 * near * Math.sqrt(state.zoom);
  pen.fillStyle = colour;
  pen.fillRect(x - size / 2 - 2, y - size / 2 - 2, size + 4, size + 4);
  pen.drawImage(sheet, (n % columns) * side, Math.floor(n / columns) * side, side, side, x - size / 2, y - size / 2, size, size);
}

function draw() {
  pending = 0;
  const { width, height } = canvas.getBoundingClientRect(), sharp = devicePixelRatio || 1;
  if (!width || !props.value?.clouds) return;
  if (canvas.width !== Math.round(width * sharp)) canvas.width = Math.round(width * sharp);
  if (canvas.height !== Math.round(height * sharp)) canvas.height = Math.round(height * sharp);
  pen.setTransform(sharp, 0, 0, sharp, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.imageSmoothingEnabled = false;
  Object.assign(pen, { textAlign: "center", textBaseline: "middle" });
  const colours = [...element.querySelectorAll(".legend i")].map((sign) => getComputedStyle(sign).color);
  placed = project();
  const drawn = state.look === "dots" || !sheet.complete ? dot : thumbnail;
  for (const point of placed) {
    const label = props.value.labels[point.n];
    pen.globalAlpha = state.alone === null || state.alone === label ? Math.min(1, 0.35 + 0.65 * point.near) : 0.08;
    drawn(point, colours[label]);
  }
  pen.globalAlpha = 1;
  const chosen = placed.find((point) => point.n === state.here);
  if (chosen) {
    pen.strokeStyle = getComputedStyle(canvas).color;
    pen.lineWidth = 2;
    pen.strokeRect(chosen.x - 17 * chosen.near, chosen.y - 17 * chosen.near, 34 * chosen.near, 34 * chosen.near);
  }
  canvas.dataset.yaw = state.yaw.toFixed(3);
  canvas.dataset.pitch = state.pitch.toFixed(3);
}

function requestDraw() {
  pending ||= requestAnimationFrame(draw);
}

let before = 0;
function rotate(now) {                  // draws nothing while the tab is hidden
  if (state.turning && canvas.offsetParent && !document.hidden) {
    state.yaw += Math.min(now - before, 50) * 0.0003;
    draw();
  }
  before = now;
  if (canvas.isConnected) requestAnimationFrame(rotate);
}

function showBoth(place, pair) {
  place.replaceChildren();
  appendBoth(place, pair);
}

function updateControls() {
  for (const group of element.querySelectorAll("[data-what]")) {
    for (const button of group.children) button.setAttribute("aria-pressed", state[group.dataset.what] === button.dataset.set);
  }
  element.querySelector(".play").classList.toggle("still", !state.turning);
  for (const button of element.querySelector(".legend").children) button.setAttribute("aria-pressed", state.alone === Number(button.dataset.label));
  if (props.value?.notes) showBoth(element.querySelector(".note"), props.value.notes[state.cloud]);
  requestDraw();
}

function selectPoint(n) {
  state.here = n;
  const place = element.querySelector(".here");
  n === null ? place.replaceChildren() : showBoth(place, props.value.captions[n]);
  requestDraw();
}

function pointUnder(event) {            // the front-most point near the pointer
  const box = canvas.getBoundingClientRect();
  const distance = (point) => Math.hypot(point.x - (event.clientX - box.left), point.y - (event.clientY - box.top));
  return placed.findLast((point) => distance(point) < 15 * point.near)?.n ?? null;
}

let grip = null;
canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  grip = { x: event.clientX, y: event.clientY, moved: 0 };
});
canvas.addEventListener("pointermove", (event) => {
  if (!grip) return void (event.pointerType === "mouse" && pointUnder(event) !== null && selectPoint(pointUnder(event)));
  const [across, down] = [event.clientX - grip.x, event.clientY - grip.y];
  grip = { x: event.clientX, y: event.clientY, moved: grip.moved + Math.abs(across) + Math.abs(down) };
  if (grip.moved > 4) stopTurning();
  move(-across * 0.008, -down * 0.008);
});
for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, (event) => {
    if (end === "pointerup" && grip && grip.moved < 5) selectPoint(pointUnder(event));
    grip = null;
  });
}

function move(yaw, pitch) {
  state.yaw += yaw;
  state.pitch = Math.min(1.5, Math.max(-1.5, state.pitch + pitch));
  requestDraw();
}

function stopTurning() {
  if (!state.turning) return;
  state.turning = false;
  updateControls();
}

canvas.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: [-0.12, 0], ArrowRight: [0.12, 0], ArrowUp: [0, 0.12], ArrowDown: [0, -0.12] }[event.key];
  if (step) { stopTurning(); move(...step); }
  else if (event.key === "+" || event.key === "=") state.zoom = Math.min(4, state.zoom * 1.15);
  else if (event.key === "-") state.zoom = Math.max(0.5, state.zoom / 1.15);
  else if (event.key === " ") { state.turning = !state.turning; updateControls(); }
  else return;
  event.preventDefault();
  requestDraw();
});

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.set) state[button.parentElement.dataset.what] = button.dataset.set;
  if (button.matches(".play")) state.turning = !state.turning;
  if (button.dataset.label) state.alone = state.alone === Number(button.dataset.label) ? null : Number(button.dataset.label);
  updateControls();
});

function render() {
  for (const part of element.children) part.hidden = !props.value?.clouds;
  if (!props.value?.clouds) return;
  Object.assign(state, { alone: null, here: null });
  element.querySelector(".here").replaceChildren();
  element.querySelector(".legend").replaceChildren(...props.value.names.map((name, label) => {
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.label = label;
    const sign = button.appendChild(document.createElement("i"));
    sign.textContent = props.value.symbols[label];
    sign.setAttribute("aria-hidden", "true");
    sign.style.color = props.value.colours[label];
    appendBoth(button, name);
    return button;
  }));
  sheet.onload = requestDraw;
  sheet.src = props.value.sheet;
  updateControls();
}

new ResizeObserver(requestDraw).observe(canvas);
watch("value", render);
render();
requestAnimationFrame(rotate);
