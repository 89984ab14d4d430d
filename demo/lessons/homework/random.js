// Exercises that are new each time, and the same for everybody who follows a link: a seeded dice.
function makeDice(seed) {               // xorshift32 (Marsaglia 2003), stirred before its first throw
  let state = (Math.imul(seed + 1, 2654435761) ^ 0x9e3779b9) >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let n = 0; n < 8; n++) next();
  const whole = (least, most) => least + Math.floor(next() * (most - least + 1));
  const pick = (list) => list[whole(0, list.length - 1)];
  const shuffled = (list) => {          // Fisher and Yates
    const mixed = [...list];
    for (let last = mixed.length - 1; last > 0; last--) {
      const other = whole(0, last);
      [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
    }
    return mixed;
  };
  const plane = (height, width, least, most) => places(height, width, () => whole(least, most));
  return { whole, pick, shuffled, plane };
}

function throwUntil(fits, throwOnce) {  // until the exercise has something to ask
  let thrown = throwOnce();
  while (!fits(thrown)) thrown = throwOnce();
  return thrown;
}
