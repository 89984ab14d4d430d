// Every place has an address: ?show=PAGE&tab=TAB or ?lesson=NAME, and its settings; Back works.
let wanted = null, timer = null;        // the place that is being opened

const tabButton = (tabs, id) => document.querySelector(`#${tabs} > .tab-wrapper [data-tab-id="${id}"]`);
const openTab = (tabs) => document.querySelector(
  `#${tabs} > .tab-wrapper [aria-selected="true"]`)?.dataset.tabId;

function readAddress() {                // null: a name that is not known
  const query = new URLSearchParams(location.search), lesson = query.get("lesson");
  const page = lesson === null ? query.get("show") ?? "digits" : "lessons";
  const name = lesson ?? query.get("tab") ?? (props.tabs[page] ?? [])[0];
  const part = name in (props.parts[page] ?? {}) ? name : null, tab = part ? props.parts[page][part] : name;
  const isFold = (props.folds[page] ?? []).includes(tab);
  const isKnown = tab === undefined || isFold || (props.tabs[page] ?? []).includes(tab);
  if (!props.pages.includes(page) || !isKnown) return null;
  return isFold ? { page, fold: tab } : { page, tab, part };
}

function addressOf(place) {             // language, theme, presentation and answers stay in it
  const { page, tab } = place, query = new URLSearchParams();
  if (page === "lessons") query.set("lesson", tab);
  else query.set("show", page);
  if (tab && page !== "lessons" && tab !== props.tabs[page][0]) query.set("tab", tab);
  for (const [name, value] of Object.entries(settings[keyOf(place)] ?? {})) {
    if (name !== "tab" || !query.has("tab")) query.set(name, value);    // a tab, else a fold
  }
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (isCommon(name)) query.set(name, value);
  }
  return `${location.pathname}?${query}`;
}

function shownPlace() {                 // null while a page is being built
  const page = openTab("pages"), tab = props.tabs[page] && openTab(page);
  return page && (tab || !props.tabs[page]) ? { page, tab } : null;
}

function isAt(shown, place) {
  return place && shown.page === place.page && (!place.tab || shown.tab === place.tab);
}

function follow() {                     // open what is wanted; else note what a visitor opened
  clearTimeout(timer);
  const shown = shownPlace();
  if (!shown || (wanted && !isAt(shown, wanted))) {
    if (wanted && openTab("pages") !== wanted.page) tabButton("pages", wanted.page)?.click();
    else if (wanted?.tab) tabButton(wanted.page, wanted.tab)?.click();
    timer = setTimeout(follow, 50);
    return;
  }
  const arrived = wanted, here = readAddress();
  wanted = null;
  if (!isAt(shown, here)) {
    history[here ? "pushState" : "replaceState"](null, "", addressOf(shown));
    if (here) showUnknown(false);
  } else if (location.search && addressOf(shown) !== location.pathname + location.search) {
    history.replaceState(history.state, "", addressOf(shown));
  }
  showPlace(shown);
  if (arrived?.fold) unfold(arrived.fold);
  if (arrived) scrollToPlace(shown, arrived);
}

function openPage(page) {
  wanted = { page };
  showUnknown(false);
  scrollTo(0, 0);
  follow();
}

function showUnknown(unknown) {
  const place = element.querySelector(".unknown");
  place.replaceChildren(...(unknown ? Object.entries(props.unknown) : []).map(([lang, text]) =>
    Object.assign(document.createElement("span"), { lang, textContent: text })));
}

function showInRow(button) {            // on a phone the row scrolls
  const row = button.parentElement;
  row.scrollLeft = button.offsetLeft - row.offsetLeft - (row.clientWidth - button.offsetWidth) / 2;
}

function showPlace({ page, tab }) {     // in the header and in the browser's tab
  for (const link of element.querySelectorAll("nav a")) {
    if (link.dataset.page === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const link = element.querySelector(`nav [data-page="${page}"] [lang="${pageLanguage()}"]`);
  element.querySelector("h2").replaceChildren(...[...link.parentElement.children].map((name) => name.cloneNode(true)));
  showInRow(link.closest("a"));
  if (tab) showInRow(tabButton(page, tab));
  const names = [props.name];
  if (page !== "lessons" || tab === "story") names.unshift(link.textContent);
  if (tab && tab !== props.tabs[page][0]) names.unshift(tabButton(page, tab).textContent.trim());
  if (settings[tab]?.task) names.unshift(document.querySelector(`#lesson-${tab} h3`)?.textContent);
  document.title = names.filter(Boolean).join(" · ");
}

element.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-page]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openPage(link.dataset.page);
});
element.querySelector(".skip").addEventListener("click", () => {
  const content = [...document.querySelectorAll("#pages > [role=tabpanel]")]
    .find((panel) => panel.offsetParent);
  content?.setAttribute("tabindex", "-1");
  content?.focus();
});
addEventListener("popstate", () => {    // after a lesson has read its settings from the address
  wanted = readAddress() ?? { page: "digits" };
  setTimeout(follow);
});
new MutationObserver(follow).observe(
  document.body, { subtree: true, attributes: true, attributeFilter: ["aria-selected"] });
