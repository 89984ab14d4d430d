"""Compute the feature maps of a picture for programs: base64 in, numbers as JSON out."""

from pathlib import Path
from typing import Any, Literal

import gradio as gr

from demo.endpoints import PICTURE, Described, describe_endpoint, encode_example, publish_endpoint
from demo.feature_maps.activations import compute_activations
from demo.feature_maps.computation import SENT_SIDES, encode_maps
from demo.feature_maps.selection import Selection
from demo.networks.registry import NETWORKS
from demo.uploads import clamp_int, open_encoded

EXAMPLE = Path(__file__).parents[1] / "examples" / "photos" / "cat.jpg"
Network = Literal[NETWORKS]
MAPS = {      # JSON schema
    "type": "object",
    "properties": {
        "step": {"type": "string"},
        "shape": {"type": "array", "items": {"type": "integer"}},
        "maps": {"type": "array", "items": {"type": "array", "items": {
            "type": "array", "items": {"type": "number"}}}},
    },
}  # fmt: skip


def compute_maps(
    picture: str, network: Network = "feature_maps", step: str = "pool1", side: int = 64,
    request: gr.Request | None = None,
) -> dict[str, Any]:
    """Compute the feature maps of a picture after one step of a network."""
    selection = Selection(
        network=network, step=str(step), side=clamp_int(side, *SENT_SIDES), shape="own"
    )
    found = compute_activations(open_encoded(picture, request), selection, request)
    return encode_maps(found.step, found.output)


def publish_maps(app: gr.Blocks) -> None:
    """Publish it, and describe the endpoint of the page."""
    publish_endpoint(
        app, compute_maps,
        {
            "picture": Described(PICTURE, encode_example(EXAMPLE, 48)),
            "network": Described("The network; all but feature_maps take 28×28 pixels."),
            "step": Described("Such as conv1, bias1, relu1, pool1; relu1 if there is none of it."),
            "side": Described("Longer side of feature_maps' input in pixels, 64 to 338."),
        },
        Described("maps: channels × rows × columns, as in shape; step: the one computed.",
                  schema=MAPS),
    )  # fmt: skip
    describe_endpoint(
        app, "feature_maps",
        {
            "image": "Any picture.",
            "weights": "Trained kernels, or random ones as in the tutorial.",
            "seed": "Of the random kernels.",
            "side": "Longer side of the network's input in pixels, 64 to 1024.",
            "shape": "Of the input: 184×338 as in the tutorial, the picture's own, or a square.",
        },
        ("pooled", "layer1", "layer2"), EXAMPLE,
    )
