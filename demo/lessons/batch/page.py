"""Lesson: from picture to batch. Every number from a pixel's level to the loss, and dropout."""

import gradio as gr

from demo.i18n import t
from demo.lessons.batch import sample_numbers
from demo.lessons.lesson import lesson_panel


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel("batch", constants=sample_numbers.collect_numbers())
    gr.Markdown(t("batch_text"), elem_classes="lesson-text")
