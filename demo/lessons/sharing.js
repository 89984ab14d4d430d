// Sliders here, counting and shuffling on the server; only the last answer of each counts.
const heard = {}, question = {};
async function ask(name) {
  const number = question[name] = (question[name] ?? 0) + 1;
  try {
    const answer = await server[name]({ ...settings(), seed: 1 });
    if (number !== question[name]) return;
    heard[name] = answer;
    one(".refused").hidden = true;
    tell();
  } catch {
    if (number === question[name]) one(".refused").hidden = false;
  }
}

function tell() {
  if (heard.compare) {
    for (const kind of ["dense", "local"]) {
      const { sum, total, each } = heard.compare.counts[kind];
      const place = one(`figure.${kind}`);
      place.querySelector(".drawn").innerHTML = heard.compare.drawn[kind];
      place.querySelector(".each").textContent = word("sharing_each", { each });
      place.querySelector("code").textContent = `${sum} =`;
      place.querySelector("strong").textContent = word("sharing_parameters", { total });
    }
    one(".times").textContent = word("sharing_times", heard.compare.counts.both);
  }
  if (heard.shuffle) {
    const { pictures, right } = heard.shuffle;
    for (const [name, picture] of Object.entries(pictures)) one(`img.${name}`).src = picture;
    for (const place of all("td[class]")) place.textContent = `${right[place.className]} / 50`;
    one(".apart").textContent = word("sharing_apart", right);
  }
}

for (const [name, [least, most]] of Object.entries(props.limits)) {
  Object.assign(controls[name], { min: least, max: most });
}
for (const [name, value] of Object.entries({ ...props.start, ...asked() })) {
  if (name in controls) set(name, value);
}
for (const slider of Object.values(controls)) {
  slider.addEventListener("input", () => {
    tellRanges();
    ask(slider.name in props.limits ? "compare" : "shuffle");
  });
}
one(".link").addEventListener("click", (event) => copy(link(settings()), event.target));
watch("value", () => { translate(); tell(); });
translate();
tellRanges();
ask("compare");
ask("shuffle");
