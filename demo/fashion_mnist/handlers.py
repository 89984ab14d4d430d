"""Answer the Fashion page's events: classify a photo of a garment, explain the answer."""

from typing import Any, NamedTuple

import gradio as gr
import numpy as np
import torch
from torch import Tensor

from demo import images, uploads
from demo.fashion_mnist import explanation, garment_steps, photo, training_pictures
from demo.fashion_mnist.answer import answer_value, api_label
from demo.networks import attribution, choice, sample_pictures
from hub.garment import Garment
from hub.predict import predict
from hub.remote.source import Source

MODELS = ("fashion_mnist", "fashion_mnist_tutorial")
DRAWN = 12          # test pictures at a time


class PhotoAnswer(NamedTuple):
    """Values of the components that answer a photo; None without one."""

    photo: dict[str, Any] | None = None     # the photo with the outline
    answer: dict[str, Any] | None = None
    steps: dict[str, str] | None = None


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
    source, picture = garment_network(model, request), uploads.open_picture(image, request)
    if picture is None:
        return None, None
    found = photo.find_in_photo(photo.Photo(picture, None, 0), request)
    answer = predict(source.net, found.ink.image)
    label = {
        "label": api_label(answer.label) if answer.label else "none",
        "confidences": {api_label(name): p for name, p in answer.probs.items()},
    }
    return label, images.pixels_url(found.ink.image)


def answer_photo(
    sent: Any, model: str = "fashion_mnist", request: gr.Request | None = None
) -> PhotoAnswer:
    """Find and classify the garment in the photo that the page sends."""
    source, opened = garment_network(model, request), photo.read_photo(sent, request)
    if opened is None:
        return PhotoAnswer()
    found = photo.find_in_photo(opened, request)
    answer = predict(source.net, found.ink.image)
    return PhotoAnswer(
        photo.photo_value(opened, found, answer.label),
        answer_value(answer, source.net) | {"seen": images.pixels_url(found.ink.image)},
        garment_steps.steps_value(found),
    )


def open_garment(sent: Any, request: gr.Request | None = None) -> Garment | None:
    """Find the garment in the photo that the page sends; None without a photo."""
    opened = photo.read_photo(sent, request)
    return opened and photo.find_in_photo(opened, request)


def explain_class(
    sent: Any, model: str, shown: Any, request: gr.Request | None = None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """Colour the photo for the class that was clicked in the answer `shown`, and say where.

    Returns (None, None) if none is asked about.
    """
    net = garment_network(model, request).net
    name = shown.get("asked") if isinstance(shown, dict) else None
    found = open_garment(sent, request) if name in net.classes else None
    if found is None:
        return None, None
    losses, index = attribution.measure_occlusion(net, found.ink.image), net.classes.index(name)
    return (explanation.heat_value(found.ink, found.mask.shape, losses, index),
            explanation.why_value(found.ink, losses, net, index))


def find_similar(
    shown: Any, model: str, request: gr.Request | None = None
) -> tuple[list[dict[str, Any]] | None, dict[str, Any] | None]:
    """Find the training pictures most like the garment; compare the two likeliest classes.

    The answer `shown` holds the 28×28 picture that the network saw.
    """
    source, image = garment_network(model, request), seen_image(shown, request)
    if image is None:
        return None, None
    ranked = training_pictures.rank_similar(source.net, image)
    return (explanation.similar_value(ranked[: explanation.SIMILAR]),
            explanation.pair_value(source, predict(source.net, image), ranked))


def seen_image(shown: Any, request: gr.Request | None = None) -> Tensor | None:
    """Return the network's input that belongs to an answer; None without one.  Raises gr.Error."""
    url = shown.get("seen") if isinstance(shown, dict) else None
    if not url:
        return None
    picture = uploads.open_encoded(url, request).convert("L")
    return torch.from_numpy(np.asarray(picture.resize((28, 28)), np.float32) / 255)[None, None]


def draw_sample(model: str, request: gr.Request | None = None) -> dict[str, Any] | None:
    """Draw random test pictures with their predictions; None if none are stored."""
    run = garment_network(model, request).run
    return sample_pictures.drawn_gallery(run, DRAWN) if run and run.answers else None
