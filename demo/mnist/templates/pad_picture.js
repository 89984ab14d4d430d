// A picture of a digit, pasted or dropped: its ink in black on white, as if it had been drawn.
const note = element.querySelector(".note");
const SHADOW = 0.3, FULL = 0.7;         // of the contrast: less is paper, more is all ink

function tell(pair) {                   // [English, 中文], in the language of the page
  note.textContent = pair ? pair[Number(document.documentElement.lang.startsWith("zh"))] : "";
}

function levels(bitmap) {               // brightness in [0, 255] on 280×280, and where the picture is
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
  const ground = border[border.length >> 1];    // chalk on a blackboard is a drawing too
  const most = grey.reduce((far, level) => Math.max(far, Math.abs(level - ground)), 1);
  grey.forEach((level, n) => {
    const ink = (Math.abs(level - ground) / most - SHADOW) / (FULL - SHADOW);
    data.fill(255 * (1 - Math.min(1, Math.max(0, ink))), 4 * n, 4 * n + 3);
    data[4 * n + 3] = 255;
  });
  context.putImageData(pixels, 0, 0);
  return sheet;
}

async function stick(file) {
  tell(null);
  let bitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return tell(props.unreadable);
  }
  const sheet = blackOnWhite(levels(bitmap));
  const image = Object.assign(document.createElement("canvas"), { width: SIDE, height: SIDE });
  const context = image.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, SIDE, SIDE);
  context.drawImage(sheet, (SIDE - sheet.width) >> 1, (SIDE - sheet.height) >> 1);
  if (pointer !== null) return;         // whoever draws meanwhile goes on drawing
  take({ kind: "picture", image });
  redraw();
  rest();
}

function given(transfer) {
  return [...(transfer?.files ?? [])][0];
}

function pasted(event) {                // anywhere on this page, unless it is meant for a text
  const elsewhere = event.target.closest?.("input, textarea, [contenteditable], .upload-container");
  if (!element.isConnected) return document.removeEventListener("paste", pasted);
  if (elsewhere || !canvas.offsetParent || !given(event.clipboardData)) return;
  event.preventDefault();
  stick(given(event.clipboardData));
}

document.addEventListener("paste", pasted);
for (const kind of ["dragover", "dragleave", "drop"]) {
  canvas.addEventListener(kind, (event) => {
    event.preventDefault();             // else the browser would leave the page to open the file
    canvas.classList.toggle("over", kind === "dragover");
    if (kind === "drop" && given(event.dataTransfer)) stick(given(event.dataTransfer));
  });
}

// After the page was built anew, what was on the paper is what was sent last.
redraw();
if (props.value) {
  const image = new Image();
  image.onload = () => { done.unshift({ kind: "picture", image }); redraw(); show(); };
  image.src = props.value;
}
watch("value", () => {
  if (props.value || !onPaper().length || pointer !== null) return;
  take({ kind: "clear" });
  redraw();
  show();
});
