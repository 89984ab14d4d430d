// Exercises 7 to 9: pixels that no window covers, ReLU and bias, loss curves.

const indicesWhere = (list, test) => list.flatMap((value, n) => test(value, n) ? [n] : []);

const coverageTask = {
  name: "coverage", way: "stride&size=9&side=2&stride=3",
  make(rng) {
    const unseen = ({ size, side, stride }) => indicesWhere(coverage(size, side, stride), (count) => !count);
    const numbers = sampleUntil(
      (now) => unseen(now).length && outputSize(now.size, now.side, now.stride) > 1,
      () => ({ size: rng.integer(8, 13), side: rng.integer(2, 4), stride: rng.integer(2, 5) }));
    const { size, side, stride } = numbers;
    const used = (outputSize(size, side, stride) - 1) * stride + side;
    const seen = unseen(numbers), all = Array.from({ length: size }, (_, n) => n);
    return {
      numbers, answer: { unseen: seen }, values: { ...numbers, n: seen.length, windows: outputSize(size, side, stride) },
      parts: [{ kind: "marks", name: "unseen", values: [all.map((n) => n + 1)] }],
      mistakes: [
        [{ unseen: [] }, "none"],
        [{ unseen: seen.filter((n) => n < used) }, "end"],
        [{ unseen: seen.filter((n) => n >= used) }, "gaps"],
        [{ unseen: all.filter((n) => !seen.includes(n)) }, "opposite"],
      ],
    };
  },
};

const reluTask = {
  name: "relu", way: "activation",
  make(rng) {
    const bias = rng.choice([-2, -1, 1, 2, 3]);
    const dead = (sums, by) => indicesWhere(sums.flat(), (sum) => !ACTIVATIONS.relu(sum + by));
    const sums = sampleUntil(
      (map) => dead(map, bias).length && dead(map, 0).length !== dead(map, bias).length
        && map.flat().includes(-bias),
      () => rng.plane(3, 4, -7, 7));
    const least = Math.min(...sums.flat());
    return {
      numbers: { sums, bias }, answer: { dead: dead(sums, bias), bias: 1 - least },
      values: { bias, n: dead(sums, bias).length, least, saves: 1 - least },
      parts: [{ kind: "marks", name: "dead", values: sums }, { kind: "number", name: "bias" }],
      mistakes: [
        [{ dead: dead(sums, 0) }, "without"],
        [{ dead: indicesWhere(sums.flat(), (sum) => sum < 0) }, "without"],
        [{ dead: indicesWhere(sums.flat(), (sum) => sum + bias < 0) }, "zero"],
        [{ dead: indicesWhere(sums.flat(), (sum) => sum + bias > 0) }, "opposite"],
        [{ bias: -least }, "least"],
        [{ bias: least }, "sign"],
      ],
    };
  },
};

const READINGS = ["over", "under", "well", "rate"];     // each has a remedy of the same name
const EPOCHS = 20;

function sampleLosses(kind, rng) {      // stylised curves: training and validation loss per epoch
  const [start, fall, turn] = [2 + rng.integer(0, 5) / 10, rng.integer(25, 40) / 100, rng.integer(4, 8)];
  const noise = () => rng.integer(-20, 20) / 1000;
  const decay = (epoch, floor) => floor + (start - floor) * Math.exp(-fall * epoch);
  const curves = {
    over: (n) => [decay(n, 0.04), decay(n, 0.3) + Math.max(0, n - turn) * 0.07],
    under: (n) => [decay(n / 4, 1.5), decay(n / 4, 1.55)],
    well: (n) => [decay(n, 0.15), decay(n, 0.22)],
    rate: (n) => [0, 0.1].map((more) => start + more + rng.integer(-60, 60) / 100 + n * 0.05),
  };
  const epochs = Array.from({ length: EPOCHS }, (_, n) => curves[kind](n));
  return [0, 1].map((which) => epochs.map((pair) =>
    Math.round(1000 * Math.max(0.01, pair[which] + noise())) / 1000));
}

const curveTask = {
  name: "curve", way: "fitting",
  make(rng) {
    const kind = rng.choice(READINGS);
    const [training, validation] = sampleLosses(kind, rng);
    const options = (name) => READINGS.map((reading) => `homework_curve_${name}_${reading}`);
    const place = READINGS.indexOf(kind), best = validation.indexOf(Math.min(...validation));
    return {
      numbers: { kind, training, validation }, answer: { reading: place, remedy: place },
      values: { best: best + 1 }, why: `homework_curve_${kind}`,
      parts: ["reading", "remedy"].map((name) => ({ kind: "choice", name, options: options(name) })),
      mistakes: [
        ...(kind === "over" ? [[{ reading: 1 }, "low"], [{ reading: 2 }, "gap"]] : []),
        ...(kind === "under" ? [[{ reading: 0 }, "close"], [{ reading: 2 }, "high"]] : []),
        ...READINGS.map((_, remedy) => [{ reading: place, remedy }, "remedy"]),
      ],
    };
  },
};
