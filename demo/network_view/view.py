"""Build the picture of a network at work, and the numbers that its script draws."""

import base64
import json
from typing import Any

import gradio as gr
import numpy as np

from demo.templates import template
from hub.activations import Activations, Column

# For a listener's `js`: its last input becomes whether the picture {id} is on the screen.
SEEN = """(...inputs) => {{
  const box = document.querySelector("#{id} canvas")?.getBoundingClientRect();
  return [...inputs.slice(0, -1), Boolean(box?.width && box.bottom > 0 && box.top < innerHeight)];
}}"""


def network_view(elem_id: str, value: str | None, answer: str) -> gr.HTML:
    """Build the picture; a click on a score clicks on this class in the element `answer`.

    Its `input` asks for a new value: it has come into sight.
    """
    return template("network_view/network", elem_id, value, answer=answer)


def seen_script(elem_id: str) -> str:
    """Return the `js` of a listener whose last input tells whether the picture can be seen."""
    return SEEN.format(id=elem_id)


def network_value(activations: Activations, classes: list[str]) -> str:
    """Return what the picture shows of a network that has read one picture, as JSON.

    As text, because Gradio 6.31 copies every number of a value several times for each answer.
    """
    scores = activations.scores
    return json.dumps({
        "columns": [column_value(column) for column in activations.columns],
        "classes": classes,
        "scores": [round(score, 3) for score in scores.tolist()],
        "probs": [round(p, 4) for p in scores.softmax(0).tolist()],
        "terms": encode_terms(activations.terms.numpy()),
    })


def column_value(column: Column) -> dict[str, Any]:
    """Describe a stage: size, range, the convolution before it, and all its values as bytes."""
    channels, height, width = column.maps.shape
    high = float(column.maps.max())
    shares = column.maps.numpy() / max(high, 1e-12)
    return {
        "step": column.step, "channels": channels, "height": height, "width": width, "high": high,
        "kernel": column.kernel, "values": encode(np.rint(255 * shares), np.uint8),
    }


def encode_terms(terms: np.ndarray) -> dict[str, Any]:
    """Encode shares of the scores, (classes, C), as signed bytes of the greatest of them."""
    high = float(np.abs(terms).max())
    return {"high": high, "values": encode(np.rint(127 * terms / max(high, 1e-12)), np.int8)}


def encode(numbers: np.ndarray, kind: type) -> str:
    """Encode whole numbers as base64 bytes."""
    return base64.b64encode(numbers.astype(kind).tobytes()).decode()
