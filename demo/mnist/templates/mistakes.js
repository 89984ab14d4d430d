// A click lays a mistake under the paper to trace it; a second click removes it.
element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-index]");
  if (!chosen) return;
  const shown = chosen.getAttribute("aria-pressed") === "true";
  for (const each of element.querySelectorAll("[data-index]")) each.setAttribute("aria-pressed", each === chosen && !shown);
  if (!shown) document.getElementById("paper").scrollIntoView({ block: "nearest" });
  trigger("select", { index: shown ? null : Number(chosen.dataset.index) });
});
