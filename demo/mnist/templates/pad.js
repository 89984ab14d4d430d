// needs: pad_canvas.js, pad_tools.js, pad_picture.js, pad_memory.js
// The drawing pad: restore the last picture, and clear the paper when the value is cleared.
redraw();
const remembered = rememberedDrawing();
if (remembered ?? props.value) {
  const image = new Image();
  image.onload = () => {
    done.unshift({ kind: "picture", image });
    redraw();
    updateTools();
    if (remembered) sendAndRelease();
  };
  image.src = remembered ?? props.value;
}
watch("value", () => {
  if (props.value || !visibleSteps().length || pointer !== null) return;
  addStep({ kind: "clear" });
  redraw();
  updateTools();
});
