// needs: question.js, lesson.js, rows.js
// The network is edited here, row by row; PyTorch's results come from the server.
const panel = ConvLens.lesson.lessonTools({ element, props });
const { query, word, translate, linkSettings, shareLink, copyText } = panel;

const PICTURE = [["shapes_channels", 64], ["shapes_height", 1024], ["shapes_width", 1024]];
const showQuestion = ConvLens.question.makeQuestion(panel, "shapes_asked", [
  ["shapes_answer_channels", "shapes_told_channels"], ["shapes_answer_half", "shapes_told_half"],
  ["shapes_answer_picture", "shapes_told_picture"],
], "shapes_answer_half");
let network = initialNetwork();
let answer = props.first, requestNumber = 0, timer = null;

function initialNetwork() {             // the link's network: a name, or JSON
  const linked = linkSettings().net ?? "mnist";
  try {
    const spec = JSON.parse(props.presets[linked] ?? linked);
    spec.layers = spec.layers.filter((layer) => Object.hasOwn(props.fields, layer.kind));
    if (spec.picture.length === 3) return spec;
  } catch { /* not a network: use the first */ }
  return JSON.parse(props.presets.mnist);
}

function rebuild(k, place) {            // and put the focus back where it was
  query(".layers").replaceChildren(...network.layers.map(layerRow));
  const row = query(".layers").children[Math.min(k, network.layers.length - 1)];
  const next = row?.querySelector(place) ?? query(".add");
  if (place) (next.disabled ? row.querySelector(".away") : next).focus();
  showDescription();
}

function replaceLayer(k, layer, place) {
  network.layers[k] = layer;
  rebuild(k, place);
  requestDescription(0);
}

function moveLayer(from, to, place) {
  network.layers.splice(to, 0, ...network.layers.splice(from, 1));
  rebuild(to, place);
  requestDescription(0);
}

function removeLayer(k) {
  network.layers.splice(k, 1);
  rebuild(k, ".away");
  requestDescription(0);
}

function useNetwork(text, place) {      // replace the whole network
  network = JSON.parse(text);
  drawPictureFields();
  rebuild(0, place);
  requestDescription(0);
}

function requestDescription(pause = 40) {       // only the latest answer counts
  clearTimeout(timer);
  const number = ++requestNumber;
  timer = setTimeout(async () => {
    try {
      const reply = await server.describe_network(JSON.stringify(network));
      if (number !== requestNumber) return;
      if (!reply.refused) answer = reply;
      showDescription(reply.refused);
    } catch {
      if (number === requestNumber) showDescription({ key: "shapes_silent", values: {} });
    }
  }, pause);
}

function showDescription(refused) {
  query(".refused").hidden = !refused;
  if (refused) return void (query(".refused").textContent = word(refused.key, refused.values));
  query(".drawing").innerHTML = answer.drawing;
  [...query(".layers").children].forEach((row, k) => fillRow(row, answer.rows[k], k));
  const total = { total: answer.total, last: answer.last };
  query(".total").textContent = word(answer.trouble ? "shapes_stopped" : "shapes_total", total);
  query(".module pre").textContent = answer.programs.module;
  for (const way of ["lazy", "print", "printed", "table"]) {
    query(`.ways .${way}`).textContent = answer.programs[way];
  }
}

function drawPictureFields() {          // channels, height, width
  query(".picture").querySelectorAll("label").forEach((label) => label.remove());
  PICTURE.forEach(([key, most], n) => {
    const change = (value) => { network.picture[n] = value; };
    query(".picture").append(numberField(word(key), key, network.picture[n], [1, most], change));
  });
}

function drawPresetButtons() {          // one for each preset
  query(".begin").querySelectorAll("button").forEach((button) => button.remove());
  for (const [name, text] of Object.entries(props.presets)) {
    const button = createElement("button", `begin-${name}`, word(`shapes_begin_${name}`));
    button.addEventListener("click", () => useNetwork(text));
    query(".begin").append(button);
  }
}

function writeAll() {                   // all texts, again when the language changes
  translate();
  showQuestion();
  drawPresetButtons();
  drawPictureFields();
  query("select.new").replaceChildren(...Object.keys(props.fields).map(kindOption));
  rebuild(0);
}

function shortestText() {               // a preset's name, or JSON
  const text = JSON.stringify(network);
  return Object.keys(props.presets).find((name) => props.presets[name] === text) ?? text;
}

query(".add").addEventListener("click", () => {
  network.layers.push({ kind: query("select.new").value });
  rebuild(network.layers.length - 1, "select.kind");
  requestDescription(0);
});
shareLink(() => ({ net: shortestText() }));
for (const copy of [query(".copy-module"), query(".share .code")]) {
  copy.addEventListener("click", () => copyText(query(".module pre").textContent, copy));
}
watch("value", writeAll);
writeAll();
if (linkSettings().net) requestDescription(0);
