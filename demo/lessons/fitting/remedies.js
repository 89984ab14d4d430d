// Remedies: choose one, and compare the run before and after it.
const REMEDIES = ["pictures", "augment", "dropout", "decay", "stop", "larger", "smaller", "longer", "rate"];
const MEANS = { smaller: "size", larger: "size" };      // two remedies share a sentence

const remedyNames = () => REMEDIES.filter((name) => `${state.run}-${name}` in props.records);

function comparedRun() {                // the run on the right, if there is one
  if (state.remedy === "own") return live.run?.train_loss.length ? live.run : null;
  return state.remedy && props.records[`${state.run}-${state.remedy}`];
}

function showRemedies() {               // 3. the remedy
  const known = isAnswered();
  query(".locked").hidden = Boolean(known);
  query(".remedies").hidden = !known;
  query(".cannot").hidden = !known || props.live;
  const names = [...remedyNames(), ...(props.live ? ["own"] : [])];
  fillChoices(query(".remedies"), names, state.remedy, (key) => word(`fitting_${key}`), (key) => {
    state.remedy = key;
    if (key !== "own") showSettings(comparedRun().settings);
    showAll();
  });
  query(".own").hidden = !known || state.remedy !== "own";
  writeProgress();
  showComparison();
}

function showComparison() {             // before and after the remedy, on one scale
  const after = isAnswered() ? comparedRun() : null, before = currentRun();
  query(".compared").hidden = !after;
  query(".means").textContent = isAnswered() && state.remedy ? remedyText(after, before) : "";
  if (!after) return;
  const both = commonScale(before, after);
  queryAll(".name-before").forEach((place) => { place.textContent = word("fitting_before"); });
  queryAll(".name-after").forEach((place) => { place.textContent = word(`fitting_${state.remedy}`); });
  for (const [side, run] of [["before", before], ["after", after]]) {
    for (const kind of ["loss", "accuracy"]) {
      const stopped = run.settings.patience > 0 ? summarize(run).kept : 0;
      query(`.${side}.${kind}`).innerHTML = chart(run, kind, both, stopped, curveText(run, kind));
    }
  }
  query(".effect").textContent = effectText(before, after);
  const [was, now] = [tableColumn(before), tableColumn(after)];
  query("tbody").replaceChildren(...Object.keys(was).map((key) => {
    const line = document.createElement("tr");
    for (const [tag, text] of [["th", word(`fitting_${key}`)], ["td", was[key]], ["td", now[key]]]) {
      line.appendChild(document.createElement(tag)).textContent = text;
    }
    return line;
  }));
}

function remedyText(after, before) {
  if (!after) return "";
  const now = summarize(after), old = summarize(before);
  const earlier = Object.fromEntries(Object.keys(old).map((name) => [`${name}_before`, old[name]]));
  return word(`fitting_means_${MEANS[state.remedy] ?? state.remedy}`, { ...earlier, ...now });
}
