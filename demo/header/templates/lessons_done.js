// How many lessons are done, beside their link; nothing before the first.
function showProgress() {
  const done = ConvLens.progress.doneLessons();
  const count = ConvLens.lessons.filter((name) => done.has(name)).length;
  element.querySelector("nav .done").textContent = count ? `${count}/${ConvLens.lessons.length}` : "";
}

addEventListener(ConvLens.progress.CHANGED, showProgress);
