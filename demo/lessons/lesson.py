"""The thing to play with in a lesson: a gr.HTML that runs wholly in the browser."""

import re
from pathlib import Path
from typing import Any

import gradio as gr

from demo.i18n import WORDS, t

HERE = Path(__file__).parent
PART = re.compile(r"<!-- (\w+) -->\n?")     # of a lesson's HTML: stands in a file of its own


def panel(name: str, *scripts: str, borrowed: tuple[str, ...] = (), **props: Any) -> gr.HTML:
    """NAME.html with lesson.css and NAME.css, and the scripts one after another, NAME.js the last.

    Its words are those that begin with its name, with `lesson_`, and with `borrowed`.
    Its value is the name of the page's language, so that the script hears when that changes.
    """
    scripts = ("arithmetic.js", "lesson.js", *scripts, f"{name}.js")
    kinds = ("lesson_", f"{name}_", *borrowed)
    words = {key: pair for key, pair in WORDS.items() if key.startswith(kinds)}
    return gr.HTML(
        t("lesson_language"),
        html_template=PART.sub(lambda part: read(f"{part[1]}.html"), read(f"{name}.html")),
        css_template=read("lesson.css") + read(f"{name}.css"),
        js_on_load="\n".join(map(read, scripts)),
        apply_default_css=False,
        lesson=name,
        words=words,
        elem_id=f"lesson-{name}",
        **props,
    )


def read(name: str) -> str:
    """A file beside this one; nothing, if a panel has no such file."""
    path = HERE / name
    return path.read_text(encoding="utf-8") if path.exists() else ""
