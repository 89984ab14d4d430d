// A click lays a mistake under the paper, to be traced; a second one takes it away.
element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-index]");
  if (!chosen) return;
  const lies = chosen.getAttribute("aria-pressed") === "true";
  for (const each of element.querySelectorAll("[data-index]")) each.setAttribute("aria-pressed", each === chosen && !lies);
  if (!lies) document.getElementById("paper").scrollIntoView({ block: "nearest" });
  trigger("select", { index: lies ? null : Number(chosen.dataset.index) });
});
