// Pixels from the pointer, the keyboard, or a patch of an uploaded picture.
const OWN_SIDE = 48;                    // pixels of an uploaded picture's longer side
const ownPicture = { pixels: null, left: 0, top: 0 };

function enablePainting(place, paint, cursorMoved) {
  let ink = null;                       // the value being painted while the pointer is down
  const cellAt = (event) => {
    const cell = document.elementFromPoint(event.clientX, event.clientY);
    return place.contains(cell) && cell.dataset.row !== undefined ? cell : null;
  };
  const other = (cell) => Number(cell.textContent) < 0.5 ? 1 : 0;
  const scrolls = (event) => event.pointerType === "touch" && !place.classList.contains("drawing");
  place.addEventListener("pointerdown", (event) => {
    const cell = cellAt(event);
    if (!cell || event.button || scrolls(event)) return;
    place.setPointerCapture(event.pointerId);   // the cells are redrawn under the pointer
    ink = other(cell);
    paint(cell, ink);
  });
  place.addEventListener("click", (event) => {  // a tap that didn't scroll the page
    const cell = cellAt(event);
    if (cell && scrolls(event)) paint(cell, other(cell));
  });
  place.addEventListener("pointermove", (event) => {
    const cell = ink === null ? null : cellAt(event);
    if (cell && Number(cell.textContent) !== ink) paint(cell, ink);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    place.addEventListener(end, () => { ink = null; });
  }
  place.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
    const number = event.key === " " ? "other" : /^\d$/.test(event.key) ? event.key / 10 : null;
    if (!step && number === null) return;
    event.preventDefault();
    cursorMoved(step ?? [0, 0], number);
  });
}

function takePatch(size, channels) {    // of the uploaded picture, [channel][row][column]
  const { pixels } = ownPicture;
  ownPicture.left = Math.max(0, Math.min(pixels.width - size, ownPicture.left));
  ownPicture.top = Math.max(0, Math.min(pixels.height - size, ownPicture.top));
  const level = (channel, row, column) => {
    const n = 4 * ((ownPicture.top + row) * pixels.width + ownPicture.left + column);
    const [red, green, blue] = pixels.data.slice(n, n + 3);
    const value = channels === 1 ? 0.299 * red + 0.587 * green + 0.114 * blue
      : [red, green, blue][channel];
    return Math.round(value / 2.55) / 100;
  };
  return Array.from({ length: channels }, (_, channel) =>
    makePlane(size, size, (row, column) => level(channel, row, column)));
}

function drawPatch(size) {              // the whole picture, and the frame of the patch
  const canvas = query(".upload canvas"), paper = canvas.getContext("2d");
  canvas.width = ownPicture.pixels.width;
  canvas.height = ownPicture.pixels.height;
  paper.putImageData(ownPicture.pixels, 0, 0);
  paper.strokeStyle = getComputedStyle(canvas).getPropertyValue("--window");
  paper.strokeRect(ownPicture.left + 0.5, ownPicture.top + 0.5, size - 1, size - 1);
}

async function openFile(file) {         // shrunk so that a patch shows something
  const picture = await createImageBitmap(file);
  const scale = OWN_SIDE / Math.max(picture.width, picture.height);
  const [width, height] = [picture.width, picture.height].map((side) =>
    Math.max(12, Math.round(side * scale)));
  const paper = new OffscreenCanvas(width, height).getContext("2d");
  paper.fillStyle = "#fff";             // transparent pictures lie on white paper
  paper.fillRect(0, 0, width, height);
  paper.imageSmoothingQuality = "high";
  paper.drawImage(picture, 0, 0, width, height);
  const pixels = paper.getImageData(0, 0, width, height);
  Object.assign(ownPicture, { pixels, left: width >> 2, top: height >> 2 });
}

function enablePatchMoving(canvas, moved) {     // the patch follows the pointer or the arrow keys
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons || !ownPicture.pixels) return;
    const box = canvas.getBoundingClientRect();
    const size = Number(controls.size.value) / 2;
    ownPicture.left = Math.round((event.clientX - box.left) * canvas.width / box.width - size);
    ownPicture.top = Math.round((event.clientY - box.top) * canvas.height / box.height - size);
    moved();
  });
  canvas.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!step || !ownPicture.pixels) return;
    event.preventDefault();
    ownPicture.left += step[0];
    ownPicture.top += step[1];
    moved();
  });
}
