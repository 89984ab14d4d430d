// Paste, drop or choose a picture of a digit: it becomes black ink on white, as if it had been drawn.
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

function addDropped(transfer) {         // an image that is dragged from another page
  const address = transfer.getData("text/uri-list").split("\n")[0];
  if (address) addPictureAt(address);
}

receivePictures(canvas, element.querySelector("#pad-file"), addPicture, addDropped);
