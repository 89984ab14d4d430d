// Unfold what stands below this button, or fold it; unlike gr.Accordion it stays in the page.
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  button?.setAttribute("aria-expanded", button.getAttribute("aria-expanded") !== "true");
});
