// Take a picture that is chosen, pasted or dropped, and tell in the note what is wrong with one.
const note = element.querySelector(".note");
const OTHERS_PASTE = "input:not([type=file], [type=range], [type=radio]), textarea, [contenteditable], .upload-container";

function showNote(pair) {               // the page shows its own language
  note.replaceChildren(...Object.entries(pair ?? {}).map(([lang, textContent]) =>
    Object.assign(document.createElement("span"), { lang, textContent })));
}

const firstFile = (transfer) => [...(transfer?.files ?? [])][0];

// `surface` takes what is dropped and, while it can be seen, what is pasted; `addOther` a drop without a file
function receivePictures(surface, fileInput, addFile, addOther = () => {}) {
  function onPaste(event) {             // anywhere on this page but in text fields and other uploads
    if (!element.isConnected) return document.removeEventListener("paste", onPaste);
    const file = firstFile(event.clipboardData);
    if (event.target.closest?.(OTHERS_PASTE) || !surface.offsetParent || !file) return;
    event.preventDefault();
    addFile(file);
  }

  document.addEventListener("paste", onPaste);
  for (const kind of ["dragover", "dragleave", "drop"]) {
    surface.addEventListener(kind, (event) => {
      event.preventDefault();           // or else the browser would open the file
      surface.classList.toggle("over", kind === "dragover");
      if (kind !== "drop") return;
      const file = firstFile(event.dataTransfer);
      if (file) addFile(file);
      else addOther(event.dataTransfer);
    });
  }
  fileInput.addEventListener("change", () => {
    if (fileInput.files[0]) addFile(fileInput.files[0]);
    fileInput.value = "";               // the same file may be chosen again
  });
}
