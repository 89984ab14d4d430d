"""Show the network at work on the garment, as long as its picture can be seen."""

from typing import Any

import gradio as gr
from gradio.components import Component
from gradio.events import Dependency

from demo.events import AT_ONCE
from demo.fashion_mnist import handlers
from demo.limits.budget import call_in_turn
from demo.network_view import view
from demo.network_view.questions import build_questions
from hub.activations import record_activations

ELEM_ID = "garment-network"


def network_of_photo(
    photo: Any, model: str, visible: bool, request: gr.Request | None = None
) -> str | None:
    """Record the activations for the garment in a photo; skip where nobody can see them."""
    if not visible:
        return gr.skip()
    source = handlers.garment_network(model, request)
    found = handlers.open_garment(photo, request)
    if found is None:
        return None
    activations = record_activations(source.net, found.ink.image)
    return view.network_value(activations, source.net.classes, model)


def follow_garment(inputs: list[Component], answers: list[Dependency]) -> None:
    """Build the picture; it follows the answers. `inputs` are the photo and the network."""
    ask = [call_in_turn(question) for question in build_questions(handlers.garment_network)]
    network = view.network_view(ELEM_ID, None, "fashion", ask)
    visible = gr.Checkbox(visible=False)    # a script tells
    following = dict(js=view.seen_script(ELEM_ID), **AT_ONCE)
    for event in (network.input, *(answered.success for answered in answers)):
        event(network_of_photo, [*inputs, visible], network, **following)
