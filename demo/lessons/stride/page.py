"""Lesson: stride. Overlap, coverage, and pixels that no window covers."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel("stride")
    gr.Markdown(t("stride_text"), elem_classes="lesson-text")
