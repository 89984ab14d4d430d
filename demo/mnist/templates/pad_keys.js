// Draw with the keyboard: arrows move a cursor, Space or Enter puts the pen down and lifts it.
const cursor = element.querySelector(".cursor");
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const KEY_STEP = 8;                     // pixels of 280
let place = [SIDE / 2, 70];

function showCursor(visible) {
  cursor.hidden = !visible;
  element.querySelector(".keys").hidden = !visible;
  cursor.style.left = `${100 * place[0] / SIDE}%`;
  cursor.style.top = `${100 * place[1] / SIDE}%`;
  cursor.classList.toggle("down", pointer === "keys");
}

function liftKeyPen() {
  if (pointer !== "keys") return;
  finishStroke(done.at(-1));
  pointer = null;
  sendAndRelease(props.pause);
}

function toggleKeyPen() {
  if (pointer === "keys") return liftKeyPen();
  if (pointer === null) startStroke("keys", place);
}

function moveCursor([across, down]) {
  place = [place[0] + KEY_STEP * across, place[1] + KEY_STEP * down].map((at) => Math.min(SIDE, Math.max(0, at)));
  if (pointer === "keys") continueStroke([place]);
}

canvas.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const move = MOVES[event.key];
  if (!move && event.key !== " " && event.key !== "Enter") return;
  event.preventDefault();
  if (move) moveCursor(move);
  else if (!event.repeat) toggleKeyPen();
  showCursor(true);
});
canvas.addEventListener("focus", () => showCursor(canvas.matches(":focus-visible")));
for (const leave of ["pointerdown", "blur"])
  canvas.addEventListener(leave, () => { liftKeyPen(); showCursor(false); }, true);
