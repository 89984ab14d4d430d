// needs: pad_paper.js, pad_canvas.js, pad_tools.js, picture_file.js, pad_picture.js, pad_memory.js, pad_keys.js, pad_example.js
// The drawing pad: show its first value, and later each value that comes from elsewhere.
async function showValue() {
  const image = Object.assign(new Image(), { src: props.value });
  await image.decode();
  addStep({ kind: "picture", image });
  redraw();
  updateTools();
}

async function showFirst() {             // and continue what was drawn before this script was there
  const remembered = rememberedDrawing(), early = ConvLens.earlyPad;
  if (remembered) props.value = sentValue = remembered;
  if (remembered || (props.value && props.value !== props.example)) await showValue();
  else if (props.value) drawExample(early);
  const strokes = await early?.takeStrokes() ?? [];
  for (const stroke of strokes) addStep({ kind: "stroke", ...stroke });
  if (strokes.length) redraw();
  if (strokes.length || remembered || ConvLens.asked) sendAndRelease();
  addEventListener("convlens-ask", () => trigger("input"));
}

redraw();
showFirst();
updateTools();

watch("value", async () => {
  const value = props.value || null;    // an empty one may be "" here
  if (value === sentValue || pointer !== null || (!value && !visibleSteps().length)) return;
  if (value) await showValue();
  else addStep({ kind: "clear" });
  redraw();
  sendAndRelease();
});
