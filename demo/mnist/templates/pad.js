// needs: pad_canvas.js, pad_tools.js, pad_picture.js, pad_memory.js, pad_keys.js, pad_example.js
// The drawing pad: show its first value, and later each value that comes from elsewhere.
async function showValue() {
  const image = Object.assign(new Image(), { src: props.value });
  await image.decode();
  addStep({ kind: "picture", image });
  redraw();
  updateTools();
}

redraw();
const remembered = rememberedDrawing();
if (remembered) {
  props.value = sentValue = remembered;
  showValue().then(() => sendAndRelease());
} else if (props.value && props.value === props.example) drawExample();
else if (props.value) showValue();
updateTools();

watch("value", async () => {
  const value = props.value || null;    // an empty one may be "" here
  if (value === sentValue || pointer !== null || (!value && !visibleSteps().length)) return;
  if (value) await showValue();
  else addStep({ kind: "clear" });
  redraw();
  sendAndRelease();
});
