// Choose, take, paste or drop a photo: the file goes to the server, which finds the garment.
const note = element.querySelector(".note"), fileInput = element.querySelector("input");
let latest = null;                      // file; an earlier one that arrives later is left out

function showNote(pair) {               // the page shows its own language
  note.replaceChildren(...Object.entries(pair ?? {}).map(([lang, textContent]) =>
    Object.assign(document.createElement("span"), { lang, textContent })));
}

async function addPhoto(file) {
  latest = file;
  showNote(null);
  try {
    const { path } = await upload(file);
    if (file === latest) send({ path, example: null, box: null, turns: 0 });
  } catch {
    showNote(props.unreadable);
  }
}

const firstFile = (transfer) => [...(transfer?.files ?? [])][0];

function onPaste(event) {               // anywhere on this page but in text fields
  const isText = event.target.closest?.("input:not([type=file], [type=radio]), textarea");
  if (!element.isConnected) return document.removeEventListener("paste", onPaste);
  if (isText || !overlay.offsetParent || !firstFile(event.clipboardData)) return;
  event.preventDefault();
  addPhoto(firstFile(event.clipboardData));
}

document.addEventListener("paste", onPaste);
for (const kind of ["dragover", "dragleave", "drop"]) {
  overlay.addEventListener(kind, (event) => {
    event.preventDefault();             // or else the browser would open the file
    overlay.classList.toggle("over", kind === "dragover");
    if (kind === "drop" && firstFile(event.dataTransfer)) addPhoto(firstFile(event.dataTransfer));
  });
}
fileInput.addEventListener("change", () => {
  if (fileInput.files[0]) addPhoto(fileInput.files[0]);
  fileInput.value = "";                 // the same file may be chosen again
});
