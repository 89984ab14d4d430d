// What the panels of all lessons share: words in the page's language, controls, links.
// `element`, `props`: as Gradio gives them to a panel's script; the value is the page's language.
function lessonTools({ element, props }) {
  const query = (selector) => element.querySelector(selector);
  const queryAll = (selector) => [...element.querySelectorAll(selector)];

  function word(key, values = {}) {
    const text = props.words[key][props.value === "中文" ? "zh" : "en"];
    return text.replace(/{(\w+)}/g, (_, name) => {
      const value = values[name];       // a number has a true minus
      return typeof value === "number" ? String(value).replace("-", "−") : value;
    });
  }

  function translate() {                // the words of the HTML; a script writes its own
    for (const place of queryAll("[data-word]")) place.textContent = word(place.dataset.word);
    for (const place of queryAll("[data-name]")) place.setAttribute("aria-label", word(place.dataset.name));
  }

  // Controls: their names in the HTML are the names of the settings, in links too.
  const controls = Object.fromEntries(queryAll("[name]").map((control) => [control.name, control]));

  function controlValue(control) {
    if (control.type === "checkbox") return control.checked;
    return control.type === "range" ? Number(control.value) : control.value;
  }

  function settings() {
    return Object.fromEntries(Object.entries(controls).map(([name, control]) => [name, controlValue(control)]));
  }

  function setControl(name, value) {    // a value that the control doesn't allow is ignored
    const control = controls[name];
    if (control.type === "checkbox") control.checked = String(value) === "true";
    else if (control.tagName !== "SELECT") control.value = value;
    else if ([...control.options].some((option) => option.value === String(value))) control.value = value;
  }

  function setControls(values) {
    for (const name of Object.keys(controls)) if (name in values) setControl(name, values[name]);
    for (const folded of queryAll("details.more")) {
      folded.open ||= [...folded.querySelectorAll("[name]")].some(isChanged);
    }
  }

  function isChanged(control) {         // from what it was when the lesson was opened
    if (control.type === "checkbox") return control.checked !== control.defaultChecked;
    if (control.tagName === "SELECT") return control.selectedIndex !== initialChoice(control);
    return control.value !== control.defaultValue;
  }

  function initialChoice({ options }) {
    return Math.max(0, [...options].findIndex((option) => option.defaultSelected));
  }

  function showRanges() {               // write each slider's number beside it
    for (const output of queryAll("label > output")) {
      output.textContent = output.parentElement.querySelector("input").value;
    }
  }

  function linkSettings() {  // the settings in the page's address, if it names this lesson
    const address = new URLSearchParams(location.search);
    return address.get("lesson") === props.lesson ? Object.fromEntries(address) : {};
  }

  function linkTo(values) {
    const address = new URL(location.pathname, location.origin);
    const pairs = Object.entries({ lesson: props.lesson, ...values });
    for (const [name, value] of pairs) address.searchParams.set(name, value);
    return address.href;
  }

  async function copyText(text, button) {       // and confirm on the button
    try {
      await navigator.clipboard.writeText(text);
    } catch {                           // in a frame that may not use the clipboard
      const box = document.body.appendChild(document.createElement("textarea"));
      box.value = text;
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    button.textContent = "✓ " + word("lesson_copied");
    setTimeout(() => { button.textContent = word(button.dataset.word); }, 1500);
  }

  // The header's: settings in the address, `isPlace` if Back leads back; the title of the page.
  const keepInAddress = (values, isPlace) => ConvLens.keepSettings(props.lesson, values, isPlace);
  const showTitle = () => ConvLens.showTitle();

  function shareLink(values) {          // by the button, and in the address once one has changed them
    query(".link").addEventListener("click", ({ target }) => copyText(linkTo(values()), target));
    for (const kind of ["input", "change", "click", "keyup"]) {
      element.addEventListener(kind, () => keepInAddress(values()));
    }
  }

  return {
    element, query, queryAll, word, translate, controls, controlValue, settings, setControl,
    setControls, showRanges, linkSettings, linkTo, copyText, shareLink, keepInAddress,
    showTitle,
  };
}

ConvLens.lesson = { lessonTools };
