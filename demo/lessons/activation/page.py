"""Lesson: bias and ReLU. Which pixels the bias keeps from becoming zero."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel


def build() -> None:
    """Build the lesson's text and its panel."""
    gr.Markdown(t("activation_text"))
    lesson_panel("activation")
