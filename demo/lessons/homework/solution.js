// The right answer of an exercise in words.
const LETTERS = "ABCDEF";

function answerText(part, answer) {
  if (part.kind === "choice") return part.numbered ? word("homework_line_number", { n: answer + 1 }) : LETTERS[answer];
  if (part.kind === "signs") return answer.map((row) => row.map((weight) => formatNumber(weight)).join(" ")).join(" / ");
  if (part.kind === "marks") return answer.length ? answer.map((place) => formatNumber(part.values.flat()[place])).join(", ") : "–";
  return formatNumber(answer);
}

function solutionText(place, task) {    // of all parts; choices with their text
  const { name } = EXERCISES[place];
  const texts = task.parts.map((part) => {
    const answer = task.answer[part.name], label = word(`homework_${name}_${part.name}`, task.values);
    const option = part.kind === "choice" ? part.options[answer] : null;
    return `${label} ${option === null ? answerText(part, answer) : part.code ? option.trim() : word(option)}`;
  });
  return [...texts, word(reasonOf(place, task), task.values)].join(" · ");
}

const reasonOf = (place, task) => task.why ?? `homework_${EXERCISES[place].name}_right`;
