// Paste, drop or choose a picture of a digit: turn it into black ink on white, as if it had been drawn.
const note = element.querySelector(".note");
const SHADOW = 0.3, FULL = 0.7;         // of the contrast: below SHADOW is paper, above FULL is ink

function scaledPixels(bitmap) {         // the picture scaled to fit 280×280, and its pixels
  const scale = SIDE / Math.max(bitmap.width, bitmap.height);
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const sheet = Object.assign(document.createElement("canvas"), { width, height });
  const context = sheet.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, width, height);
  return { sheet, context, pixels: context.getImageData(0, 0, width, height) };
}

function blackOnWhite({ sheet, context, pixels }) {
  const { data, width, height } = pixels;
  const grey = Float32Array.from({ length: width * height }, (_, n) =>
    0.299 * data[4 * n] + 0.587 * data[4 * n + 1] + 0.114 * data[4 * n + 2]);
  const border = grey.filter((_, n) => {
    const [x, y] = [n % width, Math.floor(n / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1;
  }).sort();
  const ground = border[border.length >> 1];    // the median: works for chalk on a blackboard too
  const most = grey.reduce((far, level) => Math.max(far, Math.abs(level - ground)), 1);
  grey.forEach((level, n) => {
    const ink = (Math.abs(level - ground) / most - SHADOW) / (FULL - SHADOW);
    data.fill(255 * (1 - Math.min(1, Math.max(0, ink))), 4 * n, 4 * n + 3);
    data[4 * n + 3] = 255;
  });
  context.putImageData(pixels, 0, 0);
  return sheet;
}

function showNote(pair) {               // the page shows its own language
  note.replaceChildren(...Object.entries(pair ?? {}).map(([lang, textContent]) =>
    Object.assign(document.createElement("span"), { lang, textContent })));
}

async function addPicture(file) {      // a file, or an image of the page
  showNote(null);
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return showNote(props.unreadable);
  }
  const sheet = blackOnWhite(scaledPixels(bitmap));
  const image = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const context = image.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, SIDE, SIDE);
  context.drawImage(sheet, (SIDE - sheet.width) >> 1, (SIDE - sheet.height) >> 1);
  if (pointer !== null) return;         // a stroke that is being drawn takes precedence
  addStep({ kind: "picture", image });
  redraw();
  sendAndRelease();
}

function firstFile(transfer) {
  return [...(transfer?.files ?? [])][0];
}

function onPaste(event) {               // anywhere on this page but in text fields and uploads
  const elsewhere = event.target.closest?.("input:not([type=file], [type=range]), textarea, [contenteditable], .upload-container");
  if (!element.isConnected) return document.removeEventListener("paste", onPaste);
  if (elsewhere || !canvas.offsetParent || !firstFile(event.clipboardData)) return;
  event.preventDefault();
  addPicture(firstFile(event.clipboardData));
}

document.addEventListener("paste", onPaste);
for (const kind of ["dragover", "dragleave", "drop"]) {
  canvas.addEventListener(kind, (event) => {
    event.preventDefault();             // or else the browser would open the file
    canvas.classList.toggle("over", kind === "dragover");
    if (kind === "drop" && firstFile(event.dataTransfer)) addPicture(firstFile(event.dataTransfer));
  });
}

element.querySelector("#pad-file").addEventListener("change", ({ target }) => {
  if (target.files[0]) addPicture(target.files[0]);
  target.value = "";                    // the same file may be chosen again
});
