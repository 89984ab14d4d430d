"""Answer drawings while the pen moves, those of several visitors in one run of the network."""

from collections import defaultdict
from typing import Any, NamedTuple

import gradio as gr
import torch
from torch import nn

from demo import images
from demo.mnist import answer
from demo.mnist.handlers import MODELS, Drawing, digit_network, read_drawing
from demo.network_view.view import network_value
from demo.serving.direct_answers import UNCHANGED
from hub.activations import Activations, record_each
from hub.predict import Prediction, judge_logits, predict_each, read_digits


class LiveCall(NamedTuple):
    """A drawing that is being made, as the page sends it."""

    drawing: str | None         # a PNG data URL
    model: str
    plain: bool
    visible: bool = True        # is the network at work on the screen?


class LiveAnswer(NamedTuple):
    """Values of the components that follow the pen."""

    answer: dict[str, Any]
    seen: str | None = None         # the 28×28 picture
    box: dict[str, int] | None = None
    network: str | None = None      # the activations, as JSON


def recognise_live(
    drawing: str | None, model: str, plain: bool, visible: bool = True,
    request: gr.Request | None = None,
) -> LiveAnswer:
    """Recognise a drawing while the pen moves; show an error as an answer instead of raising it.

    The activations of the network are left out where they are not `visible`.
    """
    return recognise_all([LiveCall(drawing, model, plain, visible)], request)[0]


def recognise_all(calls: list[LiveCall], request: gr.Request | None = None) -> list[LiveAnswer]:
    """Recognise drawings, those that one network reads and shows alike in one run of it."""
    opened = [open_call(call, request) for call in calls]
    groups: dict[tuple[nn.Module, bool], list[int]] = defaultdict(list)
    for number, (call, found) in enumerate(zip(calls, opened)):
        if isinstance(found, Drawing):
            groups[found.net, call.visible].append(number)
    answers = dict(enumerate(opened))
    for (net, visible), numbers in groups.items():
        inputs = torch.cat([opened[number].ink.image for number in numbers])    # (N, 1, 28, 28)
        for number, read in zip(numbers, (record_each if visible else predict_each)(net, inputs)):
            answers[number] = finish(opened[number], read, calls[number].model)
    return [*answers.values()]


def open_call(call: LiveCall, request: gr.Request | None) -> Drawing | LiveAnswer:
    """Decode a drawing; return the answer where there is nothing to recognise."""
    try:
        found = read_drawing(call.drawing, call.model, call.plain, request)
    except gr.Error:    # `explain_answer` raises it too, when the pen rests: one message is enough
        return LiveAnswer(answer.error_value())
    return found or LiveAnswer(answer.empty_value(digit_network(call.model).net.classes))


def finish(drawing: Drawing, read: Activations | Prediction, model: str) -> LiveAnswer:
    """Answer a drawing that the network has read; its activations are there if they are seen."""
    net, shown = drawing.net, isinstance(read, Activations)
    verdict = judge_logits(net, read.scores) if shown else read
    several = [] if verdict.label else read_digits(net, drawing.canvas)
    return LiveAnswer(
        answer.answer_value(verdict, several),
        images.pixels_url(drawing.ink.image),
        answer.box_value(drawing.ink, drawing.canvas.shape),
        network_value(read, net.classes, model) if shown else None,
    )


def read_call(data: list[Any]) -> LiveCall | None:
    """Return the call that a page sends as (drawing, network, plain, visible); None if it is odd.

    A network of the Hub is left to Gradio's own way, on which fetching it may take seconds.
    """
    if len(data) != 4 or not all(map(isinstance, data, (str | None, str, bool, bool))):
        return None
    return LiveCall(*data) if data[1] in MODELS else None


def answer_calls(calls: list[LiveCall]) -> list[list[Any]]:
    """Answer calls with the new values of verdict, input, box and network, in this order."""
    found = recognise_all(calls)
    return [[*one[:3], one.network if call.visible else UNCHANGED]
            for call, one in zip(calls, found)]  # fmt: skip
