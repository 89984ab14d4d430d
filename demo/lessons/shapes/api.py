"""Compute the sizes in a network for programs: layers in, shapes and parameter counts out."""

import json
from typing import Any

import gradio as gr

from demo.endpoints import Described, publish_endpoint
from demo.i18n import user_error
from demo.lessons.example_networks import preset_networks
from demo.lessons.layer_settings import FIELDS
from demo.lessons.network_spec import trace_network
from demo.lessons.shapes.network_json import InvalidNetwork, network_to_json, parse_network

SIZES = {       # JSON schema
    "type": "object",
    "properties": {
        "steps": {"type": "array", "items": {"type": "object", "properties": {
            "kind": {"type": "string"},
            "shape": {"oneOf": [{"type": "null"}, {"type": "array", "items": {"type": "integer"}}]},
            "parameters": {"type": "integer"},
            "error": {"type": "string"},
        }, "required": ["kind", "shape", "parameters"]}},
        "parameters": {"type": "integer"},
    },
}  # fmt: skip


def output_sizes(
    picture: list[int], layers: list[dict[str, Any]], request: gr.Request | None = None
) -> dict[str, Any]:
    """Compute the output shape and the number of parameters of each layer of a network."""
    try:
        network = parse_network(json.dumps({"picture": picture, "layers": layers}))
    except InvalidNetwork as invalid:
        is_list = invalid.key != "shapes_unreadable"
        key = invalid.key if is_list else "shapes_not_layers"
        raise user_error(key, request, kinds=", ".join(FIELDS), **invalid.values) from None
    steps = trace_network(network)
    answers = [
        {"kind": step.layer.kind, "shape": step.after and list(step.after),
         "parameters": step.parameters, **({"error": step.error} if step.error else {})}
        for step in steps
    ]  # fmt: skip
    return {"steps": answers, "parameters": sum(step.parameters for step in steps)}


def publish_sizes(app: gr.Blocks) -> None:
    """Publish it; the tutorial's digit network is the example."""
    example = json.loads(network_to_json(preset_networks()["mnist"]))
    kinds = "; ".join(f"{kind}: {', '.join(FIELDS[kind]) or '–'}" for kind in FIELDS)
    publish_endpoint(
        app, output_sizes,
        {
            "picture": Described("Channels, height and width.", example["picture"]),
            "layers": Described(
                "Objects with kind and settings as in torch.nn; what is left out takes its "
                f"default. {kinds}.", example["layers"]),
        },
        Described("steps: shape after each layer, without the batch, and its parameters. After an "
                  "error, which is PyTorch's own, shapes are null.", schema=SIZES),
    )  # fmt: skip
