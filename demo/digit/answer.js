// A click on one of the ten asks what speaks for it and what against.
element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-digit]");
  if (!chosen) return;
  for (const each of element.querySelectorAll("[data-digit]")) each.setAttribute("aria-pressed", each === chosen);
  trigger("select", { digit: chosen.dataset.digit });
});
