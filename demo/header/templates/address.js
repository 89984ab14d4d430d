// Every page and every lesson has an address, ?show=PAGE or ?lesson=NAME; Back and Forward work.
let wanted = null, timer = null;        // the place that is being opened

const tabButton = (tabs, id) => document.querySelector(`#${tabs} > .tab-wrapper [data-tab-id="${id}"]`);
const openTab = (tabs) => document.querySelector(
  `#${tabs} > .tab-wrapper [aria-selected="true"]`)?.dataset.tabId;

function readAddress() {                // null: a name that is not known
  const query = new URLSearchParams(location.search);
  const lesson = query.get("lesson"), page = query.get("show") ?? "digits";
  if (lesson !== null) return props.lessons.includes(lesson) ? { page: "lessons", lesson } : null;
  return props.pages.includes(page) ? { page } : null;
}

function addressOf({ page, lesson }) {  // language and theme stay in the address
  const old = new URLSearchParams(location.search);
  const query = new URLSearchParams(lesson ? { lesson } : { show: page });
  for (const name of ["lang", "__theme"]) if (old.has(name)) query.set(name, old.get(name));
  return `${location.pathname}?${query}`;
}

function shownPlace() {                 // null while a page is being built
  const page = openTab("pages"), lesson = page === "lessons" ? openTab("lessons") : undefined;
  return page && (page !== "lessons" || lesson) ? { page, lesson } : null;
}

function isAt(shown, place) {
  return place && shown.page === place.page && (!place.lesson || shown.lesson === place.lesson);
}

function follow() {                     // open what is wanted; else note what a visitor opened
  clearTimeout(timer);
  const shown = shownPlace();
  if (!shown || (wanted && !isAt(shown, wanted))) {
    if (wanted && openTab("pages") !== wanted.page) tabButton("pages", wanted.page)?.click();
    else if (wanted?.lesson) tabButton("lessons", wanted.lesson)?.click();
    timer = setTimeout(follow, 50);
    return;
  }
  const arrived = wanted !== null;
  wanted = null;
  const here = readAddress();
  if (!isAt(shown, here) || (shown.lesson && !here.lesson)) {
    history[here ? "pushState" : "replaceState"](null, "", addressOf(shown));
    if (here) showUnknown(false);
  }
  showPlace(shown);
  if (arrived) scrollToPlace();
}

function openPage(page) {
  wanted = { page };
  showUnknown(false);
  scrollTo(0, 0);
  follow();
}

function scrollToPlace() {              // a link to a feature map shows that map, until one scrolls
  const query = [...new URLSearchParams(location.search).keys()];
  if (!query.includes("show") || query.every((name) => ["show", "lang", "__theme"].includes(name))) return;
  const keep = new ResizeObserver(() =>
    document.querySelector("#look-large")?.scrollIntoView({ block: "center" }));
  const stop = () => keep.disconnect();
  keep.observe(document.body);
  for (const kind of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(kind, stop, { once: true });
  setTimeout(stop, 4000);
}

function showInRow(button) {            // on a phone the row scrolls
  const row = button.parentElement;
  row.scrollLeft = button.offsetLeft - row.offsetLeft - (row.clientWidth - button.offsetWidth) / 2;
}

function showUnknown(unknown) {
  const place = element.querySelector(".unknown");
  place.replaceChildren(...(unknown ? Object.entries(props.unknown) : []).map(([lang, text]) =>
    Object.assign(document.createElement("span"), { lang, textContent: text })));
}

function showPlace({ page, lesson }) {  // in the header and in the browser's tab
  for (const link of element.querySelectorAll("nav a")) {
    if (link.dataset.page === page) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  const link = element.querySelector(`nav [data-page="${page}"] [lang="${pageLanguage()}"]`);
  element.querySelector("h2").replaceChildren(...[...link.parentElement.children].map((name) => name.cloneNode(true)));
  showInRow(link.closest("a"));
  if (lesson) showInRow(tabButton("lessons", lesson));
  const name = lesson && lesson !== "story" ? tabButton("lessons", lesson).textContent : link.textContent;
  document.title = `${name} · ${props.name}`;
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
addEventListener("popstate", () => {
  wanted = readAddress() ?? { page: "digits" };
  follow();
});
new MutationObserver(follow).observe(
  document.body, { subtree: true, attributes: true, attributeFilter: ["aria-selected"] });
