// On paper the light colours; Gradio 6.31 marks the body of a dark page.
let wasDark = false;

function showPaper(on) {
  const { classList } = document.body;
  if (on) wasDark ||= classList.contains("dark");
  else if (wasDark) classList.add("dark");
  if (on) classList.remove("dark");
  else wasDark = false;
}

// A change of the media may be told only after the page has been laid out for paper.
addEventListener("beforeprint", () => showPaper(true));
addEventListener("afterprint", () => showPaper(false));
matchMedia("print").addEventListener("change", ({ matches }) => showPaper(matches));
