"""Classify a photo of a garment: the class, if any, ten probabilities, and the steps to 28×28."""

from typing import Any, NamedTuple

import gradio as gr

from demo import images, uploads
from demo.fashion_mnist import garment_steps
from demo.i18n import both, class_words, user_error
from demo.networks import choice
from demo.theme import CLASS_COLOURS, CLASS_SYMBOLS
from hub.garment import Garment, find_garment
from hub.predict import Prediction, predict
from hub.remote.source import Source

MODELS = ("fashion_mnist", "fashion_mnist_tutorial")


class PhotoAnswer(NamedTuple):
    """Values of the components that answer a photo; None without one."""

    answer: dict[str, Any] | None = None
    seen: str | None = None             # the 28×28 picture
    steps: dict[str, Any] | None = None


def garment_network(model: Any, request: gr.Request | None = None) -> Source:
    """Return the network of a choice.  Raises gr.Error."""
    return choice.network_for(model, MODELS, "fashion_mnist", request)


def classify(
    image: Any, model: str = "fashion_mnist", request: gr.Request | None = None
) -> tuple[dict[str, Any] | None, str | None]:
    """Classify an uploaded photo for a program; return (None, None) without a photo.

    Returns the class, or "none" where the photo shows none of them, with the ten probabilities; and
    the 28×28 picture that the network saw.
    """
    source, found = garment_network(model, request), open_garment(image, request)
    if found is None:
        return None, None
    answer = predict(source.net, found.ink.image)
    label = {
        "label": api_label(answer.label) if answer.label else "none",
        "confidences": {api_label(name): p for name, p in answer.probs.items()},
    }
    return label, images.pixels_url(found.ink.image)


def answer_photo(
    image: Any, model: str = "fashion_mnist", request: gr.Request | None = None
) -> PhotoAnswer:
    """Classify an uploaded photo for the page."""
    source, found = garment_network(model, request), open_garment(image, request)
    return PhotoAnswer() if found is None else answer_garment(found, source)


def open_garment(image: Any, request: gr.Request | None = None) -> Garment | None:
    """Find the garment in an uploaded photo; None without a photo.  Raises gr.Error."""
    photo = uploads.open_picture(image, request)
    if photo is None:
        return None
    found = find_garment(photo)
    if found is None:
        raise user_error("no_garment", request)
    return found


def answer_garment(found: Garment, source: Source) -> PhotoAnswer:
    """Classify the garment that was found in a photo."""
    answer = predict(source.net, found.ink.image)
    steps = garment_steps.steps_value(found, answer)
    return PhotoAnswer(answer_value(answer), images.pixels_url(found.ink.image), steps)


def api_label(name: str) -> str:
    """Return the API's label of a class, English first, such as "Ankle boot 短靴"."""
    return " ".join(dict.fromkeys(class_words(name).values()))


def answer_value(answer: Prediction) -> dict[str, Any]:
    """Return what answer.html shows: the class or none, and a bar for each in a fixed order."""
    best = max(answer.probs, key=answer.probs.get)
    bars = [
        {"name": class_words(name), "percent": f"{p:.1%}", "width": f"{100 * p:.1f}",
         "colour": CLASS_COLOURS[k % 10], "symbol": CLASS_SYMBOLS[k % 10],
         "rank": "first" if name == best else ""}
        for k, (name, p) in enumerate(answer.probs.items())
    ]
    return {"answer": class_words(best) if answer.label else both("fashion_none"), "bars": bars}
