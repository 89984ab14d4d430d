// Open the previous or the next lesson at its top; going on ends this one.
for (const button of element.querySelectorAll("button")) {
  button.addEventListener("click", () => {
    if (button.matches(".next")) ConvLens.progress.finishLesson(props.lesson);
    document.querySelector(`#lessons > .tab-wrapper [data-tab-id="${button.dataset.to}"]`).click();
    document.querySelector("#lessons").scrollIntoView();
  });
}
