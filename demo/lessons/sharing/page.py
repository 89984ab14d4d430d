"""Lesson: fully connected layers against local, shared weights."""

from typing import Any

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import lesson_panel
from demo.lessons.sharing import connections, shuffling
from demo.uploads import clamp_int

START = {"side": 28, "kernel": 3, "channels": 32, "digit": 7, "moved": 100}


def compare_layers(sent: Any) -> dict[str, Any]:
    """Compare both layers: parameter counts, and a drawing of one output's connections."""
    sent = sent if isinstance(sent, dict) else START
    side = clamp_int(sent.get("side"), *connections.SIDE)
    kernel = clamp_int(sent.get("kernel"), *connections.KERNEL)
    kernel = min(kernel, side)
    channels = clamp_int(sent.get("channels"), *connections.CHANNELS)
    drawings = {
        "dense": connections.draw_connections(side, None),
        "local": connections.draw_connections(side, kernel),
    }
    return {"counts": connections.count_parameters(side, kernel, channels), "drawings": drawings}


def shuffle_digits(sent: Any) -> dict[str, Any]:
    """Shuffle `moved` percent of the pixels: pictures of one digit, right answers out of fifty."""
    sent = sent if isinstance(sent, dict) else {}
    moved, seed = clamp_int(sent.get("moved"), 0, 100), clamp_int(sent.get("seed"), 0, 99)
    places = shuffling.pixel_order(moved / 100, seed)
    pictures = shuffling.digit_pictures(clamp_int(sent.get("digit"), 0, 9), places)
    right = shuffling.count_right(places)
    return {"pictures": pictures, "right": right | {"apart": f"{right['apart']:.0e}"}}


def build() -> None:
    """Build the lesson's panel, and its text below."""
    lesson_panel(
        "sharing",
        limits={
            "side": connections.SIDE,
            "kernel": connections.KERNEL,
            "channels": connections.CHANNELS,
        },
        start=START,
        server_functions=[compare_layers, shuffle_digits],
    )
    gr.Markdown(t("sharing_text"), elem_classes="lesson-text")
