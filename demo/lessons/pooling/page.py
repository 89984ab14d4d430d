"""Lesson: pooling. Maximum against mean, and three uses of pooling."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel("pooling")
    gr.Markdown(t("pooling_text"), elem_classes="lesson-text")
