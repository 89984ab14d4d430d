"""Lesson: convolution step by step. Window, products, sum, bias, ReLU, feature map."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel
from demo.networks import registry


def trained_layer() -> dict[str, list]:
    """Return conv1 of the trained feature_maps network: kernels (16, 3, 3, 3), biases (16,)."""
    layer = registry.current("feature_maps").net.conv1
    return {
        "kernels": layer.weight.double().round(decimals=2).tolist(),
        "biases": [round(bias, 2) for bias in layer.bias.tolist()],
    }


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel("convolution", trained=trained_layer())
    gr.Markdown(t("convolution_text"), elem_classes="lesson-text")
