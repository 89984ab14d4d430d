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
  for (const button of document.querySelectorAll("[role=tab][data-tab-id]")) {
    const text = button.textContent.trim();
    const pair = ConvLens.tabLabels.find((words) => words.includes(text));
    if (pair && pair[column] !== text) {
      [...button.childNodes].find((node) => node.data?.trim() === text).data = pair[column];
    }
  }
}

function showLanguage() {
  for (const button of element.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", button.dataset.language === pageLanguage());
  }
}

for (const button of element.querySelectorAll("[data-language]")) {
  button.addEventListener("click", () => setLanguage(button.dataset.language));
}
