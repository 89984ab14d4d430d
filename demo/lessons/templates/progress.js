// Count the lessons that are done, tick their tabs, and begin anew for the next pupil.
const { CHANGED, doneLessons, resetProgress } = ConvLens.progress;
const reset = element.querySelector(".reset");

function showProgress() {
  const done = doneLessons(), tabs = document.querySelectorAll("#lessons > .tab-wrapper [role=tab]");
  for (const tab of tabs) tab.toggleAttribute("data-done", done.has(tab.dataset.tabId));
  const count = ConvLens.lessons.filter((name) => done.has(name)).length;
  element.querySelector(".count").textContent = `${count}/${ConvLens.lessons.length}`;
  delete reset.dataset.asked;
}

reset.addEventListener("click", () => { // asks for a second press
  if ("asked" in reset.dataset) resetProgress();
  else reset.dataset.asked = "";
});
addEventListener(CHANGED, showProgress);
showProgress();
