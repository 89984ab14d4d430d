"""Lesson: TensorBoard, tab by tab. Each tab of a real run, drawn from its recorded numbers."""

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel
from demo.lessons.tensorboard.recorded_run import collect_run


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel("tensorboard", constants={"run": collect_run()})
    gr.Markdown(t("tensorboard_text"), elem_classes="lesson-text")
