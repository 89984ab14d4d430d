// Paste, drop or choose a picture of a digit: it becomes black ink on white, as if it had been drawn.
const note = element.querySelector(".note");

function showNote(pair) {               // the page shows its own language
  note.replaceChildren(...Object.entries(pair ?? {}).map(([lang, textContent]) =>
    Object.assign(document.createElement("span"), { lang, textContent })));
}

let latest = null;                      // file; an earlier one that is answered later is left out

async function addPicture(file) {
  latest = file;
  showNote(null);
  let drawing;
  try {
    const { path } = await upload(file);
    drawing = await server.read_picture(path);      // Python finds the ink, as everywhere else
  } catch {
    return showNote(props.unreadable);
  }
  if (file !== latest) return;
  showNote(drawing.note);
  if (!drawing.url) return;
  const image = Object.assign(new Image(), { src: drawing.url });
  await image.decode();
  if (pointer !== null) return;         // a stroke that is being drawn takes precedence
  addStep({ kind: "picture", image });
  redraw();
  sendAndRelease();
}

async function addPictureAt(address) {  // an image of this page or, if its server lets us, of another
  let file;
  try {
    const blob = await (await fetch(address)).blob();
    file = new File([blob], "picture", { type: blob.type });
  } catch {
    return showNote(props.hidden);
  }
  addPicture(file);
}

function firstFile(transfer) {
  return [...(transfer?.files ?? [])][0];
}

function addDropped(transfer) {         // a file, or an image that is dragged from another page
  const address = transfer.getData("text/uri-list").split("\n")[0];
  if (firstFile(transfer)) addPicture(firstFile(transfer));
  else if (address) addPictureAt(address);
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
    if (kind === "drop") addDropped(event.dataTransfer);
  });
}

element.querySelector("#pad-file").addEventListener("change", ({ target }) => {
  if (target.files[0]) addPicture(target.files[0]);
  target.value = "";                    // the same file may be chosen again
});
