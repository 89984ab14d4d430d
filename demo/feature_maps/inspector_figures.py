"""Draw and describe activations: all maps, one enlarged, and where one number comes from."""

from typing import Any

import numpy as np
from PIL import Image
from torch import Tensor

from demo import mosaic
from demo.feature_maps import tile_picker
from demo.feature_maps.activations import Activations
from demo.feature_maps.comparison import shared_limits
from demo.i18n import both, word_spans
from demo.images import to_picture
from demo.network_view import number_html
from demo.network_view.number_html import format_number
from hub import arithmetic, layers

MAP_WIDTH, FIELD_WIDTH = 640, 560       # pixels of an enlarged map and of the picture, about
MOST_CELLS = 1024                       # a side of an enlarged map; of more, every n-th


def shown_channels(activations: Activations) -> list[int]:
    """List the channels that the mosaic shows, counted from 0, in their order."""
    maps, selection = activations.output, activations.selection
    shown = range(len(maps))
    if not selection.dead:
        constant = mosaic.constant_maps(maps)
        shown = [k for k in shown if not constant[k]]
    if selection.order == "activity":
        activity = maps.abs().mean((1, 2)).tolist()
        shown = sorted(shown, key=lambda k: -activity[k])
    return list(shown)


def layer_shades(activations: Activations) -> np.ndarray:
    """Convert all maps of the layer to palette entries, (C, H, W)."""
    maps, other = activations.output, activations.other
    look = activations.selection.scale, activations.selection.colours
    limits = (shared_limits(maps, other.output, *look) if other
              else mosaic.colour_limits(maps, *look))
    return mosaic.to_shades(maps, *limits)


def draw_layer(activations: Activations) -> Image.Image:
    """Draw the layer's maps side by side, each with its number and shape."""
    shown = shown_channels(activations)
    height, width = activations.output.shape[1:]
    captions = [f"{k + 1} · {height}×{width}" for k in shown]
    tiles = layer_shades(activations)[shown]
    return mosaic.draw_mosaic(tiles, captions, activations.selection.colours)


def layer_value(activations: Activations) -> dict[str, Any]:
    """Show the layer's maps in a tile picker."""
    shown, colours = shown_channels(activations), activations.selection.colours
    tiles = layer_shades(activations)[shown]
    caption = mosaic.large_caption(*tiles.shape)
    grid = mosaic.grid_of(*tiles.shape, caption)
    sheet = mosaic.draw_mosaic(tiles, [f"{k + 1}" for k in shown], colours, caption)
    chosen = shown.index(activations.channel) if activations.channel in shown else -1
    alt = both("alt_mosaic", count=len(shown), layer=activations.step.name)
    numbers = [k + 1 for k in shown]
    return tile_picker.mosaic_value(sheet, grid, numbers, chosen, alt) | {"pair": "maps"}


def numbers_per_cell(activations: Activations) -> int:
    """Return n where only every n-th number of an enlarged map has a cell, down and across."""
    return max(1, -(-max(activations.output.shape[1:]) // MOST_CELLS))


def enlarged_value(activations: Activations) -> dict[str, Any]:
    """Show the chosen map, enlarged, in a tile picker with a tile per number."""
    tile, selection = layer_shades(activations)[activations.channel], activations.selection
    zoom, reduce = max(1, MAP_WIDTH // max(tile.shape)), numbers_per_cell(activations)
    drawn = mosaic.resize_tiles(tile, zoom, reduce)
    rows, columns = drawn.shape[0] // zoom, drawn.shape[1] // zoom
    grid = mosaic.Grid(
        columns, rows * columns, 0, 0, zoom, zoom, zoom, zoom, drawn.shape[::-1], zoom, reduce)
    chosen = selection.row // reduce * columns + selection.column // reduce
    alt = both("alt_map", map=selection.map, layer=activations.step.name)
    picture = mosaic.palette_picture(np.ascontiguousarray(drawn), selection.colours)
    return tile_picker.map_value(picture, grid, chosen, alt) | {"pair": "numbers"}


def cell_of_tile(index: int, activations: Activations) -> tuple[int, int]:
    """Return row and column of the number at tile `index` of the enlarged map."""
    reduce = numbers_per_cell(activations)
    row, column = divmod(index, -(-activations.output.shape[2] // reduce))
    return row * reduce, column * reduce


def field_value(activations: Activations) -> dict[str, Any]:
    """Show the network's input with a frame around the chosen number's receptive field."""
    image = activations.maps["pixels"]
    box = layers.receptive_field(activations.path, activations.cell, image.shape[2:])
    left, top, right, bottom = box
    zoom = max(1, FIELD_WIDTH // max(image.shape[2:]))
    picture = to_picture(image)
    picture = picture.resize([side * zoom for side in picture.size], Image.Resampling.NEAREST)
    alt = both("alt_field", height=bottom - top, width=right - left, top=top, left=left)
    return tile_picker.framed_value(picture, tuple(edge * zoom for edge in box), alt)


def map_before_relu(activations: Activations) -> Tensor | None:
    """Return the chosen map as ReLU receives it, (H, W); None before the first convolution."""
    before = [step.name for step in activations.path if step.kind in ("conv", "bias", "norm")]
    return activations.maps[before[-1]][0, activations.channel] if before else None


def facts_html(activations: Activations) -> str:
    """Describe the chosen map: histogram, range, mean, and the share that ReLU sets to zero."""
    values = activations.output[activations.channel]
    low, high = format_number(values.min().item()), format_number(values.max().item())
    facts = [
        both("fact_range", low=low, high=high),
        both("fact_mean", mean=format_number(values.mean().item())),
    ]
    before = map_before_relu(activations)
    if before is not None:
        facts.append(both("fact_cut", part=f"{(before <= 0).float().mean():.0%}"))
    told = "".join(f"<p>{word_spans(fact)}</p>" for fact in facts)
    return number_html.histogram_html(values) + f'<div class="facts">{told}</div>'


def map_kernel_html(activations: Activations) -> str:
    """Write the kernel behind the chosen map, and its bias."""
    convolutions = [step for step in activations.path if step.kind == "conv"]
    if not convolutions:
        return f"<p>{word_spans(both('no_kernel'))}</p>"
    layer, channel = convolutions[-1].layer, activations.channel
    bias = None if layer.bias is None else layer.bias[channel].item()
    return number_html.kernel_html(layer.weight[channel], bias)


def trace_html(activations: Activations) -> str:
    """Write out how the chosen number is computed."""
    selection, channel, cell = activations.selection, activations.channel, activations.cell
    lines = arithmetic.trace_value(activations.path, activations.maps, channel, cell)
    value = format_number(activations.output[channel, *cell].item())
    result = both("sum_is", map=selection.map, row=selection.row, column=selection.column,
                  value=value)
    return f"<p>{word_spans(result)}</p>{number_html.computation_html(lines)}"
