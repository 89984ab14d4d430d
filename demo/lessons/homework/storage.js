// Which exercises are solved: names in the browser's storage, under a key of their own.
const { CHANGED, HOMEWORK, changeNames, readNames } = ConvLens.progress;

function loadSolved() {                 // without names that this homework doesn't have
  const names = readNames(HOMEWORK);
  return new Set(EXERCISES.map(({ name }) => name).filter((name) => names.has(name)));
}

function reset() {                      // asks for a second press
  confirming = !confirming;
  return confirming ? drawSteps() : changeNames(HOMEWORK, (names) => names.clear());
}

function progressChanged() {            // here, in another tab, or by the reset of all lessons
  const cleared = solved.size > 0;
  solved = loadSolved();
  confirming = null;
  if (cleared && !solved.size) {
    EXERCISES.forEach((_, place) => { sheets[place] = newSheet(place, randomSeed()); });
    drawSheet();
  }
  drawSteps();
}
