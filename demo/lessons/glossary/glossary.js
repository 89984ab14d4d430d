// A link to #term-NAME, wherever it stands on the page, opens a card with the term.
const card = element.querySelector(".card");

document.addEventListener("click", (event) => {
  const name = event.target.closest?.('a[href^="#term-"]')?.getAttribute("href").slice(1);
  const entry = name && element.querySelector(`[id="${CSS.escape(name)}"]`);
  if (!entry) return;
  event.preventDefault();
  card.replaceChildren(...[...entry.children].map((part) => part.cloneNode(true)));
  card.setAttribute("aria-label", entry.querySelector("dt").textContent);
  card.showPopover();       // Escape, or a click beside it, closes it
  card.focus();
});
