"""The drawing pad: a canvas that sends what is on it while the pen moves, and its tools."""

from pathlib import Path

import gradio as gr

from demo.i18n import bilingual, both

HERE = Path(__file__).parent / "templates"
SCRIPTS = ("pad_canvas.js", "pad_tools.js", "pad_picture.js")


def drawing_pad(elem_id: str) -> gr.HTML:
    """A pad whose value is a PNG data URL, black on white, 280×280 pixels, or None when empty.

    Its event `input` comes while the pen moves, `release` when it has been up for a moment.
    """
    read = lambda name: (HERE / name).read_text(encoding="utf-8")   # noqa: E731
    return gr.HTML(
        None,
        html_template=read("pad.html"),
        css_template=read("pad.css"),
        js_on_load="\n".join(read(name) for name in SCRIPTS),
        apply_default_css=False,
        name=bilingual("pad"),
        pen=20,         # pixels of 280
        beat=80,        # milliseconds between two pictures (`every` would be Gradio's own)
        pause=200,      # and from pen-up to `release`
        unreadable=list(both("unreadable").values()),
        tools=bilingual("pad_tools"),
        clear=bilingual("label_clear"),
        **{tool: bilingual(tool) for tool in ("pen_name", "eraser", "width", "undo", "redo")},
        elem_id=elem_id,
    )
