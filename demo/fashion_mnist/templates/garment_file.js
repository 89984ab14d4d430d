// Choose, take, paste or drop a photo: the file goes to the server, which finds the garment.
let latest = null;                      // file; an earlier one that arrives later is left out

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

const fileInput = element.querySelector("input");
receivePictures(overlay, fileInput, addPhoto);
