// Which lessons are done and which exercises are solved, kept by the browser for all its tabs.
const LESSONS = "convlens-lessons", HOMEWORK = "convlens-homework";      // lists of names
const EXERCISES = 10;                   // all of them solved: the homework is done
const CHANGED = "convlens-progress";    // an event of the window
const RESET = "convlens-reset", OURS = /^convlens/;     // keys of the browser's storage
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

// For the next pupil: progress, language, theme, drawings and settings of this browser, in all tabs.
function forgetPupil() {
  try {
    for (const key of Object.keys(localStorage)) if (OURS.test(key)) localStorage.removeItem(key);
    localStorage.setItem(RESET, Date.now());    // the event for the other tabs
    localStorage.removeItem(RESET);
  } catch { /* nothing is stored */ }
  beginAnew();
}

function beginAnew() {                  // a new document remembers nothing of this one
  addEventListener("pagehide", () => {  // after the pad has kept its drawing there
    try {
      for (const key of Object.keys(sessionStorage)) if (OURS.test(key)) sessionStorage.removeItem(key);
    } catch { /* nothing is stored */ }
  });
  document.cookie = "convlens_language=; path=/; max-age=0; SameSite=Lax";
  location.replace(`${location.pathname}?lesson=story`);
}

addEventListener("storage", ({ key, newValue }) => {    // another tab has changed it
  if (key === RESET && newValue) beginAnew();
  else if (key === null || [LESSONS, HOMEWORK].includes(key)) dispatchEvent(new Event(CHANGED));
});

ConvLens.progress = { CHANGED, HOMEWORK, changeNames, doneLessons, finishLesson, forgetPupil, readNames };
