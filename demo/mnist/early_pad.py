"""Write a paper that can be drawn on while the app loads; the pad takes its strokes over."""

import json
from pathlib import Path

from demo.i18n import NAME
from demo.mnist.pad import MEMORY, PEN, SIDE, seven_points
from demo.templates import fill_words, read_file

STEM = Path(__file__).parent / "templates" / "early_pad"


def write_early_pad() -> str:
    """Return the paper for the page's body, with its own style and script.

    It is there one or two seconds before Gradio's first component, on a slow line many more.
    """
    html, css, script = (read_file(STEM.with_suffix(ending)) for ending in (".html", ".css", ".js"))
    values = json.dumps({"seven": seven_points(), "pen": PEN, "side": SIDE, "memory": MEMORY})
    body = fill_words(html).replace("{{name}}", NAME)
    return f"<style>{css}</style>{body}<script>({script})({values});</script>"
