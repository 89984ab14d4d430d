// What all lessons share: words in the page's language, links, copying.
const one = (selector) => element.querySelector(selector);
const all = (selector) => [...element.querySelectorAll(selector)];

function word(key, values = {}) {       // the language of the page is the value of the panel
  const text = props.words[key][props.value === "中文" ? 1 : 0];
  return text.replace(/{(\w+)}/g, (_, name) => values[name]);
}

function translate() {                  // what stands in the HTML; a script writes the rest itself
  for (const place of all("[data-word]")) place.textContent = word(place.dataset.word);
  for (const place of all("[data-name]")) place.setAttribute("aria-label", word(place.dataset.name));
}

function asked() {                      // the settings of the link that was followed, if it led here
  const query = new URLSearchParams(location.search);
  return query.get("lesson") === props.lesson ? Object.fromEntries(query) : {};
}

function link(settings) {
  const address = new URL(location.pathname, location.origin);
  const pairs = Object.entries({ lesson: props.lesson, ...settings });
  for (const [name, value] of pairs) address.searchParams.set(name, value);
  return address.href;
}

async function copy(text, button) {     // and say so on the button
  try {
    await navigator.clipboard.writeText(text);
  } catch {                             // in a frame that may not use the clipboard
    const box = document.body.appendChild(document.createElement("textarea"));
    box.value = text;
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  button.textContent = "✓ " + word("lesson_copied");
  setTimeout(() => { button.textContent = word(button.dataset.word); }, 1500);
}
