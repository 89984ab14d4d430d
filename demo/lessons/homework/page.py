"""The homework: ten exercises, new numbers each time, checked at once in the browser."""

import gradio as gr

from demo.lessons.lesson import panel
from demo.i18n import t


def page() -> None:
    """What there is to do, and the ten sheets."""
    gr.Markdown(t("homework_text"))
    panel(
        "homework", "homework_dice.js", "homework_sizes.js", "homework_windows.js",
        "homework_looks.js", "homework_mend.js", "homework_judge.js", "homework_code.js",
        "homework_parts.js", "homework_figures.js", "pytorch.js",
    )  # fmt: skip
