// Begin or end a presentation.
const { isPresenting, setPresenting } = ConvLens.present;
element.querySelector("button").addEventListener("click", () => setPresenting(!isPresenting()));
