// One question before the next lesson: some answers, and a sentence on the one that was chosen.
// `answers`: pairs of keys, an answer and the sentence on it; `right` is the key of the right one.
function makeQuestion({ query, word }, asked, answers, right) {
  let chosen = null;

  function answerButton([answer, sentence]) {
    const button = document.createElement("button"), isChosen = chosen === answer;
    button.type = "button";
    button.textContent = word(answer);
    button.setAttribute("aria-pressed", isChosen);
    button.className = isChosen ? verdict() : "";
    button.addEventListener("click", () => {
      chosen = answer;
      showQuestion();
      query(".choices [aria-pressed=true]").focus();
    });
    if (isChosen) query(".question .told").textContent = word(sentence);
    return button;
  }

  const verdict = () => chosen === right ? "right" : "wrong";

  function answerLine([answer, sentence]) {     // on paper, and with ?answers=1
    const line = document.createElement("li");
    line.textContent = word(answer);
    if (ConvLens.answers.areShown()) {
      line.className = answer === right ? "right" : "wrong";
      line.append(` – ${word(sentence)}`);
    }
    return line;
  }

  function showQuestion() {             // again when the language changes
    query(".question .asked").textContent = word(asked);
    query(".question .told").className = `told ${chosen ? verdict() : ""}`;
    query(".choices").replaceChildren(...answers.map(answerButton));
    query(".question .all").replaceChildren(...answers.map(answerLine));
  }

  addEventListener(ConvLens.answers.CHANGED, showQuestion);
  return showQuestion;
}

ConvLens.question = { makeQuestion };
