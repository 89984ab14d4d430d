"""Draw all feature maps of a layer on one sheet, each with its number.

Sheets are palette images: encoding one byte per pixel takes a fraction of the time of three or
four. Their background is transparent, but captions bring their own: no colour of text is legible on
the light theme and on the dark one.
"""

import math
from functools import cache, lru_cache
from typing import NamedTuple

import matplotlib
import numpy as np
from PIL import Image, ImageDraw
from torch import Tensor

from demo.images import load_font
from demo.theme import CAPTION_BACKGROUND, CAPTION_TEXT, diverging_map

COLOURS = {"grey": matplotlib.colormaps["gray"], "viridis": matplotlib.colormaps["viridis"],
           "diverging": diverging_map()}
SCALES = ("map", "layer", "fixed")
FIXED = 3.0             # the fixed scale: from -3 to 3
SHADES = 240            # palette entries for values; then one is transparent, 15 are for captions
GAP, CAPTION = 6, 20    # pixels between two maps, and above each for its number
SHEET_WIDTH = 1410      # pixels, about


class Grid(NamedTuple):
    """Positions of the tiles on a sheet, in pixels; all have the same size."""

    columns: int
    count: int
    left: int       # of the first tile
    top: int
    across: int     # from a tile to the next
    down: int
    width: int      # of a tile
    height: int
    sheet: tuple[int, int]      # width, height
    zoom: int       # pixels per number of a map, along a side
    reduce: int     # or numbers per pixel


def colour_limits(maps: Tensor, scale: str, colours: str) -> tuple[Tensor, Tensor]:
    """Return the values of the first and the last colour, (C, 1, 1) each, for maps (C, H, W)."""
    low, high = maps.amin((1, 2), keepdim=True), maps.amax((1, 2), keepdim=True)
    if scale == "layer":
        low, high = low.amin().expand_as(low), high.amax().expand_as(high)
    if scale == "fixed":
        low, high = low * 0 - FIXED, high * 0 + FIXED
    if colours == "diverging":      # zero gets the middle colour
        high = low.abs().maximum(high.abs())
        low = -high
    return low, high


def to_shades(maps: Tensor, low: Tensor, high: Tensor) -> np.ndarray:
    """Convert maps, (C, H, W), to palette entries from 0 to SHADES - 1."""
    part = (maps - low).div_((high - low).clamp(min=1e-12))     # one copy of the maps is enough
    return part.clamp_(0, 1).mul_(SHADES - 1).round_().byte().numpy()


def constant_maps(maps: Tensor) -> list[bool]:
    """Tell of each map, (C, H, W), whether all its values are equal."""
    return [math.isclose(low, high) for low, high in
            zip(maps.amin((1, 2)).tolist(), maps.amax((1, 2)).tolist())]


@cache
def palette(colours: str) -> bytes:
    """Return 256 RGB colours: the colour map's, the transparent one, those of the captions."""
    levels = np.linspace(0, 1, SHADES)
    rgb = COLOURS[colours](levels, bytes=True)[:, :3]
    ends = np.array([CAPTION_BACKGROUND, CAPTION_TEXT])
    captions = np.linspace(*ends, 15).round().astype(np.uint8)
    return rgb.tobytes() + bytes(3) + captions.tobytes()


def palette_picture(entries: np.ndarray, colours: str) -> Image.Image:
    """Convert palette entries, (H, W), to a picture."""
    drawn = Image.fromarray(entries).convert("P")
    drawn.putpalette(palette(colours))
    drawn.info["transparency"] = bytes([255] * SHADES + [0] + [255] * 15)
    return drawn


def grid_of(count: int, height: int, width: int, caption: int = CAPTION) -> Grid:
    """Lay out `count` maps: up to four in a row, else 2, 4, 8 … columns, nearly a square."""
    columns = max(1, count) if count <= 4 else 2 ** math.ceil(math.log2(math.sqrt(count)))
    room = SHEET_WIDTH // columns
    zoom, reduce = min(8, max(1, room // width)), max(1, math.ceil(width / room))
    tile = math.ceil(width * zoom / reduce), math.ceil(height * zoom / reduce)
    across, down = tile[0] + GAP, tile[1] + GAP + caption
    sheet = columns * across + GAP, math.ceil(count / columns) * down + GAP
    return Grid(columns, count, GAP, GAP + caption, across, down, *tile, sheet, zoom, reduce)


def large_caption(count: int, height: int, width: int) -> int:
    """Return a height of captions that are legible on a sheet shown at less than half its width."""
    return max(CAPTION, grid_of(count, height, width).sheet[0] // 35)


def tile_at(grid: Grid, x: float, y: float) -> int:
    """Return the tile at a pixel of the sheet, or the nearest one; captions belong to tiles."""
    column = min(max(0, int(x - grid.left) // grid.across), grid.columns - 1)
    row = max(0, int(y) // grid.down)
    return min(row * grid.columns + column, grid.count - 1)


def resize_tiles(tiles: np.ndarray, zoom: int, reduce: int) -> np.ndarray:
    """Repeat pixels to enlarge tiles, (…, H, W), or take every n-th number to shrink them."""
    return tiles[..., ::reduce, ::reduce].repeat(zoom, -2).repeat(zoom, -1)


def draw_mosaic(
    tiles: np.ndarray, captions: list[str], colours: str = "grey", caption_height: int = CAPTION
) -> Image.Image:
    """Draw palette entries, (C, H, W), side by side, each under its caption."""
    grid = grid_of(*tiles.shape, caption_height)
    sheet = np.full(grid.sheet[::-1], SHADES, np.uint8)
    for k, (tile, caption) in enumerate(zip(resize_tiles(tiles, grid.zoom, grid.reduce), captions)):
        left = grid.left + k % grid.columns * grid.across
        top = grid.top + k // grid.columns * grid.down
        sheet[top : top + grid.height, left : left + grid.width] = tile
        text = draw_text(caption, caption_height)[:, : grid.width]
        sheet[top - caption_height : top, left : left + text.shape[1]] = text
    return palette_picture(sheet, colours)


@lru_cache(maxsize=1024)
def draw_text(text: str, height: int) -> np.ndarray:
    """Draw a caption as palette entries, (height, width), with soft edges."""
    font = load_font(round(0.7 * height))
    background = Image.new("L", (math.ceil(font.getlength(text)) + 4, height))
    ImageDraw.Draw(background).text((2, 1), text, fill=255, font=font)
    return np.asarray(background) // 18 + SHADES + 1


def numbered_mosaic(maps: Tensor, scale: str = "map", colours: str = "grey") -> Image.Image:
    """Draw maps, (C, H, W), side by side, numbered from 1, each with its shape."""
    height, width = maps.shape[1:]
    captions = [f"{k + 1} · {height}×{width}" for k in range(len(maps))]
    return draw_mosaic(to_shades(maps, *colour_limits(maps, scale, colours)), captions, colours)
