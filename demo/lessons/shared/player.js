// Play, pause, step, back, scrub: a window moves from place to place. At the slow speeds each place
// is shown phase by phase; its last phase shows all numbers.
const PACES = [[1, 500], [1, 150], [0, 700], [0, 250], [0, 60]];  // [by phases?, milliseconds]

// `panel` is what lessonTools returns; draw(place, phase, playing) shows one phase.
function makePlayer(panel, draw) {
  const { element, query, queryAll, word } = panel;
  const player = { places: 0, phases: 1, place: 0, phase: 0, timer: null };
  const scrub = query(".scrub"), play = query(".play");

  function tell() {
    scrub.max = Math.max(0, player.places - 1);
    scrub.value = player.place;
    query(".count").textContent = player.places ? `${player.place + 1} / ${player.places}` : "–";
    for (const button of queryAll(".player button")) button.disabled = !player.places;
    play.textContent = player.timer ? "❚❚" : "▶";
    play.setAttribute("aria-label", word(player.timer ? "lesson_pause" : "lesson_play"));
    draw(player.place, player.phase, Boolean(player.timer));
  }

  player.go = (place, phase = player.phases - 1) => {
    player.place = Math.max(0, Math.min(player.places - 1, place));
    player.phase = phase;
    tell();
  };

  player.fit = (places, phases) => {    // another picture or kernel: keep the place if it exists
    Object.assign(player, { places, phases });
    player.go(player.place);
  };

  player.pause = () => {
    clearTimeout(player.timer);
    player.timer = null;
    tell();
  };

  player.toggle = () => {
    if (player.timer) return player.pause();
    const end = player.place === player.places - 1 && player.phase === player.phases - 1;
    if (end || player.place === 0) player.go(0, 0);     // show the first place phase by phase too
    tick();
  };

  function tick() {
    const [byPhases, wait] = PACES[query(".pace").value - 1];
    player.timer = setTimeout(() => {
      const done = player.phase === player.phases - 1, end = player.place === player.places - 1;
      if ((done && end) || !element.offsetParent) return player.pause();  // or the tab was left
      if (byPhases && !done) player.phase++;
      else if (done) [player.place, player.phase] = [player.place + 1, byPhases ? 0 : player.phases - 1];
      else player.phase = player.phases - 1;
      tick();
    }, wait);
    tell();
  }

  const at = { ".first": () => 0, ".back": () => player.place - 1, ".last": () => player.places - 1,
    ".step": () => player.place + 1, ".scrub": () => Number(scrub.value) };
  for (const [selector, place] of Object.entries(at)) {
    query(selector).addEventListener(selector === ".scrub" ? "input" : "click", () => {
      if (player.timer) player.pause();
      player.go(place());
    });
  }
  play.addEventListener("click", player.toggle);
  return player;
}

function makeNavigable(map, player, columns) {  // choose places by click or arrow key
  const moves = { ArrowLeft: () => -1, ArrowRight: () => 1, ArrowUp: () => -columns(),
    ArrowDown: () => columns(), Home: () => -player.place, End: () => player.places };
  map.addEventListener("keydown", (event) => {
    if (!(event.key in moves) && event.key !== " ") return;
    event.preventDefault();
    if (event.key === " ") return player.toggle();
    if (player.timer) player.pause();
    const place = player.place + moves[event.key]();
    if (event.key === "End" || (place >= 0 && place < player.places)) player.go(place);
  });
  map.addEventListener("click", (event) => {
    const place = [...map.children].indexOf(event.target);
    if (place < 0) return;
    if (player.timer) player.pause();
    player.go(place);
  });
}

ConvLens.player = { makePlayer, makeNavigable };
