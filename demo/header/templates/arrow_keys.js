// Arrow keys, Home and End in a list of tabs; Gradio 6.31 makes each tab a stop of the Tab key.
let opening = null;

const tabsIn = (list) => [...list.querySelectorAll("[role=tab]:enabled")].filter((tab) => tab.offsetParent);

function updateTabStops() {             // one stop for a list: its open tab
  for (const list of document.querySelectorAll("[role=tablist]")) {
    const tabs = tabsIn(list), open = tabs.find((tab) => tab.getAttribute("aria-selected") === "true");
    for (const tab of tabs) tab.tabIndex = tab === (open ?? tabs[0]) ? 0 : -1;
  }
}

document.addEventListener("keydown", (event) => {
  const list = event.target.closest?.("[role=tablist]");
  if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
  const tabs = tabsIn(list), at = tabs.indexOf(event.target);
  const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  const tab = tabs.at(next % tabs.length);
  tab.focus();
  clearTimeout(opening);
  opening = setTimeout(() => tab.click(), 150);     // a held key opens one tab, when it stops
});
