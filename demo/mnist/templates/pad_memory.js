// Remember the drawing while the browser's tab is open: a reload brings it back.

function rememberedDrawing() {          // in a frame the storage may be closed
  try { return sessionStorage.getItem(props.memory); } catch { return null; }
}

addEventListener("pagehide", () => {
  const drawn = props.value && props.value !== props.example;
  try {
    if (drawn) sessionStorage.setItem(props.memory, props.value);
    else sessionStorage.removeItem(props.memory);
  } catch { /* then it is forgotten */ }
});
