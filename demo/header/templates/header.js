// needs: theme.js, language.js, address.js
// The header: open what the address names, and follow the language of the page.
wanted = readAddress();
showUnknown(!wanted);
wanted ??= { page: "digits" };
showLanguage();
follow();
new MutationObserver(() => {
  showLanguage();
  setTimeout(() => {                    // when Gradio has translated its own labels
    translateTabs();
    follow();
  });
}).observe(document.documentElement, { attributeFilter: ["lang"] });
