"""Lesson: bias and ReLU. Which pixels the bias keeps from becoming zero."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel("activation")
    gr.Markdown(t("activation_text"), elem_classes="lesson-text")
