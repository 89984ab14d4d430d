"""Show the whole network at work on the picture: a click on a map opens it in "Every layer"."""

from typing import Any

import gradio as gr
from gradio.events import Dependency

from demo.events import AT_ONCE, EACH, event_data
from demo.feature_maps.activations import (
    answering_network,
    network_input,
    open_upload,
)
from demo.feature_maps.inspector import OPEN_MAP
from demo.feature_maps.inspector_handlers import Inspector
from demo.feature_maps.selection import LIMITS, Selection, validated
from demo.network_view import view
from demo.uploads import clamp_int
from hub.activations import record_activations

ELEM_ID = "maps-strip"
NAMES = ("weights", "seed", "side", "shape", "network")     # controls that the picture depends on


def network_of_upload(
    image: Any, weights: str, seed: int, side: int, shape: str, network: str, visible: bool,
    request: gr.Request | None = None,
) -> str | None:
    """Record all activations of an uploaded picture; skip where nobody can see them."""
    if not visible:
        return gr.skip()
    picture = open_upload(image, request)
    if picture is None:
        return None
    selection = validated(Selection(weights, seed, side, shape, network), request)
    net = answering_network(weights, network, request, selection.seed).net
    pixels = network_input(picture, selection, request)         # (1, C, H, W)
    return view.network_value(record_activations(net, pixels), net.classes)


def clicked_map(event: gr.EventData) -> tuple[str, int]:
    """Return the step and the number of the map that was clicked."""
    place = event_data(event)
    return str(place.get("step"))[:100], clamp_int(place.get("map"), *LIMITS["map"])


def build(
    image: gr.Image, controls: dict[str, Any], inspected: Inspector, drawn: Dependency
) -> None:
    """Build the picture; it follows what was `drawn`, and the choice of another network."""
    network = view.network_view(ELEM_ID, None, "maps")
    visible = gr.Checkbox(visible=False)    # a script tells
    inputs = [image, *(controls[name] for name in NAMES), visible]
    following = dict(js=view.seen_script(ELEM_ID), **AT_ONCE)
    for event in (network.input, drawn.success, inspected.network.change):
        event(network_of_upload, inputs, network, **following)
    chosen = network.select(clicked_map, None, [inspected.step, inspected.map], **EACH)
    chosen.then(inspected.draw, image, inspected.outputs, inputs_kwargs=controls, **AT_ONCE)
    network.select(None, js=OPEN_MAP, api_visibility="private")
