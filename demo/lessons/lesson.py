"""A lesson's interactive panel: a gr.HTML that runs wholly in the browser."""

import re
from pathlib import Path
from typing import Any

import gradio as gr

from demo.i18n import catalogue, t
from demo.templates import read_file, read_script

HERE = Path(__file__).parent
SHARED = HERE / "shared"
PART = re.compile(r"<!-- (\w+) -->\n?")     # of a lesson's HTML: stands in a file of its own


def panel(name: str, borrowed: tuple[str, ...] = (), **props: Any) -> gr.HTML:
    """Build the panel of a lesson from the .html, .css and .js in its folder that bear its name.

    Its words are those that begin with its name, with `lesson_`, and with `borrowed`.
    Its value is the name of the page's language, so that the script hears when that changes.
    """
    folder, kinds = HERE / name, ("lesson_", f"{name}_", *borrowed)
    words = {key: text for key, text in catalogue().items() if key.startswith(kinds)}
    html = read_file(folder / f"{name}.html")
    return gr.HTML(
        t("lesson_language"),
        html_template=PART.sub(lambda part: read_file(SHARED / f"{part[1]}.html"), html),
        css_template=read_file(SHARED / "lesson.css") + read_file(folder / f"{name}.css"),
        js_on_load=read_script(folder / f"{name}.js", SHARED),
        apply_default_css=False,
        lesson=name,
        words=words,
        elem_id=f"lesson-{name}",
        **props,
    )
