"""The homework: ten exercises, new numbers each time, checked at once in the browser."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import panel


def page() -> None:
    """What there is to do, and the ten sheets."""
    gr.Markdown(t("homework_text"))
    panel("homework",
    )  # fmt: skip
