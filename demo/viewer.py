"""A picture made of tiles, one of which is chosen by a click, a tap or the arrow keys."""

import base64
import io
from pathlib import Path
from typing import Any

import gradio as gr
from PIL import Image

from demo.maps_figures import Grid

HERE = Path(__file__).parent


def viewer(elem_id: str, value: dict[str, Any] | None = None) -> gr.HTML:
    """Shows what `tiles` or `framed` returns; its select event has the tile's index and name."""
    return gr.HTML(
        value,
        html_template=(HERE / "viewer.html").read_text(encoding="utf-8"),
        css_template=(HERE / "viewer.css").read_text(encoding="utf-8"),
        js_on_load=(HERE / "viewer.js").read_text(encoding="utf-8"),
        apply_default_css=False, elem_id=elem_id,
    )


def tiles(
    sheet: Image.Image, grid: Grid, names: list[int], chosen: int, alt: str
) -> dict[str, Any]:
    """A mosaic; `names` are what its tiles are called when one is chosen."""
    shown = {"src": url(sheet), "alt": alt, "look": "wide pick", "tab": "0"}
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


def url(picture: Image.Image) -> str:
    """A picture as a PNG data URL, encoded for speed."""
    png = io.BytesIO()
    picture.save(png, format="PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()


def plain(picture: Image.Image, alt: str, wide: bool = False) -> dict[str, Any]:
    """A picture to look at only; a wide one scrolls sideways on a telephone."""
    grid = Grid(1, 0, 0, 0, 1, 1, 1, 1, picture.size, 1, 1)
    look = "wide" if wide else ""
    return {"src": url(picture), "alt": alt, "look": look, "tab": "", "grid": grid._asdict()}
