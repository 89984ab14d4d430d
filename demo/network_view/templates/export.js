// Save the picture as a PNG, and its slow motion as an animated WebP.
const LIT = [0.25, 0.5, 0.75, 1];       // shares of a stage that are lit, a frame each
const FRAME = 100, HOLD = 1300, END = 2500;     // milliseconds of a frame, of a stage, of the end
const QUALITY = 0.8;

function copyOf(canvas, background) {   // without transparency: every program shows it alike
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const paper = copy.getContext("2d", { alpha: false });
  paper.fillStyle = background;
  paper.fillRect(0, 0, copy.width, copy.height);
  paper.drawImage(canvas, 0, 0);
  return copy;
}

const encode = (canvas, type) => new Promise((done) => canvas.toBlob(done, type, QUALITY));

export function download(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export const savePicture = async (canvas, background) =>
  download(await encode(copyOf(canvas, background), "image/png"), "network.png");

// `showStage` draws the stages before n and a share of this one; returns false where it can't be written
export async function saveAnimation(canvas, background, stages, showStage) {
  const frames = [];
  for (let n = 0; n < stages; n++) {
    for (const share of LIT) {
      showStage(n, share);
      const blob = await encode(copyOf(canvas, background), "image/webp");
      if (blob.type !== "image/webp") return false;     // this browser writes PNG instead
      const last = share === 1 ? n === stages - 1 ? END : HOLD : FRAME;
      frames.push({ data: new Uint8Array(await blob.arrayBuffer()), milliseconds: last });
    }
  }
  download(new Blob([animate(frames, canvas.width, canvas.height)], { type: "image/webp" }), "network.webp");
  return true;
}

// WebP is RIFF: chunks of a name, a length and an even number of bytes, all numbers low byte first
const bytes = (number, count) => Array.from({ length: count }, (_, n) => number >>> (8 * n) & 255);
const letters = (text) => [...text].map((letter) => letter.charCodeAt(0));

function chunk(name, ...contents) {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  const all = new Uint8Array(8 + length + length % 2);
  all.set([...letters(name), ...bytes(length, 4)]);
  let at = 8;
  for (const content of contents) {
    all.set(content, at);
    at += content.length;
  }
  return all;
}

function imageData(webp) {              // the chunks of a still picture that hold its pixels
  const found = [], view = new DataView(webp.buffer);
  for (let at = 12; at + 8 <= webp.length;) {
    const length = view.getUint32(at + 4, true), end = at + 8 + length + length % 2;
    if (["VP8 ", "VP8L", "ALPH"].includes(String.fromCharCode(...webp.subarray(at, at + 4))))
      found.push(webp.subarray(at, end));
    at = end;
  }
  return found;
}

export function animate(frames, width, height) {
  const size = [...bytes(width - 1, 3), ...bytes(height - 1, 3)];
  const moving = frames.map(({ data, milliseconds }) => chunk(
    "ANMF", [...bytes(0, 6), ...size, ...bytes(milliseconds, 3), 0], ...imageData(data)));
  return chunk("RIFF", letters("WEBP"),
               chunk("VP8X", [2, 0, 0, 0, ...size]),    // 2: it moves
               chunk("ANIM", bytes(0, 6)),              // again and again
               ...moving);
}
