"""A picture made of tiles, one of which is chosen by a click, a tap or the arrow keys."""

from typing import Any

import gradio as gr
from PIL import Image

from demo.images import png_url
from demo.mosaic import Grid
from demo.templates import template


def viewer(elem_id: str, value: dict[str, Any] | None = None) -> gr.HTML:
    """Shows what `tiles` or `framed` returns; its select event has the tile's index and name."""
    return template("feature_maps/tile_picker", elem_id, value)


def tiles(
    sheet: Image.Image, grid: Grid, names: list[int], chosen: int, alt: str
) -> dict[str, Any]:
    """A mosaic; `names` are what its tiles are called when one is chosen."""
    shown = {"src": png_url(sheet), "alt": alt, "look": "wide pick", "tab": "0"}
    return shown | {"grid": grid._asdict(), "names": names, "chosen": chosen}


def cells(sheet: Image.Image, grid: Grid, chosen: int, alt: str) -> dict[str, Any]:
    """One map, each number of it a tile."""
    return tiles(sheet, grid, [], chosen, alt) | {"look": "cells"}


def framed(
    picture: Image.Image, box: tuple[int, int, int, int], alt: str
) -> dict[str, Any]:
    """A picture with a frame around a box of it: left, top, right, bottom in its pixels."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    grid = Grid(1, 1, left, top, width, height, width, height, picture.size, 1, 1)
    return tiles(picture, grid, [], 0, alt) | {"look": "", "tab": ""}


def plain(picture: Image.Image, alt: str, wide: bool = False) -> dict[str, Any]:
    """A picture to look at only; a wide one scrolls sideways on a telephone."""
    grid = Grid(1, 0, 0, 0, 1, 1, 1, 1, picture.size, 1, 1)
    look = "wide" if wide else ""
    return {"src": png_url(picture), "alt": alt, "look": look, "tab": "", "grid": grid._asdict()}
