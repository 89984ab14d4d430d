"""Lesson: optimizers and schedules. Recorded runs that differ in nothing else."""

import json
from pathlib import Path
from typing import Any

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel

RECORD = Path(__file__).parent / "runs.json"    # written by training/optimizers.py


def load_record() -> dict[str, Any]:
    """Load the settings that all runs share, and the curves of each."""
    return json.loads(RECORD.read_text(encoding="utf-8"))


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel("optimizers", constants={"record": load_record()})
    gr.Markdown(t("optimizers_text"), elem_classes="lesson-text")
