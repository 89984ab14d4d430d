// Tell a screen reader the answer when the pen has rested, and only if it is another one.
const REST = 1000;                      // milliseconds
const spoken = document.createElement("p");     // outside of what each new value draws again
spoken.className = "spoken";
spoken.setAttribute("role", "status");
element.after(spoken);

const verdictText = () => element.querySelector(".verdict").innerText.trim();
let said = verdictText(), resting = null;

function tellAnswer() {
  if (!element.offsetParent || verdictText() === said) return;
  said = spoken.textContent = verdictText();
}

watch("value", () => {
  clearTimeout(resting);
  resting = setTimeout(tellAnswer, REST);
});
