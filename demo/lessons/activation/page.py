"""Bias and ReLU: why the bias stands before the activation, and which pixels die without it."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import panel


def page() -> None:
    """What there is to understand, and the thing to play with."""
    gr.Markdown(t("activation_text"))
    panel("activation", borrowed=("convolution_",))
