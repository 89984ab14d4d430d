// Which exercises are solved: names in the browser's storage, under a key of their own.
const { CHANGED, HOMEWORK, changeNames, readNames } = ConvLens.progress;

function loadSolved() {                 // without names that this homework doesn't have
  const names = readNames(HOMEWORK);
  return new Set(EXERCISES.map(({ name }) => name).filter((name) => names.has(name)));
}
