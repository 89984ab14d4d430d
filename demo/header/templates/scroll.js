// Where the page is scrolled to: a link's own place, or where one was before Back or a reload.
history.scrollRestoration = "manual";   // the browser would scroll before the page is built
let scrolled = null;

addEventListener("scroll", () => {      // a browser allows few changes of the history a second
  clearTimeout(scrolled);
  scrolled = setTimeout(() => {
    if (!wanted) history.replaceState({ ...history.state, scroll: scrollY }, "");
  }, 150);
}, { passive: true });

function placeToShow({ page, tab }, { fold, part }) {   // the selector of what a link points to
  if (part) return `#${page}-part-${part}, #${page}-${part}`;
  if (fold) return `#fold-${fold}`;
  if (page === "maps" && Object.keys(settings.maps ?? {}).length && tab === props.tabs.maps[0]) return "#look-large";
  return page === "maps" && tab !== props.tabs.maps[0] ? "#maps" : null;
}

function scrollToPlace(place, arrived) {        // and stay while the page grows, until one scrolls
  const before = history.state?.scroll, selector = arrived.linked ? placeToShow(place, arrived) : null;
  if (before === undefined && !selector) return;
  let quiet = null;
  const show = () => {
    clearTimeout(quiet);
    quiet = setTimeout(stop, 8000);
    const target = before === undefined && document.querySelector(selector);
    if (target) target.scrollIntoView({ block: target.offsetHeight < innerHeight ? "center" : "start" });
    else if (before !== undefined) scrollTo(0, before);
  };
  const keep = new ResizeObserver(show), stop = () => keep.disconnect();
  keep.observe(document.body);
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(kind, stop, { once: true });
}
