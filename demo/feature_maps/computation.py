"""Compute the maps of a picture: for the page, the endpoint and the command line alike."""

from typing import Any

from PIL import Image
from torch import Tensor, nn

from hub import layers
from hub.garment import garment_ink
from hub.layers import Size, Step
from hub.preprocess import drawing_ink, picture_ink, rgb_tensor

TUTORIAL_RATIO = 184 / 338      # height / width of the tutorial's Resize
SENT_SIDES = 64, 338            # of an input whose maps are sent as text, megabytes of it


def scaled_size(picture: Image.Image, side: int, shape: str) -> Size:
    """Return height and width of the input whose longer side is `side`."""
    ratios = {"tutorial": TUTORIAL_RATIO, "square": 1.0}
    ratio = ratios.get(shape, picture.height / picture.width)
    short = max(8, round(side * min(ratio, 1 / ratio)))
    return (short, side) if ratio <= 1 else (side, short)


def prepare_input(picture: Image.Image, network: str, size: Size) -> Tensor | None:
    """Return the pixels, (1, 3, H, W), or the ink, (1, 1, 28, 28), as the other pages find it.

    None where a picture shows nothing.
    """
    if network == "feature_maps":
        return rgb_tensor(picture, size)
    is_digit = network.startswith("mnist")
    ink = drawing_ink(picture_ink(picture)) if is_digit else garment_ink(picture)
    return ink and ink.image


def run_up_to(net: nn.Module, step: str, image: Tensor) -> tuple[list[Step], dict[str, Tensor]]:
    """Run a network up to a step, or to relu1, which every network has, if it has no such step.

    Returns the steps from the pixels on, and the maps of each, (1, C, H, W).
    """
    path = layers.list_steps(net)
    known = step in [each.name for each in path]
    path = layers.steps_up_to(path, step if known else "relu1")
    return path, layers.run_steps(path, image)


def encode_maps(step: Step, maps: Tensor) -> dict[str, Any]:
    """Return the maps of a step, (C, H, W), as the endpoint sends them."""
    numbers = maps.double().round(decimals=4).tolist()
    return {"step": step.name, "shape": list(maps.shape), "maps": numbers}
