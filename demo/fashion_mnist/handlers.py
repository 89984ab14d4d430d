"""Classify a photo of a garment: ten probabilities."""

from typing import Any

import gradio as gr

from demo import images, uploads
from demo.i18n import class_name, user_error
from demo.networks import choice
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
    """Return the probabilities, with class names in both languages, and the picture as a URL."""
    probs = predict(source.net, ink.image).probs
    return {class_name(name): p for name, p in probs.items()}, images.pixels_url(ink.image)
