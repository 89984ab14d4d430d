"""Build buttons that open another lesson."""

import gradio as gr

from demo.events import QUIET
from demo.i18n import t


def lesson_button(lessons: gr.Tabs, lesson: str, label: str) -> None:
    """Build a button that opens a lesson and scrolls to its top."""
    button = gr.Button(label, size="sm", elem_classes=f"to-{lesson}")
    button.click(
        None, None, lessons, **QUIET,
        js=f"""() => {{ setTimeout(() => document.querySelector("#lessons").scrollIntoView());
          return {{ __type__: "update", selected: "{lesson}" }}; }}""",
    )  # fmt: skip


def neighbour_buttons(lessons: gr.Tabs, names: list[str], name: str) -> None:
    """Build the buttons to the previous and the next lesson."""
    place = names.index(name)
    with gr.Row(elem_classes="neighbours"):
        for sign, other in (("←", place - 1), ("→", place + 1)):
            if 0 <= other < len(names):
                lesson_button(lessons, names[other], f"{sign} " + t(f"lesson_{names[other]}"))
