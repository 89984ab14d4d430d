"""The lesson: full connection against local, shared weights."""

from math import isfinite
from typing import Any

import gradio as gr

from demo.i18n import t
from demo.lessons.lesson import panel
from demo.lessons.sharing import connections, shuffling

START = {"side": 28, "kernel": 3, "channels": 32, "digit": 7, "moved": 100}


def whole(value: Any, least: int, most: int) -> int:
    """A whole number within its limits, whatever was sent."""
    if not isinstance(value, (int, float)) or not isfinite(value):
        return least
    return min(max(int(value), least), most)


def compare(sent: Any) -> dict[str, Any]:
    """Both layers' parameters, and a drawing of what one output of each is connected with."""
    sent = sent if isinstance(sent, dict) else START
    side = whole(sent.get("side"), *connections.SIDE)
    kernel = whole(sent.get("kernel"), *connections.KERNEL)
    kernel = min(kernel, side)
    channels = whole(sent.get("channels"), *connections.CHANNELS)
    drawn = {"dense": connections.wires(side, None), "local": connections.wires(side, kernel)}
    return {"counts": connections.counted(side, kernel, channels), "drawn": drawn}


def shuffle(sent: Any) -> dict[str, Any]:
    """What becomes of one digit, and of fifty, when this many percent of the pixels move."""
    sent = sent if isinstance(sent, dict) else {}
    places = shuffling.order(whole(sent.get("moved"), 0, 100) / 100, whole(sent.get("seed"), 0, 99))
    pictures = shuffling.shown(whole(sent.get("digit"), 0, 9), places)
    right = shuffling.right_answers(places)
    return {"pictures": pictures, "right": right | {"apart": f"{right['apart']:.0e}"}}


def page() -> None:
    """What there is to understand, and the thing to play with."""
    gr.Markdown(t("sharing_text"))
    panel("sharing",
        limits={"side": connections.SIDE, "kernel": connections.KERNEL,
                "channels": connections.CHANNELS},
        start=START,
        server_functions=[compare, shuffle],
    )  # fmt: skip
