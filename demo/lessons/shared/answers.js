// ?answers=1, for a teacher: every question and exercise is shown with its answer.
const CHANGED = "convlens-answers";     // an event of the window
const root = document.documentElement;

const areShown = () => new URLSearchParams(location.search).get("answers") === "1";

function follow() {
  if (root.classList.toggle("answers", areShown()) === follow.before) return;
  follow.before = areShown();
  dispatchEvent(new Event(CHANGED));
}

function setShown(on) {
  const address = new URL(location.href);
  if (on) address.searchParams.set("answers", "1");
  else address.searchParams.delete("answers");
  history.replaceState(history.state, "", address);
  follow();
}

addEventListener("popstate", follow);
follow();

ConvLens.answers = { CHANGED, areShown, setShown };
