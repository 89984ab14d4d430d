"""Turn a picture file that a visitor gives to the pad into a drawing, and say what is wrong."""

from typing import Any

import numpy as np
from PIL import Image

from demo import images, uploads
from demo.i18n import both
from demo.networks import registry
from hub.paper import is_light_paper
from hub.predict import predict, read_digits
from hub.preprocess import (
    Ink,
    brightest_level,
    drawing_ink,
    grey_levels,
    is_deep,
    picture_ink,
    to_rgb,
)

SIDE = 280              # pixels of the pad
TINY = 0.3              # of the sheet: a smaller digit is enlarged, …
ENLARGED = 0.6          # to this share of the pad
SHADOW = 0.65           # darker paper than this, relative to the lightest, is in the shade
Trouble = dict[str, str] | None


def read_picture(path: Any) -> dict[str, Any]:
    """Read an uploaded picture; return the drawing's PNG data URL and a note in both languages.

    Either may be None: there is a note if the picture cannot be read as a digit.
    """
    try:
        picture = uploads.decode_picture(uploads.find_upload({"path": path}))
    except uploads.RefusedFile as refused:
        return {"url": None, "note": both(refused.key, **refused.values)}
    drawing = picture_ink(picture)
    ink = drawing_ink(drawing)
    if ink is None:
        return {"url": None, "note": both("picture_empty")}
    paper = images.png_url(fit_pad(enlarge_tiny(drawing, ink)))
    return {"url": paper, "note": explain_refusal(picture, drawing, ink) or explain_scale(picture)}


def enlarge_tiny(drawing: np.ndarray, ink: Ink) -> np.ndarray:
    """Cut a square around a tiny digit out of a large sheet."""
    left, top, right, bottom = ink.box
    length = max(right - left, bottom - top)
    if length > TINY * max(drawing.shape):
        return drawing
    margin = round(length / ENLARGED / 2)
    x, y = (left + right) // 2 + margin, (top + bottom) // 2 + margin     # in the padded drawing
    padded = np.pad(drawing, margin)
    return padded[y - margin : y + margin, x - margin : x + margin]


def fit_pad(drawing: np.ndarray) -> Image.Image:
    """Scale a drawing to fit the pad, black on white, in the middle."""
    scale = SIDE / max(drawing.shape)
    size = [max(1, round(side * scale)) for side in drawing.shape[::-1]]
    resampling = Image.Resampling.BOX if scale < 1 else Image.Resampling.BICUBIC
    grey = Image.fromarray((255 - 255 * drawing).round().astype(np.uint8))
    paper = Image.new("L", (SIDE, SIDE), 255)
    paper.paste(grey.resize(size, resampling), ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))
    return paper


def explain_refusal(picture: Image.Image, drawing: np.ndarray, ink: Ink) -> Trouble:
    """Say why a photo may not be read: it lies on its side, is cut off, or has a shadow."""
    net = registry.current("mnist").net
    if predict(net, ink.image).label or read_digits(net, drawing):
        return None
    for quarters in (1, 3):
        turned = predict(net, drawing_ink(np.rot90(drawing, quarters)).image)
        if turned.label:
            return both("picture_turned", digit=turned.label)
    height, width = drawing.shape
    left, top, right, bottom = ink.box
    if left == 0 or top == 0 or right == width or bottom == height:
        return both("picture_cut")
    return both("picture_shadow") if has_shadow(picture) else None


def explain_scale(picture: Image.Image) -> Trouble:
    """Say what was taken for white in a grey picture whose file does not tell."""
    if not is_deep(picture):
        return None
    return both("picture_scaled", white=f"{brightest_level(picture):g}")


def has_shadow(picture: Image.Image) -> bool:
    """Tell whether some of the light paper is much darker than the rest; ink does not count."""
    grey = grey_levels(to_rgb(picture).resize((64, 64), Image.Resampling.BOX))
    blocks = grey.reshape(8, 8, 8, 8).swapaxes(1, 2).reshape(64, 64)    # a row for each 8×8 block
    paper = np.percentile(blocks, 90, axis=1)
    dark, light = np.percentile(paper, (10, 90))
    return is_light_paper(grey) and bool(dark < SHADOW * light)
