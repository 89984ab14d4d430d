"""Stride: the tutorial's figure alive; overlap, coverage, and what is never looked at."""

import gradio as gr

from demo.lessons.lesson import panel
from demo.i18n import t


def page() -> None:
    """What there is to understand, and the thing to play with."""
    gr.Markdown(t("stride_text"))
    panel("stride", "player.js", borrowed=("convolution_",))
