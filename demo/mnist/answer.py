"""What the digit page says: the answer or an invitation, the ink's box, what speaks for a digit."""

from typing import Any

import gradio as gr
import numpy as np
from PIL import Image
from torch import Tensor

from demo import images
from demo.i18n import bilingual, both
from demo.mnist import attribution
from demo.templates import template
from hub.predict import Prediction
from hub.preprocess import Ink, ink_box

DIGITS = list("0123456789")
FOR, AGAINST = (80, 150, 255), (255, 130, 40)       # as light, on black ink


def answer_box(elem_id: str, classes: list[str]) -> gr.HTML:
    """The answer in large, and the classes as buttons; its value tells which is `asked` about."""
    return template(
        "mnist/answer", elem_id, value=empty_value(classes), nearest=both("nearest_guess"),
        reading=both("reading"), why=bilingual("ask"),
    )


def empty_value(classes: list[str]) -> dict[str, Any]:
    """What `answer_box` shows of an empty pad."""
    say = both("say_empty") if set(classes) == set(DIGITS) else both("say_empty_own")
    return {"say": say, **probability_bars(dict.fromkeys(classes, 0.0))}


def error_value() -> dict[str, Any]:
    """What it shows where nothing can answer."""
    return {**empty_value(DIGITS), "say": both("say_trouble")}


def answer_value(verdict: Prediction, several: list[str]) -> dict[str, Any]:
    """What it shows of a verdict: a digit, or none, or that there are `several` side by side."""
    shown = probability_bars(verdict.probs)
    if verdict.label:
        return {**shown, "digit": verdict.label}
    if several:
        return {**shown, "say": both("say_several"), "read": " ".join(several)}
    guess = max(verdict.probs, key=verdict.probs.get)
    say = both("say_none") if set(verdict.probs) == set(DIGITS) else both("say_none_own")
    return {**shown, "say": say, "guess": guess}


def probability_bars(probs: dict[str, float]) -> dict[str, Any]:
    """The classes in the order of their names, which does not jump while somebody draws."""
    best = max(probs, key=probs.get)
    rows = [
        {"name": name, "percent": f"{p:.1%}" if any(probs.values()) else "",
         "width": f"{100 * p:.1f}", "rank": "first" if p and name == best else ""}
        for name, p in sorted(probs.items())
    ]
    return {"bars": rows, "size": "words" if max(map(len, probs)) > 2 else ""}


def box_value(ink: Ink, side: tuple[int, int]) -> dict[str, int]:
    """The ink's box on a drawing of (height, width) pixels."""
    left, top, right, bottom = ink.box
    return {"x": left, "y": top, "across": right - left, "down": bottom - top,
            "width": side[1], "height": side[0]}


def heat(ink: Ink, side: tuple[int, int], losses: Tensor, index: int) -> dict[str, Any]:
    """What speaks for a class and against it, in colours, laid where its ink is on the drawing."""
    values = losses[index].numpy()                          # (28, 28)
    strength = np.sqrt(np.abs(values) / max(losses.abs().max().item(), 1e-6))[..., None]
    colours = np.where(values[..., None] > 0, FOR, AGAINST) * strength
    left, top, across, down = attribution.locate_image(ink, side)
    return {
        "url": images.png_url(Image.fromarray(colours.astype(np.uint8))),
        "x": left, "y": top, "across": across, "down": down, "width": side[1], "height": side[0],
    }


def strokes(ink: Ink, losses: Tensor, index: int, digit: str) -> dict[str, Any]:
    """The same in words."""
    area = ink_box(ink.image[0, 0].numpy(), 0)
    return {
        key: spoken(f"strokes_{key}", (losses[index] * sign).clamp(min=0).numpy(), area, digit)
        for key, sign in (("for", 1), ("against", -1))
    }


def spoken(key: str, values: np.ndarray, area: tuple[int, int, int, int], digit: str) -> dict:
    """A sentence on where a map of values ≥ 0 has most, or that it has nothing."""
    if values.sum() < 1e-3:
        return both(f"{key}_none", digit=digit)
    row, column = attribution.strongest_place(values, area)
    place = both(f"place_{row}{column}")
    return {language: both(key, digit=digit, place=place[language])[language] for language in place}
