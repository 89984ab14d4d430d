"""All maps of a layer, one of them large, and one number of that: where it comes from and how."""

from typing import Any

import gradio as gr
import numpy as np
from PIL import Image
from torch import Tensor

from demo import mosaic as maps_figures
from demo.feature_maps import number_html, tile_picker
from demo.feature_maps.selection import Look
from demo.i18n import say
from hub import arithmetic, layers

WIDE = 640      # pixels of an enlarged map, about


def order(look: Look) -> list[int]:
    """Which channels are shown, in which order; the first is 0."""
    maps = look.seen
    shown = range(len(maps))
    if not look.view.dead:
        dead = number_html.dead(maps)
        shown = [k for k in shown if not dead[k]]
    if look.view.order == "activity":
        activity = maps.abs().mean((1, 2)).tolist()
        shown = sorted(shown, key=lambda k: -activity[k])
    return list(shown)


def shades(look: Look) -> np.ndarray:
    """All maps of the layer as palette entries, (C, H, W)."""
    low, high = maps_figures.ranges(look.seen, look.view.scale, look.view.colours)
    return maps_figures.shades(look.seen, low, high)


def sheet(look: Look) -> Image.Image:
    """The layer's maps side by side, numbered."""
    shown = order(look)
    height, width = look.seen.shape[1:]
    names = [f"{k + 1} · {height}×{width}" for k in shown]
    return maps_figures.mosaic(shades(look)[shown], names, look.view.colours)


def mosaic(look: Look, request: gr.Request | None = None) -> dict[str, Any]:
    """The sheet, for the viewer."""
    shown = order(look)
    grid = maps_figures.grid(len(shown), *look.seen.shape[1:])
    number = look.view.map - 1
    chosen = shown.index(number) if number in shown else -1
    alt = say("alt_mosaic", request, count=len(shown), layer=look.path[-1].name)
    return tile_picker.tiles(sheet(look), grid, [k + 1 for k in shown], chosen, alt)


def enlarged(look: Look, request: gr.Request | None = None) -> dict[str, Any]:
    """The chosen map, large; each of its numbers can be chosen."""
    tile = shades(look)[look.view.map - 1]
    height, width = tile.shape
    longest = max(height, width)
    zoom, reduce = max(1, WIDE // longest), max(1, -(-longest // 1024))
    drawn = maps_figures.resized(tile, zoom, reduce)
    rows, columns = drawn.shape[0] // zoom, drawn.shape[1] // zoom
    grid = maps_figures.Grid(columns, rows * columns, 0, 0, zoom, zoom, zoom, zoom,
                             drawn.shape[::-1], zoom, reduce)
    chosen = look.view.row // reduce * columns + look.view.column // reduce
    alt = say("alt_map", request, map=look.view.map, layer=look.path[-1].name)
    picture = maps_figures.picture(np.ascontiguousarray(drawn), look.view.colours)
    return tile_picker.cells(picture, grid, chosen, alt)


def cell(index: int, look: Look) -> tuple[int, int]:
    """Row and column of the enlarged map's tile `index`."""
    width = look.seen.shape[2]
    reduce = max(1, -(-max(look.seen.shape[1:]) // 1024))
    row, column = divmod(index, -(-width // reduce))
    return row * reduce, column * reduce


def field(look: Look, request: gr.Request | None = None) -> dict[str, Any]:
    """What the network was given, and the part of it that the chosen number depends on."""
    image = look.maps["pixels"]
    left, top, right, bottom = box = layers.receptive_field(look.path, look.cell, image.shape[2:])
    zoom = max(1, 560 // max(image.shape[2:]))
    picture = maps_figures.colour_picture(image)
    picture = picture.resize([side * zoom for side in picture.size], Image.Resampling.NEAREST)
    alt = say("alt_field", request, height=bottom - top, width=right - left, top=top, left=left)
    return tile_picker.framed(picture, tuple(edge * zoom for edge in box), alt)


def value_before_relu(look: Look) -> Tensor | None:
    """The chosen map as ReLU gets it, (H, W); None where no convolution was yet."""
    before = [step.name for step in look.path if step.kind in ("conv", "bias", "norm")]
    return look.maps[before[-1]][0, look.view.map - 1] if before else None


def facts(look: Look, request: gr.Request | None = None) -> str:
    """Range, mean and spread of the chosen map, and the kernel that made it."""
    values = look.seen[look.view.map - 1]
    words = [
        say("fact_range", request, low=number_html.number(values.min().item()),
            high=number_html.number(values.max().item())),
        say("fact_mean", request, mean=number_html.number(values.mean().item())),
    ]
    before = value_before_relu(look)
    if before is not None:
        words.append(say("fact_cut", request, part=f"{(before <= 0).float().mean():.0%}"))
    lines = "".join(f"<p>{line}</p>" for line in words)
    return f"{number_html.histogram(values)}{lines}"


def kernel(look: Look, request: gr.Request | None = None) -> str:
    """The kernel behind the chosen map, square by square, and its bias."""
    made = [step for step in look.path if step.kind == "conv"]
    if not made:
        return "<p>" + say("no_kernel", request) + "</p>"
    layer, channel = made[-1].layer, look.view.map - 1
    bias = None if layer.bias is None else layer.bias[channel].item()
    return number_html.kernel(layer.weight[channel], bias)


def sums(look: Look, request: gr.Request | None = None) -> str:
    """How the chosen number came about."""
    lines = arithmetic.trace_value(look.path, look.maps, look.view.map - 1, look.cell)
    value = look.seen[look.view.map - 1, look.view.row, look.view.column].item()
    words = say("sum_is", request, map=look.view.map, row=look.view.row,
                column=look.view.column, value=number_html.number(value))
    return f"<p>{words}</p>{number_html.arithmetic(lines)}"
