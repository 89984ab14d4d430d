// A link to #term-NAME, anywhere on the page, opens a card with that term.
const card = element.querySelector(".card");

document.addEventListener("click", (event) => {
  const name = event.target.closest?.('a[href^="#term-"]')?.getAttribute("href").slice(1);
  const entry = name && element.querySelector(`[id="${CSS.escape(name)}"]`);
  if (!entry) return;
  event.preventDefault();
  card.replaceChildren(...[...entry.children].map((part) => part.cloneNode(true)));
  card.setAttribute("aria-label", entry.querySelector("dt").textContent);
  card.showPopover();                   // Escape or a click outside closes it
  card.focus();
});
