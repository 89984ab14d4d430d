"""Build a lesson's heading, and the buttons that open another lesson."""

from pathlib import Path

import gradio as gr

from demo.events import QUIET
from demo.i18n import catalogue, t
from demo.templates import fill_words, read_file

TEMPLATES = Path(__file__).parent / "templates"


def lesson_heading(names: list[str], name: str) -> None:
    """Build the heading "3/10 Stride", what to do in the lesson, and what one can do after it."""
    place = f"{names.index(name) + 1}/{len(names)}"
    gr.Markdown(f"## {place} " + t(f"lesson_{name}"), elem_classes="lesson-title")
    for key in (f"lesson_goal_{name}", f"lesson_after_{name}"):
        if key in catalogue():      # some have one sentence for both
            gr.Markdown(t(key), elem_classes="lesson-goal")


def lesson_button(lessons: gr.Tabs, lesson: str) -> None:
    """Build a button that opens a lesson and scrolls to its top."""
    button = gr.Button(t(f"lesson_{lesson}"), size="sm", elem_classes=f"to-{lesson}")
    button.click(
        None, None, lessons, **QUIET,
        js=f"""() => {{ setTimeout(() => document.querySelector("#lessons").scrollIntoView());
          return {{ __type__: "update", selected: "{lesson}" }}; }}""",
    )  # fmt: skip


def neighbour_buttons(names: list[str], name: str) -> None:
    """Build the buttons to the previous and the next lesson; the latter marks this one as done.

    Not gr.Button: Gradio 6.31 translates one key in a label, and "Next: Stride →" has two.
    """
    place, buttons = names.index(name), ""
    if place > 0:
        key = names[place - 1]
        buttons += f'<button type="button" data-to="{key}">← <!-- lesson_{key} --></button>'
    if place + 1 < len(names):
        key = names[place + 1]
        buttons += (f'<button type="button" class="next" data-to="{key}">'
                    f"<!-- lesson_next --> <!-- lesson_{key} --> →</button>")
    gr.HTML(
        html_template=fill_words(buttons),
        css_template=read_file(TEMPLATES / "neighbours.css"),
        js_on_load=read_file(TEMPLATES / "neighbours.js"),
        apply_default_css=False, lesson=name, elem_id=f"end-{name}", elem_classes="neighbours",
    )  # fmt: skip
