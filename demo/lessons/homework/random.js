// A seeded random generator: exercises are new each time, and a link brings the same numbers.
function makeRng(seed) {                // xorshift32 (Marsaglia 2003), after eight warm-up steps
  let state = (Math.imul(seed + 1, 2654435761) ^ 0x9e3779b9) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let n = 0; n < 8; n++) next();
  const integer = (least, most) => least + Math.floor(next() * (most - least + 1));
  const choice = (list) => list[integer(0, list.length - 1)];
  const shuffle = (list) => {           // Fisher and Yates
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = integer(0, last);
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  };
  const plane = (height, width, least, most) => makePlane(height, width, () => integer(least, most));
  return { integer, choice, shuffle, plane };
}

function sampleUntil(isUsable, sample) {        // until there is something to ask
  let value = sample();
  while (!isUsable(value)) value = sample();
  return value;
}
