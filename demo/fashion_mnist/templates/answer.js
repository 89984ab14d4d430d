// A click on a class asks where the photo counts for it; a second click asks no more.
element.addEventListener("click", (event) => {
  const name = event.target.closest("[data-name]")?.dataset.name;
  if (name === undefined) return;
  const asked = props.value.asked === name ? null : name;
  const bars = props.value.bars.map((bar) => ({ ...bar, pressed: bar.id === asked }));
  props.value = { ...props.value, asked, bars };
  trigger("select");
  if (asked) document.getElementById("garment-stage").scrollIntoView({ block: "nearest" });
});
