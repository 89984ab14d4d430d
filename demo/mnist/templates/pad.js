// needs: pad_canvas.js, pad_tools.js, pad_picture.js
// The drawing pad: restore the last picture, and clear the paper when the value is cleared.
redraw();
if (props.value) {
  const image = new Image();
  image.onload = () => { done.unshift({ kind: "picture", image }); redraw(); updateTools(); };
  image.src = props.value;
}
watch("value", () => {
  if (props.value || !visibleSteps().length || pointer !== null) return;
  addStep({ kind: "clear" });
  redraw();
  updateTools();
});
