// An example that is pressed becomes the photo.
element.addEventListener("click", (event) => {
  const detail = event.target.closest("[data-example]")?.dataset.example;
  // The component's script listens on its own element, which is inside of the one with the id.
  const photo = document.querySelector("#garment .overlay")?.parentElement;
  if (detail) photo?.dispatchEvent(new CustomEvent("convlens-example", { detail, bubbles: true }));
});
