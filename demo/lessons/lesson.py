"""A lesson's interactive panel: a gr.HTML that runs entirely in the browser."""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import gradio as gr

from demo.i18n import catalogue, t
from demo.templates import needed_scripts, read_file, read_script

HERE = Path(__file__).parent
SHARED = HERE / "shared"
PART = re.compile(r"<!-- (\w+) -->\n?")     # in a lesson's HTML: a file of shared/ goes here


def lesson_panel(
    name: str, css: str = "", constants: dict[str, Any] | None = None, **props: Any
) -> gr.HTML:
    """Build a lesson's panel from the .html, .css and .js in its folder that bear its name.

    `css` comes before its own style sheet. Its value is the name of the page's language, so that
    the script is called when that changes. `constants` are properties that come with the script,
    as the words do, which a browser fetches when the lesson is opened, and keeps.
    """
    path = HERE / name / name
    html = PART.sub(
        lambda part: read_file(SHARED / f"{part[1]}.html"), read_file(path.with_suffix(".html")))
    script = read_script(path.with_suffix(".js"))
    shared = (read_file(SHARED / needed) for needed in needed_scripts(path.with_suffix(".js")))
    words = panel_words(name, " ".join([html, script, *shared]))
    fixed = json.dumps({"words": words, **(constants or {})}, ensure_ascii=False)
    return gr.HTML(
        t("lesson_language"),
        html_template=html,
        css_template=css + read_file(path.with_suffix(".css")),
        js_on_load=f"Object.assign(props, {fixed});\n{script}",
        apply_default_css=False,
        lesson=name,
        elem_id=f"lesson-{name}",
        **props,
    )


def panel_words(name: str, source: str) -> dict[str, dict[str, str]]:
    """Return the words a panel needs: its own, and the shared ones that its files mention."""
    mentioned = set(re.findall(r"\blesson_\w+", source))
    return {
        key: text for key, text in catalogue().items()
        if key in mentioned or (key.startswith(f"{name}_") and key != f"{name}_text")
    }


def shared_head(names: Iterable[str]) -> str:
    """Return what all lessons share, for the head of the page: one style sheet and the scripts.

    Gradio 6.31 runs the head before it builds the first component, and again at a hot reload;
    inside a function a script may declare its constants twice.
    """
    panels = ", ".join(f"#lesson-{name}" for name in names)
    # Gradio draws a gr.HTML in an element whose id begins with html-.
    style = f':is({panels}) [id^="html-"] {{ {read_file(SHARED / "lesson.css")} }}'
    scripts = "\n".join(
        f"(() => {{\n{read_file(path)}}})();" for path in sorted(SHARED.glob("*.js")))
    return f"<style>{style}</style><script>window.ConvLens ??= {{}};\n{scripts}</script>"
