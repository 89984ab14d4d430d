// Remember the drawing while the browser's tab is open: a reload brings it back.
addEventListener("pagehide", () => {
  const drawn = props.value && props.value !== props.example;
  try {
    if (drawn) sessionStorage.setItem(props.memory, props.value);
    else sessionStorage.removeItem(props.memory);
  } catch { /* then it is forgotten */ }
});
