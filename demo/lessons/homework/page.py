"""Homework: ten exercises with new numbers each time, checked in the browser."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel


def build() -> None:
    """Build the panel with ten exercises, and the instructions below."""
    lesson_panel("homework")
    gr.Markdown(t("homework_text"), elem_classes="lesson-text")
