"""The drawing pad: a canvas that sends what is on it while the pen moves."""

from pathlib import Path

import gradio as gr

from demo.words import BOTH

HERE = Path(__file__).parent


def drawing_pad(elem_id: str) -> gr.HTML:
    """A pad whose value is a PNG data URL, black on white, 280×280 pixels, or None when empty."""
    return gr.HTML(
        None,
        html_template=(HERE / "pad.html").read_text(encoding="utf-8"),
        css_template=(HERE / "pad.css").read_text(encoding="utf-8"),
        js_on_load=(HERE / "pad.js").read_text(encoding="utf-8"),
        apply_default_css=False,
        name=BOTH["pad"],
        pen=20,         # pixels of 280
        every=100,      # milliseconds between two pictures while the pen moves
        elem_id=elem_id,
    )
