"""Answer drawings while the pen moves, those of several visitors in one run of the network."""

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
from hub.predict import judge_logits, read_digits


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
    """Recognise drawings, with one run of each network for all that it reads."""
    opened = [open_call(call, request) for call in calls]
    drawings = [found for found in opened if isinstance(found, Drawing)]
    recorded: dict[int, Activations] = {}       # by the number of the call
    for net in {id(found.net): found.net for found in drawings}.values():
        mine = [number for number, found in enumerate(opened)
                if isinstance(found, Drawing) and found.net is net]
        inputs = torch.cat([opened[number].ink.image for number in mine])   # (N, 1, 28, 28)
        recorded |= zip(mine, record_each(net, inputs))
    return [finish(found, recorded[number], call) if number in recorded else found
            for number, (call, found) in enumerate(zip(calls, opened))]  # fmt: skip


def open_call(call: LiveCall, request: gr.Request | None) -> Drawing | LiveAnswer:
    """Decode a drawing; return the answer where there is nothing to recognise."""
    try:
        found = read_drawing(call.drawing, call.model, call.plain, request)
    except gr.Error:    # `explain_answer` raises it too, when the pen rests: one message is enough
        return LiveAnswer(answer.error_value())
    return found or LiveAnswer(answer.empty_value(digit_network(call.model).net.classes))


def finish(drawing: Drawing, activations: Activations, call: LiveCall) -> LiveAnswer:
    """Judge the scores of a drawing that the network has read."""
    net: nn.Module = drawing.net
    verdict = judge_logits(net, activations.scores)
    several = [] if verdict.label else read_digits(net, drawing.canvas)
    return LiveAnswer(
        answer.answer_value(verdict, several),
        images.pixels_url(drawing.ink.image),
        answer.box_value(drawing.ink, drawing.canvas.shape),
        network_value(activations, net.classes, call.model) if call.visible else None,
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
