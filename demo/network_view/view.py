"""Build the picture of a network at work, and the numbers that its script draws."""

import base64
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
import numpy as np
import torch

from demo.i18n import class_words
from demo.server import publish
from demo.templates import read_file, template
from hub.activations import Activations, Column

TEMPLATES = Path(__file__).parent / "templates"
MODULES = ("depth", "closer", "export")           # scripts that are fetched when they are asked for
EXACT = (1, 28, 28)     # size of an input that is sent exactly, so that questions can be asked
LONGEST = 32            # side of a map that is sent whole; of a longer one, every n-th number
# For a listener's `js`: its last input becomes whether the picture {id} is on the screen.
SEEN = """(...inputs) => {{
  const box = document.querySelector("#{id} canvas")?.getBoundingClientRect();
  return [...inputs.slice(0, -1), Boolean(box?.width && box.bottom > 0 && box.top < innerHeight)];
}}"""


def network_view(
    elem_id: str, value: str | None, page: str, questions: Sequence[Callable[[Any], Any]] = ()
) -> gr.HTML:
    """Build the picture on a `page`, as addresses name it; a click on a score asks for that class.

    Its `input` asks for a new value: it has come into sight. `questions` are those of questions.py.
    """
    view = template("network_view/network", elem_id, value, server_functions=[*questions] or None)
    # Gradio 6.31 forgets properties of a component that is updated before its tab was opened.
    view.html_template = view.html_template.replace("PAGE", page)
    addresses = {name: publish(read_file(TEMPLATES / f"{name}.js")) for name in MODULES}
    view.js_on_load = f"const MODULES = {json.dumps(addresses)};\n{view.js_on_load}"
    view.css_template += f".sum {{ {read_file(TEMPLATES / 'number_html.css')} }}"
    return view


def seen_script(elem_id: str) -> str:
    """Return the `js` of a listener whose last input tells whether the picture can be seen."""
    return SEEN.format(id=elem_id)


def network_value(
    activations: Activations, classes: list[str], network: str = "",
    epoch: dict[str, Any] | None = None,
) -> str:
    """Return what the picture shows of a network that has read one picture, as JSON.

    With the choice of the `network`, questions can be asked about pictures of 28×28 pixels. With an
    `epoch` there is a slider: the `run` it is of, the epoch `at`, the `first` and the `last`. As
    text, because Gradio 6.31 copies every number of a value several times for each answer.
    """
    scores, pixels = activations.scores, activations.columns[0].maps
    names = [class_words(name) for name in classes]
    exact = base64.b64encode(pixels.float().numpy().tobytes()).decode()
    asked = {"network": network, "pixels": exact} if tuple(pixels.shape) == EXACT else {}
    return json.dumps({
        "columns": [column_value(column) for column in activations.columns],
        "classes": classes,
        "scores": [round(score, 3) for score in scores.tolist()],
        "probs": [round(p, 4) for p in scores.softmax(0).tolist()],
        "terms": encode_shares(activations.terms.numpy()),
        **(asked if network else {}),
        **({"epoch": epoch} if epoch else {}),
        **({"names": names} if any(name["en"] != name["zh"] for name in names) else {}),
    })


def outdated_value(reason: str) -> str:
    """Return a value, different for each `reason`, at which the picture asks for a new one."""
    return json.dumps({"ask": reason})


def column_value(column: Column) -> dict[str, Any]:
    """Describe a stage: size, range, the convolution before it, and its values as bytes."""
    channels, height, width = column.maps.shape
    high, every = float(column.maps.max()), -(-max(height, width) // LONGEST)
    shares = column.maps[:, ::every, ::every].numpy() / max(high, 1e-12)
    value = {
        "step": column.step, "channels": channels, "height": height, "width": width, "high": high,
        "kernel": column.kernel, "values": encode(np.rint(255 * shares), np.uint8),
    }
    if every == 1:
        return value
    ranges = torch.stack([column.maps.amin((1, 2)), column.maps.amax((1, 2))], 1)       # (C, 2)
    return value | {"every": every, "ranges": ranges.double().round(decimals=3).tolist()}


def encode_shares(shares: np.ndarray) -> dict[str, Any]:
    """Encode shares of a sum, with signs, as bytes of the greatest of them."""
    high = float(np.abs(shares).max(initial=0))
    return {"high": high, "values": encode(np.rint(127 * shares / max(high, 1e-12)), np.int8)}


def encode(numbers: np.ndarray, kind: type) -> str:
    """Encode whole numbers as base64 bytes."""
    return base64.b64encode(numbers.astype(kind).tobytes()).decode()
