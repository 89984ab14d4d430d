// The address of an exercise: its number and the seed of its numbers; Back opens the one before.
function applyLink({ task = "1", seed }) {      // the exercise and the seed of a link
  current = /^([1-9]|10)$/.test(task) ? Number(task) - 1 : 0;
  const isOther = /^\d{1,9}$/.test(seed) && Number(seed) !== sheets[current].seed;
  if (isOther) sheets[current] = newSheet(current, Number(seed));
}

function keepAddress(isPlace) {         // each exercise has its own
  keepInAddress({ task: current + 1, seed: sheets[current].seed }, isPlace);
}

addEventListener("popstate", () => {
  if (new URLSearchParams(location.search).get("lesson") !== props.lesson) return;
  applyLink(linkSettings());
  drawSteps();
  drawSheet();
  keepAddress(false);
});
