"""Pooling: the greatest against the mean of each window, and what pooling is good for."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import panel


def page() -> None:
    """What there is to understand, and the thing to play with."""
    gr.Markdown(t("pooling_text"))
    panel("pooling",
        borrowed=("convolution_", "activation_picture"),
    )
