"""Write a paper that can be drawn on while the app loads; the pad takes its strokes over."""

import json
from pathlib import Path

from demo.i18n import NAME
from demo.mnist.pad import MEMORY, PEN, seven_points
from demo.templates import fill_words, read_file, read_script

STEM = Path(__file__).parent / "templates" / "early_pad"


def write_early_pad() -> str:
    """Return the paper for the page's body, with its own style and script.

    It is there one or two seconds before Gradio's first component, on a slow line many more.
    """
    html, css = (read_file(STEM.with_suffix(ending)) for ending in (".html", ".css"))
    props = json.dumps({"seven": seven_points(), "pen": PEN, "memory": MEMORY})
    page = "document.getElementById('early-pad')"       # as Gradio calls a component's script
    script = f"((element, props) => {{{read_script(STEM.with_suffix('.js'))}}})({page}, {props});"
    body = fill_words(html).replace("{{name}}", NAME)
    return f"<style>{css}</style>{body}<script>{script}</script>"
