"""Answer what a visitor asks about a map: how one number is computed, which maps count for it."""

import base64
from collections.abc import Callable
from typing import Any

import gradio as gr
import numpy as np
import torch
from torch import Tensor, nn

from demo.network_view.number_html import computation_html
from demo.network_view.view import EXACT, encode_shares
from demo.uploads import clamp_int
from hub import arithmetic, layers
from hub.activations import FEATURES, stage_ends
from hub.contributions import measure_contributions
from hub.remote.source import Source

Question = Callable[[Any], dict[str, Any] | None]
MOST = 4096             # maps of a step, or rows of a map


def build_questions(network_of: Callable[[Any], Source]) -> list[Question]:
    """Return the functions that the picture's script calls; `network_of` finds a choice's network.

    Each gets what the script sent, which may be anything, and returns None if it cannot answer.
    """
    def explain_number(sent: Any) -> dict[str, Any] | None:
        """Write out how a number of a map is computed, and find the pixels that it sees."""
        asked = read_question(sent, network_of)
        return asked and written_sum(*asked, sent)

    def weigh_maps(sent: Any) -> dict[str, Any] | None:
        """Measure how much each map of the stage before counts for a map."""
        asked = read_question(sent, network_of)
        if asked is None or sent["step"] == "pixels":
            return None
        channel = clamp_int(sent.get("map"), 0, MOST)
        return encode_shares(measure_contributions(*asked, sent["step"], channel).numpy())

    return [explain_number, weigh_maps]


def read_question(
    sent: Any, network_of: Callable[[Any], Source]
) -> tuple[nn.Module, Tensor] | None:
    """Return the network, and the exact pixels that it saw, (1, 1, 28, 28); None if unusable."""
    try:
        net = network_of(sent["network"]).net
        pixels = np.frombuffer(base64.b64decode(sent["pixels"], validate=True), np.float32)
        image = torch.from_numpy(pixels.copy()).view(1, *EXACT)
        known = sent["step"] in [*stage_ends(layers.list_steps(net)), FEATURES]
    except (gr.Error, IndexError, KeyError, RuntimeError, TypeError, ValueError):
        return None
    return (net, image.clamp(0, 1)) if known and image.isfinite().all() else None


def written_sum(net: nn.Module, image: Tensor, sent: dict[str, Any]) -> dict[str, Any] | None:
    """Write out one number of a map; `sent` has its step, map, row and column."""
    if sent["step"] == FEATURES:
        return None
    path = layers.steps_up_to(layers.list_steps(net), sent["step"])
    maps = layers.run_steps(path, image)
    channels, height, width = maps[sent["step"]].shape[1:]     # of (1, C, H, W)
    channel = clamp_int(sent.get("map"), 0, channels - 1)
    cell = (clamp_int(sent.get("row"), 0, height - 1), clamp_int(sent.get("column"), 0, width - 1))
    operations = arithmetic.trace_value(path, maps, channel, cell)
    return {
        "sum": computation_html(operations), "value": operations[-1].result,
        "field": layers.receptive_field(path, cell, image.shape[2:]),
    }
