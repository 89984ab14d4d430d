// Slow motion: light up one stage after the other; play, pause, step, speed.
const STAGE_SECONDS = 3, LIGHT_SECONDS = 0.9;       // a stage; its lighting up
let stage = null, lit = 1;              // the stage shown last, from 0, and the share that is lit
let playing = null;                     // the running timer

function speed() {
  return Number(element.querySelector("select").value);
}

function setPlaying(timer) {
  playing = timer;
  element.querySelector(".play").hidden = playing !== null;
  element.querySelector(".pause").hidden = playing === null;
}

function pause() {
  clearTimeout(playing);
  setPlaying(null);
}

function stopPlaying() {                // and show all stages
  pause();
  stage = null;
}

// Light up a stage within a second, map after map; at once where motion is not wanted
function lightUp(n, start) {
  if (n !== stage) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const seconds = (performance.now() - start) / 1000 * speed();
  lit = still ? 1 : Math.min(1, seconds / LIGHT_SECONDS);
  redraw();
  if (lit < 1) requestAnimationFrame(() => lightUp(n, start));
}

function lastStage() {                  // the scores, if they are there
  return view.columns.length - (view.classes.length ? 0 : 1);
}

function showNextStage() {
  stage = stage === null || stage === lastStage() ? 0 : stage + 1;
  pointed = null;
  lightUp(stage, performance.now());
  updateCaption();
}

function play() {
  showNextStage();
  const next = stage === lastStage() ? pause : play;
  setPlaying(setTimeout(next, STAGE_SECONDS * 1000 / speed()));
}

element.querySelector("[data-do=play]").addEventListener("click", () => {
  if (playing !== null) pause();
  else if (view) play();
});
element.querySelector("[data-do=step]").addEventListener("click", () => {
  pause();
  if (view) showNextStage();
});
