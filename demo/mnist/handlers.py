"""Answer the Digits page's events: recognise a drawing, explain the answer, list mistakes."""

from typing import Any, NamedTuple

import gradio as gr
import numpy as np
from torch import nn

from demo import images
from demo.events import event_data
from demo.i18n import both
from demo.mnist import answer, attribution, explanation, neighbours
from demo.network_view.view import network_value
from demo.networks import choice
from demo.uploads import open_drawing
from hub.activations import record_activations
from hub.predict import judge_logits, predict, read_digits
from hub.preprocess import Ink, drawing_ink, squeezed_ink
from hub.remote.source import Source

MODELS = ("mnist", "mnist_tutorial")


class Drawing(NamedTuple):
    """A drawing, and the network that reads it."""

    net: nn.Module
    canvas: np.ndarray      # (H, W), 0 paper to 1 ink
    ink: Ink


class LiveAnswer(NamedTuple):
    """Values of the components that follow the pen."""

    answer: dict[str, Any]
    seen: str | None = None         # the 28×28 picture
    box: dict[str, int] | None = None
    network: str | None = None       # the activations, as JSON


class Explanation(NamedTuple):
    """Values of the components that explain an answer; None for an empty pad."""

    heat: dict[str, Any] | None = None
    strokes: dict[str, Any] | None = None
    score_terms: dict[str, Any] | None = None
    first_maps: dict[str, Any] | None = None


def digit_network(model: Any, request: gr.Request | None = None) -> Source:
    """Return the network of a choice.  Raises gr.Error."""
    return choice.network_for(model, MODELS, "mnist", request)


def read_drawing(
    drawing: str | None, model: str, plain: bool, request: gr.Request | None = None
) -> Drawing | None:
    """Decode a drawing and centre its ink or, if `plain`, squeeze the whole paper.

    Returns None for an empty pad.  Raises gr.Error.
    """
    source = digit_network(model, request)
    canvas = open_drawing(drawing, request)
    ink = None if canvas is None else (squeezed_ink if plain else drawing_ink)(canvas)
    return None if ink is None else Drawing(source.net, canvas, ink)


def recognise(
    drawing: str | None, model: str = "mnist", request: gr.Request | None = None
) -> tuple[dict[str, Any] | None, str | None]:
    """Recognise a digit in a drawing, a PNG data URL; return (None, None) for an empty one.

    Returns the digit, or "none" where the drawing is not a digit, with the ten probabilities; and
    the 28×28 picture that the network saw. A visitor's network may have other classes.
    """
    seen = read_drawing(drawing, model, False, request)
    if seen is None:
        return None, None
    verdict = predict(seen.net, seen.ink.image)
    label = {"label": verdict.label or "none", "confidences": verdict.probs}
    return label, images.pixels_url(seen.ink.image)


def recognise_live(
    drawing: str | None, model: str, plain: bool, visible: bool = True,
    request: gr.Request | None = None,
) -> LiveAnswer:
    """Recognise a drawing while the pen moves; show an error as an answer instead of raising it.

    The activations of the network are left out where they are not `visible`.
    """
    try:
        seen = read_drawing(drawing, model, plain, request)
    except gr.Error:    # `explain_answer` raises it too, when the pen rests: one message is enough
        return LiveAnswer(answer.error_value())
    if seen is None:
        return LiveAnswer(answer.empty_value(digit_network(model).net.classes))
    network = record_activations(seen.net, seen.ink.image) if visible else None
    verdict = (judge_logits(seen.net, network.scores) if network
               else predict(seen.net, seen.ink.image))
    several = [] if verdict.label else read_digits(seen.net, seen.canvas)
    return LiveAnswer(
        answer.answer_value(verdict, several),
        images.pixels_url(seen.ink.image),
        answer.box_value(seen.ink, seen.canvas.shape),
        network and network_value(network, seen.net.classes, model),
    )


def explain_answer(
    drawing: str | None, model: str, plain: bool,
    shown: dict[str, Any] | None, request: gr.Request | None = None,
) -> Explanation:
    """Explain the most probable class, or the one that was clicked in the answer `shown`.

    The ink of a drawing that isn't read is explained for a class that was clicked only.
    """
    seen = read_drawing(drawing, model, plain, request)
    if seen is None:
        return Explanation()
    net, image = seen.net, seen.ink.image
    verdict, asked = predict(net, image), asked_class(shown, net)
    best = net.classes.index(max(verdict.probs, key=verdict.probs.get))
    index = best if asked is None else asked
    terms = explanation.score_terms_value(net, image, index)
    maps = explanation.first_maps_value(net, image)
    if asked is None and verdict.label is None:
        unread = {"title": both("why_none"), "unread": both("why_unread")}
        return Explanation(None, unread, terms, maps)
    losses = attribution.measure_occlusion(net, image)
    return Explanation(
        explanation.heat_value(seen.ink, seen.canvas.shape, losses, index),
        explanation.strokes_value(seen.ink, losses, index, net.classes[index], index == best),
        terms, maps,
    )  # fmt: skip


def asked_class(shown: Any, net: nn.Module) -> int | None:
    """Return the index of the class that was clicked since this answer, or None."""
    digit = shown.get("asked") if isinstance(shown, dict) else None
    return net.classes.index(digit) if digit in net.classes else None


def nearest_digits(
    drawing: str | None, model: str, plain: bool, request: gr.Request | None = None
) -> list[dict[str, str]] | None:
    """Find the training digits most like a drawing."""
    seen = read_drawing(drawing, model, plain, request)
    return None if seen is None else explanation.neighbours_value(seen.net, seen.ink.image)


def list_mistakes(model: str, request: gr.Request | None = None) -> list[dict[str, Any]]:
    """List the test digits that a network gets wrong."""
    return explanation.mistakes_value(digit_network(model, request).net)


def trace_mistake(event: gr.EventData) -> str | None:
    """Return the picture of the mistake that was clicked, to lie under the paper."""
    index, hard = event_data(event).get("index"), neighbours.digit_sheet("hard")
    return images.pixels_url(hard[index : index + 1]) if index in range(len(hard)) else None
