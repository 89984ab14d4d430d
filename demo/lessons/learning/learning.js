// needs: arithmetic.js, lesson.js
// The step is taken on the server, by PyTorch; only the last answer counts.
let taken = null, question = 0;

async function ask() {
  const number = ++question;
  try {
    const answer = await server.take(settings());
    if (number !== question) return;
    taken = answer;
    one(".refused").hidden = true;
    tell();
  } catch {
    if (number === question) one(".refused").hidden = false;
  }
}

function bars(place, probs) {
  place.replaceChildren(...probs.map((chance, digit) => {
    const column = document.createElement("span");
    const bar = column.appendChild(document.createElement("i"));
    bar.style.height = `${100 * chance}%`;
    column.classList.toggle("right", digit === settings().digit);
    column.append(digit);
    column.title = chance;
    return column;
  }));
}

function kernels(place, planes) {       // all on one scale, so that they can be compared
  const most = greatest(planes);
  place.replaceChildren(...planes.map((plane) => {
    const picture = document.createElement("div");
    picture.className = "grid";
    picture.style.setProperty("--columns", plane.length);
    picture.append(...plane.flat().map((value) => {
      const cell = document.createElement("i");
      signed(cell, value, most);
      cell.title = value.toFixed(5);
      return cell;
    }));
    return picture;
  }));
}

function tell() {
  if (!taken) return;
  one(".rate").textContent = taken.rate;
  one(".picture").src = taken.picture;
  bars(one(".before"), taken.probs);
  bars(one(".after"), taken.new_probs);
  kernels(one(".gradient"), taken.gradient);
  kernels(one(".new_kernels"), taken.new_kernels);
  one(".formula.loss").textContent = taken.loss;
  one(".update").textContent = taken.update;
  one(".effect").textContent = word("learning_effect", taken);
  one(".verdict").textContent = `${word(taken.verdict, taken)} ${word("learning_twenty", taken)}`;
  one(".valley").innerHTML = taken.valley;
  one(".losses").innerHTML = taken.losses;
}

controls.rate.max = props.most;
for (const [name, value] of Object.entries({ ...props.start, ...asked() })) {
  if (name in controls) set(name, value);
}
for (const control of Object.values(controls)) {
  control.addEventListener("input", () => { tellRanges(); ask(); });
}
one(".link").addEventListener("click", (event) => copy(link(settings()), event.target));
one(".code").addEventListener("click", () => taken && copy(taken.code, one(".code")));
watch("value", () => { translate(); tell(); });
translate();
tellRanges();
ask();
