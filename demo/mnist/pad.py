"""Build the drawing pad: a canvas that sends its picture while the pen moves, and its tools."""

from typing import Any

import gradio as gr
from PIL import Image, ImageDraw

from demo import images
from demo.i18n import both
from demo.limits.budget import call_in_turn
from demo.mnist import neighbours, pictures
from demo.templates import template

SIDE, PEN = 280, 20     # pixels of the paper; of the pen
CORNERS = (((82, 62), (140, 56), (200, 60)), ((200, 60), (146, 130), (122, 226)))   # of the 7
MEMORY = "convlens-drawing"     # where a browser's tab keeps the drawing
# Of a listener: the pad sends its drawing once more, now or when it has been built (pad.js).
ASK_AGAIN = "() => { ConvLens.asked = true; dispatchEvent(new Event('convlens-ask')); }"
SAMPLES = (407, 600, 813, 1010, 1603)       # training digits to press, on the sheet: 2, 3, 4, 5, 8


def seven_points() -> list[tuple[float, float]]:
    """Return the points of the example, a 7 of two quadratic curves, in the order of the pen."""
    return [
        (round((1 - s) ** 2 * x0 + 2 * s * (1 - s) * x1 + s * s * x2, 1),
         round((1 - s) ** 2 * y0 + 2 * s * (1 - s) * y1 + s * s * y2, 1))
        for (x0, y0), (x1, y1), (x2, y2) in CORNERS for s in (n / 16 for n in range(17))
    ]


def example_drawing() -> str:
    """Draw the example as the pad draws it; return its PNG data URL."""
    picture = Image.new("L", (2 * SIDE, 2 * SIDE), 255)     # twice as large, for soft edges
    pen, points = ImageDraw.Draw(picture), [(2 * x, 2 * y) for x, y in seven_points()]
    pen.line(points, fill=0, width=2 * PEN)
    for point in points:
        pen.circle(point, PEN, fill=0)
    return images.png_url(picture.resize((SIDE, SIDE), Image.Resampling.BOX))


def sample_digits() -> list[dict[str, Any]]:
    """Return the training digits that may be put on the pad, each with its name."""
    pictures = neighbours.digit_sheet("train")
    return [{"url": images.pixels_url(pictures[n][None]),
             "words": both("sample_digit", digit=neighbours.digit_at("train", n))}
            for n in SAMPLES]


def drawing_pad(elem_id: str, example: str) -> gr.HTML:
    """Build a pad whose value is a PNG data URL, 280×280, black on white; None when empty.

    It begins with the drawing `example`, which the first step of a visitor replaces. Its event
    `input` comes while the pen moves, `release` when the pen has been up for a moment.
    """
    return template(
        "mnist/pad", elem_id, example,
        example=example,
        seven=seven_points(),
        memory=MEMORY,
        pen=PEN,
        interval=80,    # milliseconds between two pictures (`every` would be Gradio's own)
        pause=200,      # milliseconds from pen-up to `release`
        server_functions=[call_in_turn(pictures.read_picture)],
        hidden=both("picture_hidden"),
        unreadable=both("unreadable"),
        samples=sample_digits(),
    )
