// Which lessons are done and which exercises are solved, kept by the browser for all its tabs.
const LESSONS = "convlens-lessons", HOMEWORK = "convlens-homework";      // lists of names
const EXERCISES = 10;                   // all of them solved: the homework is done
const CHANGED = "convlens-progress";    // an event of the window
const memory = {};                      // for a frame that may store nothing

function readNames(key) {
  try {
    const names = JSON.parse(localStorage.getItem(key));
    return new Set(Array.isArray(names) ? names : []);
  } catch {
    return new Set(memory[key]);
  }
}

// Read again before writing: another tab may have added names since.
function changeNames(key, change) {
  const names = readNames(key);
  change(names);
  memory[key] = [...names];
  try { localStorage.setItem(key, JSON.stringify(memory[key])); } catch { /* until the page is closed */ }
  dispatchEvent(new Event(CHANGED));
}

function doneLessons() {
  const done = readNames(LESSONS);
  if (readNames(HOMEWORK).size >= EXERCISES) done.add("homework");
  return done;
}

const finishLesson = (name) => changeNames(LESSONS, (names) => names.add(name));

function resetProgress() {
  for (const key of [LESSONS, HOMEWORK]) changeNames(key, (names) => names.clear());
}

addEventListener("storage", ({ key }) => {      // another tab has changed it
  if (key === null || [LESSONS, HOMEWORK].includes(key)) dispatchEvent(new Event(CHANGED));
});

ConvLens.progress = { CHANGED, HOMEWORK, changeNames, doneLessons, finishLesson, readNames, resetProgress };
