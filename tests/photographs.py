"""Pictures of digits on paper as a camera would take them: shadows, lines, chalk, tiny digits."""

import numpy as np
from PIL import Image

from hub.preprocess import MIN_INK, crop, ink_box, scale_to_side

Rng = np.random.Generator
KINDS = {       # keyword arguments of `photograph`
    "even light": {}, "hard shadow": dict(shadow=0.001), "soft shadow": dict(shadow=0.06),
    "lined paper": dict(lines="lined"), "squared paper": dict(lines="squared"),
    "lined paper, soft shadow": dict(lines="lined", shadow=0.06),
    "back shows through": dict(back=True), "pencil": dict(contrast=0.3),
    "chalk on a board": dict(board=True), "chalk, soft shadow": dict(board=True, shadow=0.06),
    "tiny on a large sheet": dict(share=0.07), "tiny, soft shadow": dict(share=0.07, shadow=0.06),
}  # fmt: skip


def photograph(
    digit: np.ndarray, rng: Rng, *, side: int = 400, share: float | None = None,
    contrast: float | None = None, lines: str = "", back: bool = False,
    board: bool = False, shadow: float = 0,
) -> Image.Image:
    """Take a photo of a digit, (28, 28) of ink levels, anywhere on a square sheet.

    `share` is the digit's of the sheet's side, `shadow` the width of the shadow's edge.
    """
    ink = write_digit(digit, side, share or rng.uniform(0.3, 0.9), rng)
    light = 1 - ink * (contrast or rng.uniform(0.5, 0.9))
    if board:
        light = 1.15 - light        # grey board, light chalk
    if lines:
        light *= rule_lines(side, rng, squared=lines == "squared")
    if back:
        light *= 1 - 0.15 * ink[:, ::-1]
    light *= rng.uniform(0.7, 0.9)
    if shadow:
        light *= cast_shadow(side, side, rng.uniform(0, 2 * np.pi), shadow, rng.uniform(0.5, 0.8))
    noisy = light + rng.normal(0, 0.01, light.shape)
    return Image.fromarray((255 * noisy).clip(0, 255).astype(np.uint8))


def write_digit(digit: np.ndarray, side: int, share: float, rng: Rng) -> np.ndarray:
    """Put a digit at a random place on an empty sheet."""
    small = scale_to_side(crop(digit, ink_box(digit, MIN_INK)), max(8, round(side * share)))
    top, left = (int(rng.integers(side - length + 1)) for length in small.shape)
    sheet = np.zeros((side, side), np.float32)
    sheet[top : top + small.shape[0], left : left + small.shape[1]] = small
    return sheet


def rule_lines(side: int, rng: Rng, squared: bool) -> np.ndarray:
    """Rule a sheet with faint lines: the light that it reflects, (side, side)."""
    light, level = np.ones((side, side)), rng.uniform(0.75, 0.92)
    gap = rng.uniform(0.06, 0.14) * side
    places = np.arange(rng.uniform(0, gap), side - 2, gap).astype(int)
    for place in places:
        light[place : place + 2] = level
        if squared:
            light[:, place : place + 2] = level
    return light


def cast_shadow(height: int, width: int, angle: float, edge: float, level: float) -> np.ndarray:
    """Darken one half of a picture to `level` of the light; the shadow's edge may be soft."""
    y, x = np.mgrid[:height, :width]
    across = (x - width / 2) * np.cos(angle) + (y - height / 2) * np.sin(angle)
    distance = (across / max(height, width) / edge).clip(-50, 50)
    return level + (1 - level) / (1 + np.exp(-distance))
