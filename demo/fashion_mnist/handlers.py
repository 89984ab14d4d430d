"""Classify a photo of a garment: one of ten classes or none, and the way to the answer."""

from typing import Any

import gradio as gr

from demo import images, uploads
from demo.fashion_mnist import garment_steps
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
) -> tuple[dict[str, Any] | None, str | None]:
    """Classify an uploaded photo; return (None, None) without a photo.

    Returns the class, or "none" where the photo shows none of them, with the ten probabilities; and
    the 28×28 picture that the network saw.
    """
    source, found = garment_network(model, request), open_garment(image, request)
    return (None, None) if found is None else classify_garment(found, source)


def show_steps(
    image: Any, model: str = "fashion_mnist", request: gr.Request | None = None
) -> dict[str, Any] | None:
    """Return the steps from an uploaded photo to the network's input; None without a photo."""
    source, found = garment_network(model, request), open_garment(image, request)
    return found and garment_steps.steps_value(found, predict(source.net, found.ink.image))


def open_garment(image: Any, request: gr.Request | None = None) -> Garment | None:
    """Find the garment in an uploaded photo; None without a photo.  Raises gr.Error."""
    photo = uploads.open_picture(image, request)
    if photo is None:
        return None
    found = find_garment(photo)
    if found is None:
        raise user_error("no_garment", request)
    return found


def classify_garment(found: Garment, source: Source) -> tuple[dict[str, Any], str]:
    """Return the answer, with class names in both languages, and the picture as a URL."""
    answer = predict(source.net, found.ink.image)
    label = {
        "label": class_name(answer.label) if answer.label else "none",
        "confidences": {class_name(name): p for name, p in answer.probs.items()},
    }
    return label, images.pixels_url(found.ink.image)
