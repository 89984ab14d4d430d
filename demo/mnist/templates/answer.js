// A click on one of the ten asks what speaks for it and what against; the next answer forgets it.
element.addEventListener("click", (event) => {
  const asked = event.target.closest("[data-digit]")?.dataset.digit;
  if (asked === undefined) return;
  const bars = props.value.bars.map((bar) => ({ ...bar, pressed: bar.name === asked }));
  props.value = { ...props.value, asked, bars };
  trigger("select");
});
