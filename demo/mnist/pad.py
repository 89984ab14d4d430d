"""Build the drawing pad: a canvas that sends its picture while the pen moves, and its tools."""

import gradio as gr

from demo.i18n import bilingual, both
from demo.templates import template


def drawing_pad(elem_id: str) -> gr.HTML:
    """Build a pad whose value is a PNG data URL, 280×280, black on white; None when empty.

    Its event `input` comes while the pen moves, `release` when the pen has been up for a moment.
    """
    return template(
        "mnist/pad", elem_id,
        pen=20,         # pixels of 280
        interval=80,    # milliseconds between two pictures (`every` would be Gradio's own)
        pause=200,      # milliseconds from pen-up to `release`
        unreadable=list(both("unreadable").values()),
        name=bilingual("pad"),
        tools=bilingual("pad_tools"),
        clear=bilingual("label_clear"),
        **{tool: bilingual(tool) for tool in ("pen_name", "eraser", "width", "undo", "redo")},
    )
