"""Measure the contrast of the visible text of a page, as WCAG defines it."""

from playwright.sync_api import Page

# Composes translucent backgrounds; text on pictures or gradients is left out, disabled text too.
FAINT_TEXT = """() => {
  const SKIPPED = "script, style, noscript, svg, option, [disabled], [aria-disabled=true], "
    + "[aria-hidden=true]";
  const paper = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    paper.clearRect(0, 0, 1, 1);
    paper.fillStyle = colour;
    paper.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = paper.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], base) => [r, g, b].map((v, n) => v * a + base[n] * (1 - a));
  const light = (rgb) => rgb.map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode, place = node.parentElement;
    if (!node.data.trim() || place.closest(SKIPPED)) continue;
    const shown = { opacityProperty: true, visibilityProperty: true };
    if (!place.checkVisibility(shown)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    const around = [];
    for (let up = place; up; up = up.parentElement) around.push(up);
    const styles = around.map((up) => getComputedStyle(up));
    if (styles.some((style) => style.clipPath !== "none")) continue;
    const opaque = styles.findIndex((style) => rgba(style.backgroundColor)[3] === 1);
    const until = opaque < 0 ? styles.length : opaque + 1;
    if (styles.slice(0, until).some((style) => style.backgroundImage !== "none")) continue;
    let back = [255, 255, 255];
    for (const style of styles.slice(0, until).reverse()) {
      back = over(rgba(style.backgroundColor), back);
    }
    const [r, g, b, a] = rgba(styles[0].color);
    if (a < 0.05) continue;
    const opacity = styles.reduce((share, style) => share * style.opacity, 1);
    const [one, other] = [light(over([r, g, b, a * opacity], back)), light(back)];
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const { fontSize, fontWeight } = styles[0], size = parseFloat(fontSize);
    const large = size >= 24 || (size >= 18.66 && fontWeight >= 700);
    if (ratio >= (large ? 3 : 4.5)) continue;
    const text = `${ratio.toFixed(2)} ${node.data.trim().slice(0, 50)}`;
    const colours = `${styles[0].color} on ${back.map(Math.round)}`;
    found.push(`${text} (${colours}, ${place.tagName}.${place.className})`);
  }
  return [...new Set(found)];
}"""


def faint_texts(page: Page) -> list[str]:
    """List the visible texts with less contrast than 4.5, or 3 if they are large."""
    return page.evaluate(FAINT_TEXT)


def set_theme(page: Page, dark: bool) -> None:
    """Switch to the dark or the light theme; Gradio 6.31 marks the body."""
    page.evaluate("dark => document.body.classList.toggle('dark', dark)", dark)
