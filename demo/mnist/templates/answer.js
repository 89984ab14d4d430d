// needs: answer_spoken.js
// A click on a class asks to explain that class; the next answer drops the question.
element.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-digit]")?.dataset.digit;
  if (asked === undefined) return;
  const bars = props.value.bars.map((bar) => ({ ...bar, pressed: bar.name === asked }));
  props.value = { ...props.value, asked, bars };
  trigger("select");
});
