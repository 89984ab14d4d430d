// needs: theme.js, language.js, settings.js, scroll.js, address.js, lessons_done.js, arrow_keys.js, gradio_markup.js
// The header: open what the address names, and follow the language of the page.
wanted = readAddress();
showUnknown(!wanted);
if (wanted) settings[keyOf(wanted)] = settingsInAddress();
wanted = wanted ? { ...wanted, linked: true } : { page: "digits" };
showLanguage();
showProgress();
follow();
new MutationObserver(() => {
  showLanguage();
  setTimeout(() => {                    // when Gradio has translated its own labels
    translateTabs();
    follow();
  });
}).observe(document.documentElement, { attributeFilter: ["lang"] });
new MutationObserver((changes) => {     // a page that is opened later brings tabs of its own
  const added = changes.flatMap((change) => [...change.addedNodes]);
  if (added.some((node) => node.querySelector?.("[role=tab]"))) translateTabs();
}).observe(document.body, { subtree: true, childList: true });
