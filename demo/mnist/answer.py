"""Show the answer to a drawing: a digit, or why there is none; the probabilities; the ink's box."""

from typing import Any

import gradio as gr
import numpy as np
from PIL import Image

from demo import images
from demo.i18n import both
from demo.templates import template
from hub.predict import NEW_ROW, Prediction
from hub.preprocess import Ink

DIGITS = list("0123456789")
TOP = 3     # bars that a phone shows at first
VEIL = 190  # opacity of the white over stray marks, of 255


def answer_box(elem_id: str, value: dict[str, Any]) -> gr.HTML:
    """Build the answer in large type, and the classes as buttons.

    A click on a class adds its name to the value as `asked`.
    """
    return template("mnist/answer", elem_id, value)


def empty_value(classes: list[str]) -> dict[str, Any]:
    """Return the value of `answer_box` for an empty pad."""
    say = both("say_empty") if set(classes) == set(DIGITS) else both("say_empty_own")
    return {"say": say, **probability_bars(dict.fromkeys(classes, 0.0))}


def error_value() -> dict[str, Any]:
    """Return the value of `answer_box` for a network that cannot answer."""
    return {**empty_value(DIGITS), "say": both("say_trouble")}


def answer_value(prediction: Prediction, several: list[str]) -> dict[str, Any]:
    """Return the value of `answer_box` for a prediction; `several` are digits, row by row."""
    shown = probability_bars(prediction.probs)
    if prediction.label:
        return {**shown, "digit": prediction.label}
    if several:
        rows = NEW_ROW in several
        return {**shown, "say": both("say_several"), "read": " ".join(several), "rows": rows}
    guess = max(prediction.probs, key=prediction.probs.get)
    say = both("say_none") if set(prediction.probs) == set(DIGITS) else both("say_none_own")
    return {**shown, "say": say, "guess": guess}


def probability_bars(probs: dict[str, float]) -> dict[str, Any]:
    """Return a bar for each class, sorted by name, so that none jumps while somebody draws."""
    ranked = sorted(sorted(probs), key=probs.get, reverse=True)
    rows = [
        {"name": name, "percent": f"{p:.1%}" if any(probs.values()) else "",
         "width": f"{100 * p:.1f}", "rank": "first" if p and name == ranked[0] else "",
         "place": ranked.index(name), "top": "top" if name in ranked[:TOP] else ""}
        for name, p in sorted(probs.items())
    ]
    return {"bars": rows, "size": "words" if max(map(len, probs)) > 2 else ""}


def box_value(ink: Ink, size: tuple[int, int]) -> dict[str, Any]:
    """Return the box around a digit in a drawing of (height, width) pixels, for its template.

    Stray marks outside become a picture to lay over the paper, so that they look grey.
    """
    left, top, right, bottom = ink.box
    value = {"x": left, "y": top, "across": right - left, "down": bottom - top,
             "width": size[1], "height": size[0]}
    if ink.strays is None:
        return value
    veil = np.full((*size, 2), 255, np.uint8)       # white, of this opacity:
    veil[..., 1] = VEIL * ink.strays
    return value | {"strays": images.png_url(Image.fromarray(veil))}
