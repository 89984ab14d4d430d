// needs: numbers.js, question.js, lesson.js
// PyTorch takes the step on the server; only the latest answer counts.
const panel = ConvLens.lesson.lessonTools({ element, props });
const {
  query, word, translate, controls, settings, setControls, showRanges, linkSettings, shareLink,
  copyText,
} = panel;
const { formatNumber, largestAbsolute, paintSigned } = ConvLens.numbers;

const showQuestion = ConvLens.question.makeQuestion(panel, "learning_asked", [
  ["learning_answer_direction", "learning_told_direction"],
  ["learning_answer_small", "learning_told_small"],
  ["learning_answer_large", "learning_told_large"],
], "learning_answer_large");

let step = null, requestNumber = 0;

async function requestStep() {
  const number = ++requestNumber;
  try {
    const answer = await server.training_step(settings());
    if (number !== requestNumber) return;
    step = answer;
    query(".refused").hidden = true;
    showStep();
  } catch {
    if (number === requestNumber) query(".refused").hidden = false;
  }
}

function drawBars(place, probs) {
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

function drawKernels(place, planes) {   // on one scale, for comparison
  const most = largestAbsolute(planes);
  place.replaceChildren(...planes.map((plane) => {
    const picture = document.createElement("div");
    picture.className = "grid";
    picture.style.setProperty("--columns", plane.length);
    picture.append(...plane.flat().map((value) => {
      const cell = document.createElement("i");
      paintSigned(cell, value, most);
      cell.title = formatNumber(value, 5);
      return cell;
    }));
    return picture;
  }));
}

function showStep() {
  if (!step) return;
  query(".rate").textContent = step.rate;
  query(".picture").src = step.picture;
  drawBars(query(".before"), step.probs);
  drawBars(query(".after"), step.new_probs);
  drawKernels(query(".gradient"), step.gradient);
  drawKernels(query(".new_kernels"), step.new_kernels);
  query(".formula.loss").textContent = step.loss;
  query(".update").textContent = step.update;
  query(".effect").textContent = word("learning_effect", step);
  query(".verdict").textContent = `${word(step.verdict, step)} ${word("learning_twenty", step)}`;
  query(".valley").innerHTML = step.loss_by_rate;
  query(".losses").innerHTML = step.losses;
}

controls.rate.max = props.most;
setControls({ ...props.start, ...linkSettings() });
for (const control of Object.values(controls)) {
  control.addEventListener("input", () => { showRanges(); requestStep(); });
}
shareLink(settings);
query(".code").addEventListener("click", () => step && copyText(step.code, query(".code")));
watch("value", () => { translate(); showQuestion(); showStep(); });
translate();
showQuestion();
showRanges();
requestStep();
