"""Convolution, step by step: window, products, sum, bias, ReLU, and the map that they make."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import panel
from demo.networks import registry


def trained() -> dict[str, list]:
    """The first layer of the trained feature_maps network: kernels (16, 3, 3, 3), biases (16,)."""
    layer = registry.current("feature_maps").net.conv1
    return {
        "kernels": layer.weight.double().round(decimals=2).tolist(),
        "biases": [round(bias, 2) for bias in layer.bias.tolist()],
    }


def page() -> None:
    """What there is to understand, and the thing to play with."""
    gr.Markdown(t("convolution_text"))
    panel("convolution", trained=trained(),
    )
