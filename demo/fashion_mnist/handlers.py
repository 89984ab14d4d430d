"""Classify a photo of a garment: ten probabilities."""

from typing import Any

import gradio as gr

from demo import images, uploads
from demo.i18n import class_words, user_error
from demo.networks import choice
from demo.theme import CLASS_COLOURS, CLASS_SYMBOLS
from hub.predict import predict
from hub.preprocess import Ink, photo_ink
from hub.remote.source import Source

MODELS = ("fashion_mnist", "fashion_mnist_tutorial")


def garment_network(model: Any, request: gr.Request | None = None) -> Source:
    """Return the network of a choice.  Raises gr.Error."""
    return choice.network_for(model, MODELS, "fashion_mnist", request)


def classify(
    image: Any, model: str = "fashion_mnist", request: gr.Request | None = None
) -> tuple[dict[str, float] | None, str | None]:
    """Classify an uploaded photo; return (None, None) without a photo.

    Returns the ten probabilities, and the 28×28 picture that the network saw.
    """
    source = garment_network(model, request)
    photo = uploads.open_picture(image, request)
    if photo is None:
        return None, None
    ink = photo_ink(photo)
    if ink is None:
        raise user_error("no_garment", request)
    return classify_ink(ink, source)


def classify_ink(ink: Ink, source: Source) -> tuple[dict[str, float], str]:
    """Return the probability of each class, and the picture as a URL."""
    return predict(source.net, ink.image).probs, images.pixels_url(ink.image)


def api_labels(probs: dict[str, float] | None) -> dict[str, float] | None:
    """Name the classes as the API has them: English, then 中文."""
    return probs and {api_label(name): p for name, p in probs.items()}


def api_label(name: str) -> str:
    """Return the API's label of a class, such as "Ankle boot 短靴"."""
    return " ".join(dict.fromkeys(class_words(name).values()))


def answer_value(probs: dict[str, float] | None) -> dict[str, Any] | None:
    """Return what answer.html shows: the likeliest class, and a bar for each in a fixed order."""
    if probs is None:
        return None
    best = max(probs, key=probs.get)
    bars = [
        {"name": class_words(name), "percent": f"{p:.1%}", "width": f"{100 * p:.1f}",
         "colour": CLASS_COLOURS[k % 10], "symbol": CLASS_SYMBOLS[k % 10],
         "rank": "first" if name == best else ""}
        for k, (name, p) in enumerate(probs.items())
    ]
    return {"answer": class_words(best), "bars": bars}
