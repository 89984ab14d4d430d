"""Stride: the tutorial's figure alive; overlap, coverage, and what is never looked at."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import panel


def page() -> None:
    """What there is to understand, and the thing to play with."""
    gr.Markdown(t("stride_text"))
    panel("stride", borrowed=("convolution_",))
