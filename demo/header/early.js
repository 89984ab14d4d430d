// Before Gradio 6.31 starts: it reads navigator.language and ?__theme= once. A choice in the
// address comes first, then the remembered one, then the browser's.
window.convlensChoices = (() => {
  const LANGUAGE = "convlens_language", THEME = "convlens-theme";
  const query = new URLSearchParams(location.search);

  function read(name) {                 // in a frame the storage may be closed
    try { return localStorage.getItem(name); } catch { return null; }
  }

  function keep(name, value) {
    try { localStorage.setItem(name, value); } catch { /* the browser's is used again */ }
  }

  function rememberLanguage(language) { // the cookie is for sentences that the server writes
    keep(LANGUAGE, language);
    document.cookie = `${LANGUAGE}=${language}; path=/; max-age=31536000; SameSite=Lax`;
  }

  const chosen = [query.get("lang"), read(LANGUAGE)].find((name) => ["en", "zh"].includes(name));
  if (chosen) rememberLanguage(chosen);
  const browser = navigator.language.startsWith("zh") ? "zh" : "en";
  const locale = (chosen ?? browser) === "zh" ? "zh-CN" : "en";
  Object.defineProperty(navigator, "language", { get: () => locale, configurable: true });
  document.documentElement.lang = locale;

  const theme = query.has("__theme") ? null : read(THEME);
  if (theme) {                          // theme.js takes it out of the address again
    const address = new URL(location.href);
    address.searchParams.set("__theme", theme);
    history.replaceState(history.state, "", address);
  }
  return { rememberLanguage, rememberTheme: (name) => keep(THEME, name), theme };
})();
