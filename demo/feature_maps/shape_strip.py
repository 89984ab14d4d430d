"""The shapes of a picture's tensor from layer to layer, as a line of boxes."""

from math import prod

import gradio as gr

from demo.templates import template


def shape_strip(elem_id: str, size: tuple[int, int]) -> gr.HTML:
    """Build the component for a (height, width) picture."""
    return template("feature_maps/shape_strip", elem_id, strip_html(size))


def strip_html(size: tuple[int, int]) -> str:
    """List every shape from a (height, width) picture to the flattened end of the network."""
    height, width = size
    halves = (height // 2, width // 2), (height // 4, width // 4)
    steps = [
        ("unsqueeze(0)", (1, 3, height, width)),
        ("conv1, ReLU", (1, 16, height, width)),
        ("max_pool2d(2)", (1, 16, *halves[0])),
        ("conv2, ReLU", (1, 32, *halves[0])),
        ("max_pool2d(2)", (1, 32, *halves[1])),
        ("flatten(1)", (1, prod((32, *halves[1])))),
    ]
    boxes = [shape_html((3, height, width))]
    boxes += [f"<i>→ {step} →</i>{shape_html(shape)}" for step, shape in steps]
    return "<ol>" + "".join(f"<li>{box}</li>" for box in boxes) + "</ol>"


def shape_html(shape: tuple[int, ...]) -> str:
    """Write one shape, with a comma for thousands."""
    return "<code>" + "×".join(f"{side:,}" for side in shape) + "</code>"
