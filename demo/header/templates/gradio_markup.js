// Mend what the markup of Gradio 6.31 lacks for screen readers and keyboards, whenever it changes.
const setName = (node, name, value) => node.getAttribute(name) !== value && node.setAttribute(name, value);

function nameExamples() {               // the thumbnails of gr.Examples are buttons without a name
  for (const button of document.querySelectorAll(".gallery > .gallery-item")) {
    const number = [...button.parentElement.querySelectorAll(".gallery-item")].indexOf(button) + 1;
    setName(button, "aria-label", props.example[pageLanguage()].replace("{number}", number));
  }
}

function nameFigures() {                // so are the pictures of gr.Image: the heading above names them
  const headings = [...document.querySelectorAll("h2, h3, h4")];
  for (const button of document.querySelectorAll(".computed .image-container > button")) {
    const before = (heading) => heading.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING;
    const heading = headings.findLast(before);
    if (!heading) continue;
    heading.id ||= `heading-${headings.indexOf(heading)}-${Math.random().toString(36).slice(2)}`;
    setName(button, "aria-labelledby", heading.id);
  }
}

function groupRadios() {                // gr.Radio: a group without a name, each radio a group of its own
  for (const group of document.querySelectorAll("fieldset:has(> .wrap input[type=radio])")) {
    const title = group.querySelector("[data-testid=block-info]");
    const radios = [...group.querySelectorAll("input[type=radio]")];
    if (title) {
      title.id ||= `title-${radios[0].name}`;
      setName(group, "aria-labelledby", title.id);
    }
    for (const radio of radios) setName(radio, "name", radios[0].name);     // for the arrow keys
  }
}

addEventListener("keydown", ({ key }) => key.startsWith("Arrow") && groupRadios(), true);

function simplifyButtons() {            // a name that may not be there; two stops for one download
  for (const empty of document.querySelectorAll("div.empty[aria-label]:not([role])")) empty.removeAttribute("aria-label");
  for (const button of document.querySelectorAll("a.download-link > button")) setName(button, "tabindex", "-1");
}

const LOST = "Connection to the server was lost. Attempting reconnection...";
function translateLostConnection() {    // Gradio says so in English only, and calls it "Error"
  for (const text of document.querySelectorAll("[data-testid=toast-text]")) {
    if (text.textContent.trim() !== LOST) continue;
    text.textContent = props.lost[pageLanguage()];
    text.closest("[data-testid=toast-body]").querySelector(".toast-title").textContent = props.name;
  }
}

let mending = null;
function mendMarkup() {
  mending = null;
  for (const mend of [nameExamples, nameFigures, groupRadios, simplifyButtons, translateLostConnection, updateTabStops]) mend();
}
const mendSoon = () => { mending ??= setTimeout(mendMarkup, 100); };
new MutationObserver(mendSoon).observe(
  document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ["aria-selected"] });
new MutationObserver(mendSoon).observe(document.documentElement, { attributeFilter: ["lang"] });
mendSoon();
