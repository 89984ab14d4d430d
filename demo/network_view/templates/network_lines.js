// Paint the strongest lines: from features to a score, from maps to a map of the next stage.
const STRONGEST = { for: 10, against: 5 };          // lines of one class or one map

// Those of [place, place, share] that count most for something and against it
function strongest(shares) {
  const ranked = (sign) => shares.filter(([, , share]) => share * sign > 0)
    .sort((a, b) => Math.abs(b[2]) - Math.abs(a[2]));
  return [...ranked(1).slice(0, STRONGEST.for), ...ranked(-1).slice(0, STRONGEST.against)];
}

// Lines from maps of the last column to classes: [map, class, share from -127 to 127]
function scoreLines(view, { map, target }) {
  const maps = view.columns.at(-1).channels;
  return strongest(map === undefined
    ? Array.from({ length: maps }, (_, n) => [n, target, view.terms[target * maps + n]])
    : view.classes.map((_, k) => [map, k, view.terms[k * maps + map]]));
}

function paintLine([startX, startY], [endX, endY], share, across) {
  paper.strokeStyle = colour(share > 0 ? "--positive-fill" : "--negative-fill");
  paper.lineWidth = 0.5 + 3 * Math.abs(share);
  paper.globalAlpha = 0.85;
  paper.beginPath();
  paper.moveTo(startX, startY);
  const [middleX, middleY] = [(startX + endX) / 2, (startY + endY) / 2];
  if (across) paper.bezierCurveTo(middleX, startY, middleX, endY, endX, endY);
  else paper.bezierCurveTo(startX, middleY, endX, middleY, endX, endY);
  paper.stroke();
  paper.globalAlpha = 1;
}

function paintLines(lines, from, to, across) {
  const greatest = Math.max(1, ...lines.map(([, , share]) => Math.abs(share)));
  for (const [start, end, share] of lines) paintLine(from(start), to(end), share / greatest, across);
}

function paintScoreLines(view, layout, from) {
  const across = layout.scores.across, toScore = (k) => {
    const [x, y, width, height] = scorePlace(layout, k, view.classes.length);
    return across ? [x, y + height / 2] : [x + width / 2, y];
  };
  const box = layout.boxes.at(-1);
  paintLines(scoreLines(view, from), (map) => tileCentre(box, map), toScore, across);
}

// Lines from the maps that count most for a map; `shares` are theirs, from -127 to 127
function paintInputLines(layout, { column, map }, shares) {
  const [before, box] = [layout.boxes[column - 1], layout.boxes[column]];
  const lines = strongest([...shares].map((share, n) => [n, map, share]));
  const centre = (n) => tileCentre(before, n);
  paintLines(lines, centre, (n) => tileCentre(box, n), layout.scores.across);
}
