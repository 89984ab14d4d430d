// needs: garment_box.js, picture_file.js, garment_file.js
// The visitor's photo: its value names a file or an example, how it is turned, and a box on it.
function send(change) {
  props.value = { ...props.value, ...change };
  placeBox(props.value.box);
  trigger("input");
}

function turnLeft(box) {
  return box && [box[1], 1 - box[2], box[3], 1 - box[0]];
}

const tools = {
  camera() {                            // a telephone opens its camera in place of its files
    fileInput.setAttribute("capture", "environment");
    fileInput.click();
    fileInput.removeAttribute("capture");
  },
  turn() {
    send({ turns: ((props.value.turns ?? 0) + 1) % 4, box: turnLeft(props.value.box) ?? null });
  },
  mark: () => setMarking(!overlay.classList.contains("marking")),
  again: () => send({ box: null }),
};

element.addEventListener("click", (event) => {
  tools[event.target.closest("[data-do]")?.dataset.do]?.();
});
// The examples stand in a component of their own, which is filled when the page is opened.
element.addEventListener("convlens-example", ({ detail }) => {
  showNote(null);
  send({ example: detail, path: null, box: null, turns: 0 });
});
placeBox(props.value?.box);
