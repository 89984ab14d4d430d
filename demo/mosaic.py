"""Feature maps → pictures: colour scales, numbered mosaics, axes.

All are palette images: one byte a pixel is encoded in a fraction of the time of three or four, and
their paper is transparent, so they fit a dark page as they fit a light one.
"""

import math
from functools import cache, lru_cache
from typing import NamedTuple

import matplotlib
import numpy as np
from PIL import Image, ImageDraw, ImageFont
from torch import Tensor

COLOURS = {"grey": "gray", "viridis": "viridis", "diverging": "RdBu_r"}    # matplotlib's names
SCALES = ("map", "layer", "fixed")
FIXED = 3.0             # the fixed scale: from -3 to 3
SHADES = 240            # palette entries for values; the other 16 are paper … letter
LETTER = (118, 118, 124)    # is read on white and on black
GAP, STRIP = 6, 20      # pixels between two maps, and above each for its number
ROOM = 1410             # pixels across, about


class Grid(NamedTuple):
    """Where the tiles of a sheet are, in pixels; all are of one size."""

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


def ranges(maps: Tensor, scale: str, colours: str) -> tuple[Tensor, Tensor]:
    """What is drawn as the first and the last colour, (C, 1, 1) each, for maps of (C, H, W)."""
    low, high = maps.amin((1, 2), keepdim=True), maps.amax((1, 2), keepdim=True)
    if scale == "layer":
        low, high = low.amin().expand_as(low), high.amax().expand_as(high)
    if scale == "fixed":
        low, high = low * 0 - FIXED, high * 0 + FIXED
    if colours == "diverging":      # zero is in the middle, so that its colour means zero
        high = low.abs().maximum(high.abs())
        low = -high
    return low, high


def shades(maps: Tensor, low: Tensor, high: Tensor) -> np.ndarray:
    """Maps, (C, H, W), as palette entries from 0 to SHADES - 1."""
    part = (maps - low) / (high - low).clamp(min=1e-12)
    return (part.clamp(0, 1) * (SHADES - 1)).round().byte().numpy()


@cache
def palette(colours: str) -> bytes:
    """256 colours: the map's, then the letter's, which only differ in how opaque they are."""
    levels = np.linspace(0, 1, SHADES)
    rgb = matplotlib.colormaps[COLOURS[colours]](levels, bytes=True)[:, :3]
    return rgb.tobytes() + bytes(LETTER) * (256 - SHADES)


def picture(sheet: np.ndarray, colours: str) -> Image.Image:
    """Palette entries, (H, W), as a picture."""
    drawn = Image.fromarray(sheet).convert("P")
    drawn.putpalette(palette(colours))
    drawn.info["transparency"] = bytes([255] * SHADES) + bytes(range(0, 256, 17))
    return drawn


def grid(count: int, height: int, width: int) -> Grid:
    """A sheet for so many maps, as near to a square number of columns as shows them well."""
    columns = max(1, count) if count <= 4 else 2 ** math.ceil(math.log2(math.sqrt(count)))
    room = ROOM // columns
    zoom, reduce = min(8, max(1, room // width)), max(1, math.ceil(width / room))
    tile = math.ceil(width * zoom / reduce), math.ceil(height * zoom / reduce)
    across, down = tile[0] + GAP, tile[1] + GAP + STRIP
    sheet = columns * across + GAP, math.ceil(count / columns) * down + GAP
    return Grid(columns, count, GAP, GAP + STRIP, across, down, *tile, sheet, zoom, reduce)


def tile_at(place: Grid, x: float, y: float) -> int:
    """Which tile is at a pixel of the sheet, or the nearest one; its name belongs to it."""
    column = min(max(0, int(x - place.left) // place.across), place.columns - 1)
    row = max(0, int(y) // place.down)
    return min(row * place.columns + column, place.count - 1)


def resized(tiles: np.ndarray, zoom: int, reduce: int) -> np.ndarray:
    """Sharp squares where there is room for them, else every so-manieth number."""
    return tiles[..., ::reduce, ::reduce].repeat(zoom, -2).repeat(zoom, -1)


def mosaic(tiles: np.ndarray, names: list[str], colours: str = "grey") -> Image.Image:
    """Palette entries, (C, H, W), side by side, each under its name."""
    place = grid(*tiles.shape)
    sheet = np.full(place.sheet[::-1], SHADES, np.uint8)
    for k, (tile, name) in enumerate(zip(resized(tiles, place.zoom, place.reduce), names)):
        left = place.left + k % place.columns * place.across
        top = place.top + k // place.columns * place.down
        sheet[top : top + place.height, left : left + place.width] = tile
        word = lettered(name)[:, : place.width]
        sheet[top - STRIP : top, left : left + word.shape[1]] = word
    return picture(sheet, colours)


@cache
def typeface(size: int) -> ImageFont.FreeTypeFont:
    """The typeface that matplotlib brings: Pillow's own has no multiplication sign."""
    return ImageFont.truetype(f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf", size)


@lru_cache(maxsize=1024)
def lettered(text: str) -> np.ndarray:
    """Words as palette entries, (STRIP, width), with soft edges."""
    font = typeface(STRIP - 6)
    paper = Image.new("L", (math.ceil(font.getlength(text)) + 4, STRIP))
    ImageDraw.Draw(paper).text((2, 1), text, fill=255, font=font)
    return np.asarray(paper) // 17 + SHADES


def levels(image: Tensor) -> np.ndarray:
    """Values in [0, 1] as 8-bit levels, of the same shape."""
    return (image.clamp(0, 1) * 255).round().byte().numpy()


def colour_picture(image: Tensor) -> Image.Image:
    """A picture, (1, 3, H, W) or (1, 1, H, W) in [0, 1], pixel for pixel."""
    return Image.fromarray(levels(image[0].permute(1, 2, 0).squeeze(2)))


def numbered(maps: Tensor, scale: str = "map", colours: str = "grey") -> Image.Image:
    """Maps, (C, H, W), side by side, numbered from 1, each with its shape."""
    height, width = maps.shape[1:]
    names = [f"{k + 1} · {height}×{width}" for k in range(len(maps))]
    return mosaic(shades(maps, *ranges(maps, scale, colours)), names, colours)
