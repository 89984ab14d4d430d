// The settings of each page and lesson, as its address has them; and its folded parts.
const settings = {};                    // by page, or by lesson
let keeping = null;
const keyOf = ({ page, tab }) => page === "lessons" ? tab : page;
const isCommon = (name) => ["lang", "present", "answers"].includes(name) || name.startsWith("__");

function settingsInAddress() {
  const names = ["show", "lesson", ...(readAddress()?.fold ? [] : ["tab"])];
  return Object.fromEntries([...new URLSearchParams(location.search)].filter(([name]) =>
    !names.includes(name) && !isCommon(name)));
}

// A lesson gives all its settings when one changes, a page some of them; null: as at first.
// `isPlace`: Back leads back from it.
ConvLens.keepSettings = (key, values, isPlace = false) => {
  if (!navigator.userActivation?.hasBeenActive) return;     // a page that is being built
  const others = props.tabs.lessons.includes(key) ? {} : settings[key];
  const kept = Object.entries({ ...others, ...values }).filter(([, value]) => value !== null);
  settings[key] = Object.fromEntries(kept);
  clearTimeout(keeping);
  keeping = setTimeout(showSettings, isPlace ? 0 : 300, key, isPlace);
};

ConvLens.settingsOf = (key) => ({ ...settings[key] });

function showSettings(key, isPlace) {   // a browser allows few changes of the address a second
  const shown = shownPlace();
  if (wanted || !shown || keyOf(shown) !== key) return;
  const address = addressOf(shown);
  if (address === location.pathname + location.search) return;
  history[isPlace ? "pushState" : "replaceState"](isPlace ? null : history.state, "", address);
  showPlace(shown);
}

ConvLens.showTitle = () => {            // a lesson's part may have another one
  const shown = shownPlace();
  if (!wanted && shown) showPlace(shown);
};

// Folded parts of a page, #fold-NAME: the one that was opened last is in the address.
const foldButton = (fold) => fold?.querySelector(":scope > button, [aria-expanded]");
const isUnfolded = (fold) => foldButton(fold).matches('.open, [aria-expanded="true"]');

function unfold(name, tries = 50) {     // while its page is being built, a click may be lost
  const fold = document.querySelector(`#fold-${name}`), button = foldButton(fold);
  if ((button && isUnfolded(fold)) || !tries) return;
  button?.click();
  setTimeout(unfold, 200, name, tries - 1);
}

document.addEventListener("click", ({ target }) => {
  const fold = target.closest('[id^="fold-"]');
  if (!fold || target.closest("button") !== foldButton(fold)) return;
  const name = fold.id.replace("fold-", "");
  setTimeout(() => {                    // when it is open, or closed
    const page = openTab("pages");
    if (!props.folds[page]?.includes(name)) return;
    if (isUnfolded(fold)) ConvLens.keepSettings(page, { tab: name });
    else if (settings[page]?.tab === name) ConvLens.keepSettings(page, { tab: null });
  }, 50);
});
