"""The tab "Pooling and shifts": pool once or several times, and see how little a shift changes."""

from typing import Any, NamedTuple

import gradio as gr
import torch
import torch.nn.functional as F
from torch import Tensor

from demo import mosaic
from demo.events import QUIETLY
from demo.feature_maps.activations import network_input, network_with, open_upload
from demo.feature_maps.axes import draw_with_axes
from demo.feature_maps.selection import Selection, validated
from demo.feature_maps.tile_picker import plain_value, tile_picker
from demo.i18n import both, t, word_spans
from demo.templates import template
from demo.uploads import clamp_int
from hub import layers

KINDS = {"max": F.max_pool2d, "average": F.avg_pool2d}
PLACES = {"picture": "pixels", "maps1": "relu1", "maps2": "relu2"}      # what is pooled: its step
MOST_POOLINGS = 4


class Pooled(NamedTuple):
    """Components of the tab that change, or their new values in the same order."""

    max: Any
    average: Any
    shift_table: Any


def pool_repeatedly(x: Tensor, kind: str, times: int, window: int, stride: int) -> Tensor:
    """Pool maps, (N, C, H, W), `times` times, or until the window no longer fits."""
    for _ in range(times):
        if min(x.shape[2:]) >= window:
            x = KINDS[kind](x, window, stride)
    return x


def shift_picture(image: Tensor, down: int, right: int) -> Tensor:
    """Move a picture, (N, C, H, W), by whole pixels; the edge is repeated where it leaves space."""
    height, width = image.shape[2:]
    return F.pad(image, (right, 0, down, 0), "replicate")[..., :height, :width]


def relative_change(before: Tensor, after: Tensor) -> float:
    """Divide the root mean square difference of two sets of maps by the standard deviation.

    0 means equal; about 1.4 (√2) means as different as maps of unrelated pictures.
    """
    return ((after - before).square().mean().sqrt() / before.std().clamp(min=1e-9)).item()


def changes_after_shift(
    path: list[layers.Step], image: Tensor, down: int, right: int, window: int, stride: int
) -> dict[str, list[float]]:
    """Measure the relative change of the maps after 0 to MOST_POOLINGS poolings of each kind."""
    before, after = (layers.run_to_end(path, x)
                     for x in (image, shift_picture(image, down, right)))
    return {
        kind: [relative_change(pool_repeatedly(before, kind, n, window, stride),
                               pool_repeatedly(after, kind, n, window, stride))
               for n in range(MOST_POOLINGS + 1)]
        for kind in KINDS
    }


def shift_table_html(changes: dict[str, list[float]]) -> str:
    """Write the shift test as a table with bars, a row per number of poolings."""
    rows = []
    for n, values in enumerate(zip(*changes.values())):
        name = word_spans(both("pooled_times", times=n) if n else both("not_pooled"))
        cells = "".join(
            f'<td><i style="width:{min(100, 70 * v):.0f}%"></i><b>{v:.0%}</b></td>' for v in values
        )
        rows.append(f"<tr><th scope=row>{name}</th>{cells}</tr>")
    head = "".join(f"<th scope=col>{word_spans(both(f'pool_{kind}'))}</th>" for kind in changes)
    return f"<table><tr><td></td>{head}</tr>{''.join(rows)}</table>"


@torch.inference_mode()
def compare_poolings(
    image: Any, weights: Any, seed: int, side: int, shape: str, place: str, times: int,
    window: int, stride: int, down: int, right: int, request: gr.Request | None = None,
) -> Pooled:
    """Show both kinds of pooling as pictures, and the shift test."""
    picture = open_upload(image, request)
    if picture is None:
        return gr.skip()
    selection = Selection(weights=weights, seed=seed, side=side, shape=shape)
    selection = validated(selection, request)
    times, window, stride, down, right = (
        clamp_int(value, least, most) for value, least, most in
        ((times, 1, MOST_POOLINGS), (window, 2, 4), (stride, 1, 4), (down, 0, 8), (right, 0, 8)))
    net = network_with(selection.weights, request, selection.seed).net
    path = layers.steps_up_to(layers.list_steps(net), PLACES.get(str(place), "pixels"))
    pixels = network_input(picture, selection, request)
    maps = layers.run_to_end(path, pixels)        # (1, C, H, W)
    sheets = []
    for kind in KINDS:
        pooled = pool_repeatedly(maps, kind, times, window, stride)
        if place in ("maps1", "maps2"):
            sheet = mosaic.numbered_mosaic(pooled[0])
        else:
            sheet = draw_with_axes([maps, pooled])
        shape_text = " × ".join(str(n) for n in pooled.shape[1:])
        alt = both("alt_pooled", pooling=both(f"pool_{kind}"), shape=shape_text)
        sheets.append(plain_value(sheet, alt))
    changes = changes_after_shift(path, pixels, down, right, window, stride)
    return Pooled(*sheets, shift_table_html(changes))


def build(image: gr.Image, above: dict[str, Any]) -> tuple[list, Pooled]:
    """Lay out the tab; return the inputs and the outputs of `compare_poolings`."""
    gr.Markdown(t("pooling_intro"), elem_classes="small")
    with gr.Row():
        place = gr.Dropdown(
            [(str(t(f"pooled_{name}")), name) for name in PLACES], value="picture",
            label=t("pool_on"), elem_id="pool-on")
        times = gr.Slider(1, MOST_POOLINGS, 1, step=1, label=t("times"), elem_id="pool-times")
        window = gr.Slider(2, 4, 2, step=1, label=t("window"), elem_id="pool-window")
        stride = gr.Slider(1, 4, 2, step=1, label=t("stride"), elem_id="pool-stride")
    with gr.Row():
        sheets = []
        for kind in KINDS:
            with gr.Column(min_width=300):
                gr.Markdown("### " + t(f"pool_{kind}"))
                sheets.append(tile_picker(f"pool-{kind}"))
    gr.Markdown("### " + t("shift"))
    gr.Markdown(t("shift_text"), elem_classes="small")
    with gr.Row():
        down = gr.Slider(0, 8, 0, step=1, label=t("down"), elem_id="shift-down")
        right = gr.Slider(0, 8, 2, step=1, label=t("right"), elem_id="shift-right")
    table = template("feature_maps/shift_table", "shift-table")
    controls = [place, times, window, stride, down, right]
    inputs = [image, above["weights"], above["seed"], above["side"], above["shape"], *controls]
    outputs = Pooled(*sheets, table)
    gr.on([control.input for control in controls], compare_poolings, inputs, outputs, **QUIETLY)
    return inputs, outputs
