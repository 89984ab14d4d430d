({ seven, pen, side, memory }) => {
  const page = document.getElementById("early-pad"), canvas = page.querySelector("canvas");
  const query = new URLSearchParams(location.search);
  if (query.has("lesson") || (query.get("show") ?? "digits") !== "digits") return page.remove();

  const DRAWING_IN = 600;               // milliseconds, for the example
  const paper = canvas.getContext("2d");
  const strokes = [];                   // lists of points, in pixels of the pad's picture
  let pointer = null, penIsUp = () => {};

  paper.scale(canvas.width / side, canvas.height / side);
  paper.lineCap = paper.lineJoin = "round";
  paper.lineWidth = pen;

  function clear() {
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, side, side);
  }

  function drawLine([first, ...points]) {
    paper.beginPath();
    paper.moveTo(...first);
    for (const point of points.length ? points : [first]) paper.lineTo(...point);
    paper.stroke();
  }

  function drawExample(start = performance.now()) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const share = still ? 1 : Math.min((performance.now() - start) / DRAWING_IN, 1);
    if (strokes.length) return;
    drawLine(seven.slice(0, Math.ceil(share * seven.length) || 1));
    if (share < 1) requestAnimationFrame(() => drawExample(start));
  }

  function rememberedDrawing() {        // in a frame the storage may be closed
    try { return sessionStorage.getItem(memory); } catch { return null; }
  }

  async function showRemembered(address) {
    const image = Object.assign(new Image(), { src: address });
    await image.decode();
    paper.drawImage(image, 0, 0, side, side);
  }

  function position(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) * side / box.width, (event.clientY - box.top) * side / box.height];
  }

  canvas.addEventListener("pointerdown", (event) => {
    if (pointer !== null || event.button !== 0) return;
    event.preventDefault();
    if (!strokes.length && !remembered) clear();    // the example
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    strokes.push([position(event)]);
    drawLine(strokes.at(-1));
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.pointerId !== pointer) return;
    const stroke = strokes.at(-1), before = stroke.length - 1, events = event.getCoalescedEvents?.() ?? [];
    stroke.push(...(events.length ? events : [event]).map(position));
    drawLine(stroke.slice(before));
  });
  for (const end of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(end, (event) => {
      if (event.pointerId !== pointer) return;
      pointer = null;
      penIsUp();
    });
  }

  clear();
  const remembered = rememberedDrawing();
  if (remembered) showRemembered(remembered);
  else drawExample();
  (window.ConvLens ??= {}).earlyPad = {
    async takeStrokes() {               // when the pen is up; the paper goes
      if (pointer !== null) await new Promise((done) => { penIsUp = done; });
      page.remove();
      return strokes;
    },
  };
}
