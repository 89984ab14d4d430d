// Remember the drawing while the browser's tab is open: a reload brings it back.
const DRAWING = "convlens-drawing";

function rememberedDrawing() {          // in a frame the storage may be closed
  try { return sessionStorage.getItem(DRAWING); } catch { return null; }
}

addEventListener("pagehide", () => {
  const drawn = props.value && props.value !== props.example;
  try {
    if (drawn) sessionStorage.setItem(DRAWING, props.value);
    else sessionStorage.removeItem(DRAWING);
  } catch { /* then it is forgotten */ }
});
