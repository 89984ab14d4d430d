"""Bias and ReLU: why the bias stands before the activation, and which pixels die without it."""

import gradio as gr

from demo.lessons.lesson import panel
from demo.i18n import t


def page() -> None:
    """What there is to understand, and the thing to play with."""
    gr.Markdown(t("activation_text"))
    panel("activation", "pictures.js", "player.js", "pytorch.js", borrowed=("convolution_",))
