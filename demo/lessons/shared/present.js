// ?present=1, for a class: large type, nothing around the lesson, arrow keys or a presenter's remote
// to the next one, b or . for a black screen, a for the answers.
const { areShown, setShown } = ConvLens.answers;        // answers.js comes first in the page's head
const root = document.documentElement;
const OWN_KEYS = "input, select, textarea, pre, [role=application], [role=tab], [contenteditable]";
const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const REMOTE = ["PageDown", "PageUp"];  // also where a slider would use them
const BLANKS = ["b", "B", "."];

const isPresenting = () => new URLSearchParams(location.search).get("present") === "1";
const follow = () => root.classList.toggle("presenting", isPresenting());

function setPresenting(on) {
  root.classList.remove("blank");
  const address = new URL(location.href);
  if (on) address.searchParams.set("present", "1");
  else address.searchParams.delete("present");
  history.replaceState(history.state, "", address);
  follow();
  scrollTo(0, 0);
}

function openNeighbour(step) {
  const tabs = [...document.querySelectorAll("#lessons > .tab-wrapper [role=tab]")];
  const open = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  tabs[open + step]?.click();
  scrollTo(0, 0);
}

function playVisible() {                // the animation of the open lesson
  [...document.querySelectorAll(".player .play")].find((button) => button.offsetParent)?.click();
}

function keyPressed(event) {
  const { key, target } = event, modified = event.ctrlKey || event.metaKey || event.altKey;
  if (!isPresenting() || modified || event.defaultPrevented) return;
  if (document.querySelector(":popover-open")) return;    // Escape closes the card of a term first
  if (root.classList.contains("blank")) {       // any key shows the lesson again
    root.classList.remove("blank");
    return event.preventDefault();
  }
  if (key === "Escape") return setPresenting(false);
  if (target.closest(OWN_KEYS) && !(REMOTE.includes(key) && !target.closest("pre, textarea"))) return;
  if (BLANKS.includes(key)) root.classList.add("blank");
  else if (key === "a" || key === "A") setShown(!areShown());
  else if (key === " " && target === document.body) playVisible();
  else if (key in STEPS) openNeighbour(STEPS[key]);
  else return;
  event.preventDefault();
}

addEventListener("keydown", keyPressed);
addEventListener("popstate", follow);
follow();

ConvLens.present = { isPresenting, setPresenting };
