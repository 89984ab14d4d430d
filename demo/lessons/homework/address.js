// The address of an exercise: its number and the seed of its numbers; Back opens the one before.
function applyLink({ task = "1", seed, sheet }) {       // the exercise and the seed of a link
  const given = /^\d{1,9}$/.test(seed) ? Number(seed) : null;
  paperSeed = sheet === "all" ? given ?? 1 : null;
  current = /^([1-9]|10)$/.test(task) ? Number(task) - 1 : 0;
  const isOther = paperSeed === null && given !== null && given !== sheets[current].seed;
  if (isOther) sheets[current] = newSheet(current, given);
}

const addressValues = () => paperSeed === null
  ? { task: current + 1, seed: sheets[current].seed } : { sheet: "all", seed: paperSeed };

function keepAddress(isPlace) {         // each exercise has its own
  keepInAddress(addressValues(), isPlace);
}

addEventListener("popstate", () => {
  if (new URLSearchParams(location.search).get("lesson") !== props.lesson) return;
  applyLink(linkSettings());
  drawSteps();
  drawSheet();
  showPaper();
  keepAddress(false);
});
