// A link to #term-NAME, anywhere on the page, opens a card with that term.
const card = element.querySelector(".card");

function placeCard(word) {              // below its word, or above it where there is more room
  const { width, height } = card.getBoundingClientRect(), gap = 8;
  const edge = document.body.getBoundingClientRect().right;     // without the scrollbar
  const left = Math.max(gap, Math.min(word.left, edge - width - gap));
  const below = word.bottom + gap, fits = below + height <= innerHeight - gap;
  const top = fits ? below : Math.max(gap, word.top - height - gap);
  Object.assign(card.style, { left: `${left}px`, top: `${top}px` });
}

document.addEventListener("click", (event) => {
  const name = event.target.closest?.('a[href^="#term-"]')?.getAttribute("href").slice(1);
  const entry = name && element.querySelector(`[id="${CSS.escape(name)}"]`);
  if (!entry) return;
  event.preventDefault();
  card.replaceChildren(...[...entry.children].map((part) => part.cloneNode(true)));
  card.setAttribute("aria-label", entry.querySelector("dt").textContent);
  card.showPopover();                   // Escape or a click outside closes it
  placeCard(event.target.closest("a").getBoundingClientRect());
  card.focus({ preventScroll: true });
});
