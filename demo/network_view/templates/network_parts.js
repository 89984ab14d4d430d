// Parts that are fetched when they are asked for: sheets in depth, a map enlarged, files; and lines.
const parts = {}, depthButton = element.querySelector("[data-do=depth]");
const page = element.querySelector(".line").dataset.page;
let isDeep = false, turn = null, startTurning = null;
let closer = null;                      // the enlarged map, once one was

async function fetchPart(name) {
  parts[name] ??= await import(new URL(MODULES[name], document.baseURI));
  return parts[name];
}

async function setDeep(deep) {
  const { followTurning } = await fetchPart("depth");
  startTurning ??= followTurning(canvas, () => isDeep, (changed) => {
    turn = changed;
    redraw();
  });
  isDeep = deep;
  depthButton.setAttribute("aria-pressed", deep);
  canvas.classList.toggle("deep", deep);
  if (deep) startTurning(canvas.clientWidth);
  redraw();
  updateCaption();
}

depthButton.addEventListener("click", () => {
  setDeep(!isDeep);
  ConvLens.keepSettings?.(page, { view: isDeep ? null : "depth" });
});

async function saveAs(kind) {
  const { savePicture, saveAnimation } = await fetchPart("export");
  const background = getComputedStyle(document.body).backgroundColor;
  if (!view) return;
  if (kind === "png") return savePicture(canvas, background);
  pause();
  pointed = null;
  const isSaved = await saveAnimation(canvas, background, lastStage() + 1, (n, share) => {
    [stage, lit] = [n, share];
    redraw();
  });
  stopPlaying();
  redraw();
  if (!isSaved) writeCaption("no_webp");
}

for (const kind of ["png", "webp"]) {
  element.querySelector(`[data-do=${kind}]`).addEventListener("click", () => saveAs(kind));
}

function openFromAddress() {            // ?show=PAGE&view=depth
  const query = new URLSearchParams(location.search);
  const shown = query.get("lesson") ?? query.get("show") ?? "digits";
  if (shown === page && query.get("view") === "depth") setDeep(true);
}

function question({ column, map }) {    // what the server has to know; null: nothing can be asked
  const { network, pixels } = view;
  return pixels ? { network, pixels, step: view.columns[column].step, map } : null;
}

async function askForShares() {
  const place = pointed, asked = view;
  if (!(place?.column > 1) || place.column >= view.columns.length || shares || !question(place)) return;
  const answer = await server.weigh_maps(question(place)).catch(() => null);
  if (!answer || place !== pointed || asked !== view) return;
  shares = decodeBytes(answer.values, Int8Array);
  redraw();
  updateCaption();
}

async function enlarge(place) {
  const { openCloser } = await fetchPart("closer");
  closer ??= openCloser(element.querySelector(".closer"), element.querySelector("template"), {
    explain: (place, cell) => server.explain_number({ ...question(place), ...cell }),
    describeMap, writeSentence, number, back: () => canvas.focus(),
  });
  closer.show(view, place);
}

function updateCloser() {
  if (view) closer?.update(view);
}
