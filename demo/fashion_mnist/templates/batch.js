// needs: batch_table.js
// Many photos at once: each is sent by itself, so one that cannot be read stops no other.
const status = element.querySelector(".status"), bar = element.querySelector("progress");
const input = element.querySelector("input"), label = element.querySelector(".file");
const AT_ONCE = 2;                      // the server lets no more networks run for one page
let turn = 0;                           // a new choice of files ends the one before

const say = (pair) => status.replaceChildren(...inBoth(pair));
const model = () => document.querySelector("#fashion-model input:checked")?.value ?? "fashion_mnist";

async function classify(file) {
  try {
    const { path } = await upload(file);
    return await server.classify_file({ path, model: model() });
  } catch {
    return { error: props.unreadable };
  }
}

function countDone(rows, total) {
  const bad = rows.filter(({ error }) => error).length;
  const fill = (text) => text.replace("{done}", rows.length).replace("{n}", total).replace("{bad}", bad);
  return Object.fromEntries(Object.entries(bad ? props.counted_bad : props.counted).map(([lang, text]) => [lang, fill(text)]));
}

async function classifyAll(files) {
  const own = ++turn, chosen = [...files].slice(0, props.most), queue = [...chosen.entries()];
  rows.length = 0;
  bar.hidden = !chosen.length;
  async function work() {
    for (let next; (next = queue.shift()); ) {
      const [place, file] = next, answer = await classify(file);
      if (own !== turn) return;
      rows.push({ place, file: file.name, picture: file, ...answer });
      bar.value = rows.length / chosen.length;
      say(countDone(rows, chosen.length));
      showRows();
    }
  }
  say(countDone(rows, chosen.length));
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (own !== turn) return;
  bar.hidden = true;
  if (files.length > props.most) say(props.too_many);
}

input.addEventListener("change", () => {
  const files = [...input.files];
  input.value = "";
  if (files.length) classifyAll(files);
});
for (const kind of ["dragover", "dragleave", "drop"]) {
  label.addEventListener(kind, (event) => {
    event.preventDefault();             // or else the browser would open the file
    label.classList.toggle("over", kind === "dragover");
    if (kind === "drop" && event.dataTransfer.files.length) classifyAll(event.dataTransfer.files);
  });
}
