// Which exercises are solved, kept by the browser.
const STORAGE_KEY = "convlens-homework";

function loadSolved() {                 // the names of solved exercises
  try {
    const names = JSON.parse(localStorage.getItem(STORAGE_KEY));
    return new Set(EXERCISES.map(({ name }) => name).filter((name) => names.includes(name)));
  } catch {                             // nothing stored yet, or a frame without storage
    return new Set();
  }
}

function saveSolved(names) {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify([...names]));
  } catch { /* then only until the page is closed */ }
}
