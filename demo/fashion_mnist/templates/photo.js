// Draw the outline in, and the steps one after the other, when another garment has been found.
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let drawn = null;

function drawIn() {
  const path = element.querySelector(".outline");
  if (!path || path.getAttribute("d") === drawn) return;
  drawn = path.getAttribute("d");
  if (calm.matches) return;
  const dash = { strokeDasharray: "1 1" };
  path.animate([{ ...dash, strokeDashoffset: 1 }, { ...dash, strokeDashoffset: 0 }], { duration: 1100, easing: "ease-in-out" });
  document.querySelectorAll("#fashion-steps li").forEach((step, n) => step.animate(
    [{ opacity: 0, transform: "translateX(-16px)" }, { opacity: 1, transform: "none" }],
    { duration: 350, delay: 300 + 180 * n, fill: "backwards" }));
}

watch("value", () => setTimeout(drawIn, 30));       // when the page shows it
drawIn();
