"""Build the picture of a network at work, and the numbers that its script draws."""

import base64
from typing import Any

import gradio as gr
import numpy as np
from torch import Tensor, nn

from demo.templates import template
from hub.activations import Column, record_activations
from hub.layers import list_steps, steps_up_to

# For a listener's `js`: its last input becomes whether the picture {id} is on the screen.
SEEN = """(...inputs) => {{
  const box = document.querySelector("#{id} canvas")?.getBoundingClientRect();
  return [...inputs.slice(0, -1), Boolean(box?.width && box.bottom > 0 && box.top < innerHeight)];
}}"""


def network_view(elem_id: str, value: dict[str, Any] | None, answer: str) -> gr.HTML:
    """Build the picture; a click on a score clicks on this class in the element `answer`.

    Its `input` asks for a new value: it has come into sight.
    """
    return template("network_view/network", elem_id, value, answer=answer)


def seen_script(elem_id: str) -> str:
    """Return the `js` of a listener whose last input tells whether the picture can be seen."""
    return SEEN.format(id=elem_id)


def network_value(net: nn.Module, image: Tensor) -> dict[str, Any]:
    """Return what the picture shows of a network that reads `image`, (1, C, H, W) in [0, 1]."""
    activations = record_activations(net, image)
    scores, terms = activations.scores, activations.terms.numpy()
    return {
        "columns": [column_value(column, net) for column in activations.columns],
        "classes": net.classes,
        "scores": [round(score, 3) for score in scores.tolist()],
        "probs": [round(p, 4) for p in scores.softmax(0).tolist()],
        "terms": encode_terms(terms),
    }


def column_value(column: Column, net: nn.Module) -> dict[str, Any]:
    """Describe a stage: size, range, the convolution before it, and all its values as bytes."""
    channels, height, width = column.maps.shape
    high = float(column.maps.max())
    shares = column.maps.numpy() / max(high, 1e-12)
    return {
        "step": column.step, "channels": channels, "height": height, "width": width, "high": high,
        "kernel": last_kernel(column.step, net), "values": encode(np.rint(255 * shares), np.uint8),
    }


def last_kernel(step: str, net: nn.Module) -> list[int] | None:
    """Return input maps and side of the kernels of the last convolution up to a step, or None."""
    path = list_steps(net)
    if step not in [each.name for each in path]:
        return None
    convolutions = [each for each in steps_up_to(path, step) if each.kind == "conv"]
    return list(convolutions[-1].layer.weight.shape[1:3]) if convolutions else None


def encode_terms(terms: np.ndarray) -> dict[str, Any]:
    """Encode shares of the scores, (classes, C), as signed bytes of the greatest of them."""
    high = float(np.abs(terms).max())
    return {"high": high, "values": encode(np.rint(127 * terms / max(high, 1e-12)), np.int8)}


def encode(numbers: np.ndarray, kind: type) -> str:
    """Encode whole numbers as base64 bytes."""
    return base64.b64encode(numbers.astype(kind).tobytes()).decode()
