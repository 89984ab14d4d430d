// needs: question.js, lesson.js
// The question at the end of the story, and its steps as PyTorch code.
const panel = ConvLens.lesson.lessonTools({ element, props });
const { query, translate, copyText } = panel;

const showQuestion = ConvLens.question.makeQuestion(panel, "story_asked", [
  ["story_answer_kernels", "story_told_kernels"], ["story_answer_none", "story_told_none"],
  ["story_answer_all", "story_told_all"],
], "story_answer_none");

query(".code").addEventListener("click", () => copyText(props.code, query(".code")));
watch("value", () => { translate(); showQuestion(); });
translate();
showQuestion();
