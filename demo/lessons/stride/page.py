"""Lesson: stride. Overlap, coverage, and pixels that no window covers."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel


def build() -> None:
    """Build the lesson's text and its panel."""
    gr.Markdown(t("stride_text"))
    lesson_panel("stride")
