// The language of the page: read from Gradio, switched at once, remembered.
const pageLanguage = () => document.documentElement.lang.startsWith("zh") ? "zh" : "en";

// Gradio 6.31 keeps its language in the store of svelte-i18n, in a script that it has loaded.
const RUNTIME = /\/assets\/runtime-[\w-]+\.js$/;
const runtime = performance.getEntriesByType("resource").map(({ name }) => name)
  .find((name) => RUNTIME.test(name));

async function gradioLanguage() {
  return Object.values(await import(runtime)).find((part) => part?.set && part.subscribe);
}

async function setLanguage(language) {
  convlensChoices.rememberLanguage(language);
  if (new URLSearchParams(location.search).has("lang")) changeAddress("lang", language);
  (await gradioLanguage()).set(language === "zh" ? "zh-CN" : "en");
}

function translateTabs() {              // Gradio leaves the labels of unopened tabs as they were
  const column = pageLanguage() === "zh" ? 1 : 0;
  for (const button of document.querySelectorAll(".tab-wrapper button")) {
    const text = button.textContent.trim();
    const pair = ConvLens.tabLabels.find((words) => words.includes(text));
    if (pair && pair[column] !== text) {
      [...button.childNodes].find((node) => node.data?.trim() === text).data = pair[column];
    }
  }
}

// An attribute can't hold an element for each language: data-en-title and data-zh-title stand
// beside title. Gradio writes the English one again whenever it renders the component.
const NAMES = ["aria-label", "title", "alt", "placeholder"];
const NAMED = NAMES.map((name) => `[data-zh-${name}]`).join();

function translateNames(place) {
  for (const name of NAMES) {
    const text = place.getAttribute(`data-${pageLanguage()}-${name}`);
    if (text !== null && text !== place.getAttribute(name)) place.setAttribute(name, text);
  }
}

function translateNamesIn(node) {       // and of everything in it
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  if (node.matches(NAMED)) translateNames(node);
  for (const place of node.querySelectorAll(NAMED)) translateNames(place);
}

new MutationObserver((changes) => {
  for (const { type, target, addedNodes } of changes) {
    if (type === "attributes") translateNames(target);
    else addedNodes.forEach(translateNamesIn);
  }
}).observe(document.body, {
  subtree: true, childList: true,
  attributeFilter: [...NAMES, ...NAMES.map((name) => `data-zh-${name}`)],
});

function translateDownloads() {         // Gradio leaves the names of these buttons as they were
  for (const button of document.querySelectorAll(".download-link > button")) {
    for (const name of ["aria-label", "title"]) button.setAttribute(name, props.download[pageLanguage()]);
  }
}

function showLanguage() {
  translateNamesIn(document.body);
  translateDownloads();
  for (const button of element.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", button.dataset.language === pageLanguage());
  }
}

for (const button of element.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => setLanguage(button.dataset.language));
}
