"""The strip of a network's steps, from picture to last maps: each is a button with its shape."""

import gradio as gr

from demo.feature_maps.selection import Selection
from demo.i18n import t
from hub import layers
from hub.layers import Size


def output_shapes(path: list[layers.Step], channels: int, size: Size) -> list[tuple[int, ...]]:
    """Compute what each step returns, (C, H, W), for a picture: no step has to run for it."""
    shapes = []
    for step, output in zip(path, layers.output_sizes(path, size)):
        channels = step.layer.out_channels if step.kind == "conv" else channels
        shapes.append((channels, *output))
    return shapes


def step_choices(path: list[layers.Step], channels: int, size: Size) -> list[tuple[str, str]]:
    """List the steps for the strip: name, computation and shape, on a line each."""
    shapes = output_shapes(path, channels, size)
    return [
        (f"{step.name}\n{t(f'step_{step.kind}')}\n" + "×".join(str(n) for n in shape), step.name)
        for step, shape in zip(path, shapes)
    ]


def layer_strip(path: list[layers.Step], size: Size) -> gr.Radio:
    """Build the strip for a colour picture: a radio, so that arrow keys and names work."""
    return gr.Radio(
        step_choices(path, 3, size), value=Selection().step, label=t("layer"),
        elem_id="look-step")
