"""A picture made of tiles, one of which is chosen by a click, a tap or the arrow keys."""

from typing import Any

import gradio as gr
from PIL import Image

from demo.images import png_url
from demo.mosaic import Grid
from demo.templates import template


def tile_picker(elem_id: str, value: dict[str, Any] | None = None) -> gr.HTML:
    """Build a component for the values below; its select event has the tile's index and name."""
    return template("feature_maps/tile_picker", elem_id, value)


def mosaic_value(
    sheet: Image.Image, grid: Grid, names: list[int], chosen: int, alt: dict[str, str]
) -> dict[str, Any]:
    """Show a mosaic; `names` are what its tiles are called when one is chosen."""
    shown = {"src": png_url(sheet), "alt": alt, "look": "wide pick", "tab": "0"}
    shown["ratio"] = round(sheet.width / sheet.height, 3)       # for limits of its height
    return shown | {"grid": grid._asdict(), "names": names, "chosen": chosen}


def map_value(sheet: Image.Image, grid: Grid, chosen: int, alt: dict[str, str]) -> dict[str, Any]:
    """Show one map; each of its numbers is a tile."""
    return mosaic_value(sheet, grid, [], chosen, alt) | {"look": "cells"}


def framed_value(
    picture: Image.Image, box: tuple[int, int, int, int], alt: dict[str, str]
) -> dict[str, Any]:
    """Show a picture with a frame around a box of it: left, top, right, bottom in its pixels."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    grid = Grid(1, 1, left, top, width, height, width, height, picture.size, 1, 1)
    return mosaic_value(picture, grid, [], 0, alt) | {"look": "", "tab": ""}


def plain_value(picture: Image.Image, alt: dict[str, str], wide: bool = False) -> dict[str, Any]:
    """Show a picture without tiles to choose; a wide one scrolls sideways on a phone."""
    grid = Grid(1, 0, 0, 0, 1, 1, 1, 1, picture.size, 1, 1)
    look = "wide" if wide else ""
    return {"src": png_url(picture), "alt": alt, "look": look, "tab": "", "grid": grid._asdict()}
