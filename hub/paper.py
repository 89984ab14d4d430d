"""Find ink in a picture of paper: a drawing, a scan, a photo with shadows, chalk on a board."""

import numpy as np

WINDOW = 4      # paper shows in every square of this share, 1/4, of the shorter side
BLOCKS = 8      # across and down, in which light paper is told from dark
MARGIN = 0.02   # ink along the border: the difference that tells light paper from dark
FAINT, FULL = 0.35, 0.7     # of the strongest ink: below FAINT is paper, above FULL is ink
LEAST_CONTRAST = 0.12       # the strongest ink is at least so much darker than the paper, …
LEAST_NOISE = 8             # and so many times as much darker as half of the pixels are
LEAST_LIGHT = 0.1           # on the paper, of the brightest


def find_ink(grey: np.ndarray) -> np.ndarray:
    """Convert brightness, (H, W) from 0 black to 1 white, to ink levels: 0 paper to 1 ink.

    The paper may be light or dark, such as a blackboard. Paper of one pure colour, white or black,
    comes from a computer: its ink keeps its levels.
    """
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    ground = np.median(border)
    if ground in (0, 1) and (abs(border - ground) < MARGIN).mean() > 0.8:
        return abs(grey - ground)
    dark, light = darken_ratio(grey), darken_ratio(1 - grey)
    borders = [border_ink(stretch_contrast(ratio, ratio.max())) for ratio in (dark, light)]
    difference = borders[0] - borders[1]        # the wrong one of them is ink all over
    is_dark = difference < 0 if abs(difference) > MARGIN else is_light_paper(grey)
    ratio = dark if is_dark else light
    return stretch_contrast(ratio, max(ratio.max(), LEAST_NOISE * np.median(ratio)))


def border_ink(ink: np.ndarray) -> float:
    """Return the mean of the ink along the border of a picture."""
    return np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]]).mean()


def is_light_paper(grey: np.ndarray) -> bool:
    """Tell whether the ink is darker than the paper.

    Paper is the median of each block, so a shadow over half of the sheet does not matter.
    """
    blocks = BLOCKS if min(grey.shape) > 8 * BLOCKS else BLOCKS // 2
    dark = light = 0.0
    for row in np.array_split(grey, min(blocks, len(grey))):
        for block in np.array_split(row, min(blocks, row.shape[1]), axis=1):
            low, paper, high = np.percentile(block, (2, 50, 98))
            dark, light = dark + (paper - low) ** 2, light + (high - paper) ** 2
    return dark >= light


def darken_ratio(grey: np.ndarray) -> np.ndarray:
    """Compute how much darker each pixel is than the paper around it, from 0 to 1.

    The paper's brightness is a morphological closing: of all squares that hold a pixel, take the
    one whose brightest pixel is darkest. Strokes are narrower than the square and vanish; a wider
    shadow stays, with its edge, however sharp. Half of a square may lie outside the picture. Paper
    darker than LEAST_LIGHT counts as that, because it shows hardly anything but noise.
    """
    side = max(3, min(grey.shape) // WINDOW)
    outside, paper = side // 2, grey
    for axis in (0, 1):
        paper = slide_maximum(paper, side, axis, outside)
    for axis in (0, 1):
        paper = -slide_maximum(-paper, side, axis, side - 1 - outside)
    return 1 - grey / np.maximum(paper, LEAST_LIGHT)


def slide_maximum(values: np.ndarray, side: int, axis: int, outside: int) -> np.ndarray:
    """Compute the maximum of every `side` neighbours along an axis.

    They may reach beyond the border, by `outside` pixels.
    """
    values = values.swapaxes(0, axis)
    values = np.pad(values, ((outside, outside), (0, 0)), constant_values=-np.inf)
    span = 1
    while span < side:      # maxima of 2, 4, 8, … neighbours
        step = min(span, side - span)
        values = np.maximum(values[:-step], values[step:])
        span += step
    return values.swapaxes(0, axis)


def stretch_contrast(ratio: np.ndarray, strongest: float) -> np.ndarray:
    """Turn noise, faint lines and what shines through into paper, and strokes into full ink."""
    share = ratio / max(strongest, LEAST_CONTRAST)
    return ((share - FAINT) / (FULL - FAINT)).clip(0, 1)
