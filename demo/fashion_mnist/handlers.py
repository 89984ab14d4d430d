"""Classify a photo of a garment: one of ten classes or none, and the way to the answer."""

from typing import Any

import gradio as gr

from demo import images, uploads
from demo.fashion_mnist.garment_steps import steps_value
from demo.i18n import class_name, user_error
from demo.networks import choice
from hub.garment import Garment, find_garment
from hub.predict import predict
from hub.remote.source import Source

MODELS = ("fashion_mnist", "fashion_mnist_tutorial")


def garment_network(model: Any, request: gr.Request | None = None) -> Source:
    """Return the network of a choice.  Raises gr.Error."""
    return choice.network_for(model, MODELS, "fashion_mnist", request)


def classify(
    image: Any, model: str = "fashion_mnist", request: gr.Request | None = None
) -> tuple[dict[str, Any] | None, str | None, dict[str, Any] | None]:
    """Classify an uploaded photo; return three times None without a photo.

    Returns the class, or "none" where the photo shows none of them, with the ten probabilities; the
    28×28 picture that the network saw; and the steps that led to it.
    """
    source = garment_network(model, request)
    photo = uploads.open_picture(image, request)
    if photo is None:
        return None, None, None
    found = find_garment(photo)
    if found is None:
        raise user_error("no_garment", request)
    return classify_garment(found, source)


def classify_garment(found: Garment, source: Source) -> tuple[dict[str, Any], str, dict[str, Any]]:
    """Return the answer, with class names in both languages, the picture as a URL and the steps."""
    answer = predict(source.net, found.ink.image)
    label = {
        "label": class_name(answer.label) if answer.label else "none",
        "confidences": {class_name(name): p for name, p in answer.probs.items()},
    }
    pixels = images.pixels_url(found.ink.image)
    return label, pixels, steps_value(found, answer.label is None)
