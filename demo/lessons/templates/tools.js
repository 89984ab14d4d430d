// Begin or end a presentation; in it, show the answers.
const { isPresenting, setPresenting } = ConvLens.present, { areShown, setShown, CHANGED } = ConvLens.answers;
const [answers, present] = element.querySelectorAll("button");
const showState = () => answers.setAttribute("aria-pressed", areShown());

present.addEventListener("click", () => setPresenting(!isPresenting()));
answers.addEventListener("click", () => setShown(!areShown()));
addEventListener(CHANGED, showState);
showState();
