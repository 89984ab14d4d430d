// needs: arithmetic.js, lesson.js, rows.js
// The network is edited here, row by row; what PyTorch says of it comes from the server.
const PICTURE = [["shapes_channels", 64], ["shapes_height", 1024], ["shapes_width", 1024]];
let network = begin();
let answer = props.first, question = 0, timer = null;

function begin() {                      // the link's network: a name, or all of it
  const told = asked().net ?? "mnist";
  try {
    const read = JSON.parse(props.presets[told] ?? told);
    read.layers = read.layers.filter((layer) => Object.hasOwn(props.fields, layer.kind));
    if (read.picture.length === 3) return read;
  } catch { /* no network: the first one will do */ }
  return JSON.parse(props.presets.mnist);
}

function rebuild(k, place) {            // after which the keyboard goes on where it was
  one(".layers").replaceChildren(...network.layers.map(rowOf));
  const row = one(".layers").children[Math.min(k, network.layers.length - 1)];
  const next = row?.querySelector(place) ?? one(".add");
  if (place) (next.disabled ? row.querySelector(".away") : next).focus();
  tell();
}

function change(k, layer, place) {
  network.layers[k] = layer;
  rebuild(k, place);
  ask(0);
}

function move(from, to, place) {
  network.layers.splice(to, 0, ...network.layers.splice(from, 1));
  rebuild(to, place);
  ask(0);
}

function remove(k) {
  network.layers.splice(k, 1);
  rebuild(k, ".away");
  ask(0);
}

function take(text, place) {            // another network, whole
  network = JSON.parse(text);
  pictureFields();
  rebuild(0, place);
  ask(0);
}

function ask(pause = 40) {              // only the answer to the last question counts
  clearTimeout(timer);
  const number = ++question;
  timer = setTimeout(async () => {
    try {
      const heard = await server.look(JSON.stringify(network));
      if (number !== question) return;
      if (!heard.refused) answer = heard;
      tell(heard.refused);
    } catch {
      if (number === question) tell({ key: "shapes_silent", values: {} });
    }
  }, pause);
}

function tell(refused) {
  one(".refused").hidden = !refused;
  if (refused) return void (one(".refused").textContent = word(refused.key, refused.values));
  one(".drawing").innerHTML = answer.drawing;
  [...one(".layers").children].forEach((row, k) => fill(row, answer.rows[k], k));
  const total = { total: answer.total, last: answer.last };
  one(".total").textContent = word(answer.trouble ? "shapes_stopped" : "shapes_total", total);
  one(".module pre").textContent = answer.programs.module;
  for (const way of ["lazy", "print", "printed", "table"]) {
    one(`.ways .${way}`).textContent = answer.programs[way];
  }
}

function pictureFields() {              // channels, height, width
  one(".picture").querySelectorAll("label").forEach((label) => label.remove());
  PICTURE.forEach(([key, most], n) => {
    const change = (value) => { network.picture[n] = value; };
    one(".picture").append(entry(word(key), key, network.picture[n], [1, most], change));
  });
}

function begins() {                     // the networks to begin with
  one(".bar").querySelectorAll("button").forEach((button) => button.remove());
  for (const [name, text] of Object.entries(props.presets)) {
    const button = make("button", `begin-${name}`, word(`shapes_begin_${name}`));
    button.addEventListener("click", () => take(text));
    one(".bar").append(button);
  }
}

function write() {                      // every word on the page, again when its language changes
  translate();
  begins();
  pictureFields();
  one("select.new").replaceChildren(...Object.keys(props.fields).map(option));
  rebuild(0);
}

function whole() {                      // the shortest text that a link needs
  const text = JSON.stringify(network);
  return Object.keys(props.presets).find((name) => props.presets[name] === text) ?? text;
}

one(".add").addEventListener("click", () => {
  network.layers.push({ kind: one("select.new").value });
  rebuild(network.layers.length - 1, "select.kind");
  ask(0);
});
one(".link").addEventListener("click", (event) => copy(link({ net: whole() }), event.target));
one(".copy-module").addEventListener("click", (event) => {
  copy(one(".module pre").textContent, event.target);
});
watch("value", write);
write();
if (asked().net) ask(0);
