// needs: progress.js, lesson.js
// A link and its QR code: a place of the app in a language, a look and with settings.
const panel = ConvLens.lesson.lessonTools({ element, props });
const { query, word, translate, controls, settings, copyText } = panel;
const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;   // open on this computer only
const OWN = ["show", "lesson", "lang", "__theme", "present", "answers"];     // chosen by controls
let requestNumber = 0;

function readExtra(text) {              // name=value pairs, or a link that holds them
  const pairs = new URLSearchParams(text.includes("?") ? text.slice(text.indexOf("?")) : text);
  return [...pairs].filter(([name]) => name && !OWN.includes(name));
}

function classLink() {                  // null: the app's address can't be read
  const { place, lang, theme, present, answers, extra, base } = settings();
  const [[key, name]] = new URLSearchParams(place);
  let address = null;
  try { address = new URL(base); } catch { return null; }
  if (!address.protocol.startsWith("http")) return null;
  address.search = "";
  const pairs = [[key, name], ...readExtra(extra), ["lang", lang], ["__theme", theme],
    ["present", present && key === "lesson" ? "1" : ""], ["answers", answers ? "1" : ""]];
  for (const [each, value] of pairs) if (value) address.searchParams.set(each, value);
  return address;
}

async function showLink() {
  const address = classLink(), number = ++requestNumber;
  controls.present.disabled = !controls.place.value.startsWith("lesson");
  query(".title").textContent = controls.place.selectedOptions[0].textContent;
  query(".made").textContent = address?.href ?? "";
  query(".local").hidden = Boolean(address) && !LOCAL.test(address.hostname);
  showSheets(address);
  if (!address) return showCode("", "teacher_no_address");
  try {
    const code = await server.draw_qr_code(address.href);
    if (number === requestNumber) showCode(code, code ? null : "teacher_too_long");
  } catch {
    if (number === requestNumber) showCode("", "lesson_silent");
  }
}

function showCode(code, refused) {
  query(".qr").hidden = !code;
  query(".qr").src = code || "data:,";
  query(".qr").alt = code ? word("teacher_qr", { link: query(".made").textContent }) : "";
  query(".refused").hidden = !refused;
  query(".refused").textContent = refused ? word(refused) : "";
}

function showSheets(address) {
  const seed = /^\d{1,9}$/.test(controls.seed.value) ? controls.seed.value : "1";
  const lang = address?.searchParams.get("lang") ?? "";
  for (const [name, answers] of [["without", ""], ["with", "&answers=1"]]) {
    query(`.sheets .${name}`).href = `?lesson=homework&sheet=all&seed=${seed}${answers}${lang && `&lang=${lang}`}`;
  }
}

function placeChosen() {                // with the settings that were made there in this tab
  const name = controls.place.value.split("=")[1];
  controls.extra.value = String(new URLSearchParams(ConvLens.settingsOf(name)));
}

function writeAll() {                   // again when the language changes
  const chosen = controls.place.value, language = props.value === "中文" ? "zh" : "en";
  controls.place.replaceChildren(...props.places.map((place) => new Option(place[language], place.query)));
  controls.place.value = chosen || props.places[0].query;
  translate();
  showLink();
}

element.addEventListener("input", ({ target }) => {
  if (target === controls.place) placeChosen();
  showLink();
});
query(".link").addEventListener("click", () => copyText(query(".made").textContent, query(".link")));
query(".print").addEventListener("click", () => print());
query(".reset").addEventListener("click", ({ target }) => {     // asks for a second press
  if (target.dataset.word === "lesson_sure") return ConvLens.progress.forgetPupil();
  target.dataset.word = "lesson_sure";
  translate();
});
watch("value", writeAll);
controls.base.value = location.origin + location.pathname;
writeAll();
