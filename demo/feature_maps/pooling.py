"""Pooling: maximum or average, once or several times, and how little it minds a small shift."""

from typing import Any

import gradio as gr
import torch
import torch.nn.functional as F
from torch import Tensor

from demo import mosaic
from demo.feature_maps import axes, inspector, selection, tile_picker
from demo.feature_maps.selection import View
from demo.i18n import say, t
from hub import layers

KINDS = {"max": F.max_pool2d, "average": F.avg_pool2d}
PLACES = {"picture": "pixels", "maps1": "relu1", "maps2": "relu2"}      # where: the step there
MOST = 4        # poolings, one after the other


def pooled(x: Tensor, kind: str, times: int, window: int, stride: int) -> Tensor:
    """Maps, (N, C, H, W), pooled so many times, as long as a window fits into them."""
    for _ in range(times):
        if min(x.shape[2:]) >= window:
            x = KINDS[kind](x, window, stride)
    return x


def moved(image: Tensor, down: int, right: int) -> Tensor:
    """A picture moved by so many pixels; what is left free repeats the edge."""
    height, width = image.shape[2:]
    return F.pad(image, (right, 0, down, 0), "replicate")[..., :height, :width]


def change(before: Tensor, after: Tensor) -> float:
    """How different two sets of maps are: the root mean square of the difference, as a part of
    the standard deviation. 0: the same; about 1.4: as different as two that are unrelated."""
    return ((after - before).square().mean().sqrt() / before.std().clamp(min=1e-9)).item()


def shifted(
    path: list[layers.Step], image: Tensor, down: int, right: int, window: int, stride: int
) -> dict[str, list[float]]:
    """The change after 0 to MOST poolings of each kind, of a picture that has moved."""
    before, after = (layers.run_steps(path, x)[path[-1].name]
                     for x in (image, moved(image, down, right)))
    return {
        kind: [change(*(pooled(x, kind, n, window, stride) for x in (before, after)))
               for n in range(MOST + 1)]
        for kind in KINDS
    }


def bars(changes: dict[str, list[float]], request: gr.Request | None) -> str:
    """The shift test as a table with bars."""
    kinds = [say(f"pool_{kind}", request) for kind in changes]
    rows = []
    for n, values in enumerate(zip(*changes.values())):
        name = say("pooled_times", request, times=n) if n else say("not_pooled", request)
        cells = "".join(
            f'<td><i style="width:{min(100, 70 * v):.0f}%"></i><b>{v:.0%}</b></td>' for v in values
        )
        rows.append(f"<tr><th scope=row>{name}</th>{cells}</tr>")
    head = "".join(f"<th scope=col>{kind}</th>" for kind in kinds)
    return f"<table><tr><td></td>{head}</tr>{''.join(rows)}</table>"


BARS_CSS = """
table { width: 100%; max-width: 720px; border-collapse: collapse; font-size: var(--text-sm); }
th { text-align: left; font-weight: 500; padding: 3px 10px 3px 0; }
td { width: 38%; padding: 3px 10px 3px 0; }
td i { display: inline-block; height: 12px; background: var(--color-accent); border-radius: 2px; }
td b { font-weight: 500; margin-left: 6px; font-variant-numeric: tabular-nums; }
"""


@torch.inference_mode()
def pool(
    image: Any, weights: Any, seed: int, side: int, shape: str, place: str, times: int,
    window: int, stride: int, down: int, right: int, request: gr.Request | None = None,
) -> tuple:
    """Both kinds of pooling, as pictures, and the shift test."""
    picture = selection.opened(image, request)
    if picture is None:
        return (gr.skip(),) * 3
    wanted = selection.checked(View(weights=weights, seed=seed, side=side, shape=shape), request)
    whole = [min(max(least, int(value)), most) for value, least, most in
             ((times, 1, MOST), (window, 2, 4), (stride, 1, 4), (down, 0, 8), (right, 0, 8))]
    times, window, stride, down, right = whole
    path = layers.list_steps(selection.find(wanted.weights, request, wanted.seed).net)
    path = layers.steps_up_to(path, PLACES.get(place, "pixels"))
    pixels = selection.pixels(picture, wanted, request)
    maps = layers.run_steps(path, pixels)[path[-1].name]
    sheets = []
    for kind in KINDS:
        less, name = pooled(maps, kind, times, window, stride), say(f"pool_{kind}", request)
        on_maps = place in ("maps1", "maps2")
        sheet = mosaic.numbered(less[0]) if on_maps else axes.stacked([maps, less])
        sheets.append(tile_picker.plain(sheet, f"{name}, {' × '.join(str(n) for n in less.shape[1:])}"))
    return *sheets, bars(shifted(path, pixels, down, right, window, stride), request)


def page(image: gr.Image, above: dict[str, Any]) -> tuple[list, list]:
    """The tab; returns the inputs and the outputs of `pool`."""
    gr.Markdown(t("pooling_intro"), elem_classes="small")
    with gr.Row():
        place = gr.Dropdown(inspector.labelled("pooled", PLACES), value="picture", label=t("pool_on"),
                            elem_id="pool-on")
        times = gr.Slider(1, MOST, 1, step=1, label=t("times"), elem_id="pool-times")
        window = gr.Slider(2, 4, 2, step=1, label=t("window"), elem_id="pool-window")
        stride = gr.Slider(1, 4, 2, step=1, label=t("stride"), elem_id="pool-stride")
    with gr.Row():
        sheets = []
        for kind, title in (("max", "pool_max"), ("average", "pool_average")):
            with gr.Column(min_width=300):
                gr.Markdown("#### " + t(title))
                sheets.append(tile_picker.viewer(f"pool-{kind}"))
    gr.Markdown("#### " + t("shift"))
    gr.Markdown(t("shift_text"), elem_classes="small")
    with gr.Row():
        down = gr.Slider(0, 8, 0, step=1, label=t("down"), elem_id="shift-down")
        right = gr.Slider(0, 8, 2, step=1, label=t("right"), elem_id="shift-right")
    table = gr.HTML(css_template=BARS_CSS, apply_default_css=False, elem_id="shift-table")
    inputs = [image, *above.values(), place, times, window, stride, down, right]
    outputs = [*sheets, table]
    events = [part.input for part in (place, times, window, stride, down, right)]
    gr.on(events, pool, inputs, outputs, **inspector.QUIETLY)
    return inputs, outputs
