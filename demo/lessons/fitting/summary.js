// A run's numbers: where it ends, where it was best, and whether a remedy helps.
const PARTS = ["train", "validation"];
const SMALL = 0.02, LARGE = 0.04;       // differences in accuracy: noticeable, and clear

function summarize(run) {
  const losses = run.validation_loss;
  const best = losses.indexOf(Math.min(...losses));
  // After an early stop the weights of the best epoch are kept.
  const end = run.settings.patience > 0 ? best : losses.length - 1;
  return {
    ...run.settings, best: losses[best].toFixed(2), when: best + 1, kept: best + 1,
    parameters: run.parameters.toLocaleString("en"), last: losses[end].toFixed(2),
    train: percent(run.train_accuracy[end]), validation: percent(run.validation_accuracy[end]),
    train_then: percent(run.train_accuracy[best]), end,
    validation_then: percent(run.validation_accuracy[best]),
  };
}

function effectText(before, after) {    // the sentence on a remedy's effect
  const [was, now] = [before, after].map((run) => run.validation_accuracy[summarize(run).end]);
  const [lossWas, lossNow] = [before, after].map((run) => run.validation_loss[summarize(run).end]);
  const [more, ratio] = [now - was, lossNow / lossWas];
  let key = "hardly";
  if (more >= SMALL && ratio <= 1.15) key = more >= LARGE ? "helps" : "little";
  else if (ratio < 0.85 && more > -SMALL) key = "calms";
  else if (ratio < 0.85 && more > -LARGE) key = "mixed";
  else if (more <= -SMALL || ratio > 1.15) key = "worse";
  return word(`fitting_${key}`, {
    was: percent(was), now: percent(now), loss_was: lossWas.toFixed(2), loss_now: lossNow.toFixed(2),
    gap_was: tableColumn(before).gap, gap_now: tableColumn(after).gap,
  });
}

function curveText(run, kind) {         // the curves, described for a screen reader
  const format = kind === "loss" ? (value) => value.toFixed(2) : percent;
  const [train, held] = PARTS.map((part) => run[`${part}_${kind}`]);
  const best = kind === "loss" ? Math.min(...held) : Math.max(...held);
  if (!held.length) return word(`fitting_${kind}`);
  return word("fitting_curve", {
    kind: word(`fitting_${kind}`), epochs: held.length, first: format(train[0]), last: format(train.at(-1)),
    first_held: format(held[0]), last_held: format(held.at(-1)), best: format(best), when: held.indexOf(best) + 1,
  });
}

function tableColumn(run) {             // a run's column of the table
  const { end, train, validation, last, parameters, pictures } = summarize(run);
  const gap = 100 * (run.train_accuracy[end] - run.validation_accuracy[end]);
  return { right_train: train, right_validation: validation, gap: gap.toFixed(1),
           loss_validation: last, size: parameters, shown_pictures: pictures };
}
