// Count the lessons that are done, tick their tabs, and forget this pupil for the next.
const { CHANGED, doneLessons, forgetPupil } = ConvLens.progress;
const reset = element.querySelector(".reset");

function showProgress() {
  const done = doneLessons(), tabs = document.querySelectorAll("#lessons > .tab-wrapper [role=tab]");
  for (const tab of tabs) tab.toggleAttribute("data-done", done.has(tab.dataset.tabId));
  const count = ConvLens.lessons.filter((name) => done.has(name)).length;
  element.querySelector(".count").textContent = `${count}/${ConvLens.lessons.length}`;
  delete reset.dataset.asked;
}

reset.addEventListener("click", () => { // asks for a second press
  if ("asked" in reset.dataset) forgetPupil();
  else reset.dataset.asked = "";
});
element.querySelector("a").addEventListener("click", (event) => {      // and keep what is set in the lessons
  event.preventDefault();
  document.querySelector("#header nav [data-page=teacher]").click();
});
addEventListener(CHANGED, showProgress);
showProgress();
