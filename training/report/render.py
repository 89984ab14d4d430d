"""Render Matplotlib figures without pyplot: to a PNG file or to pixels."""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import numpy as np
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

EAST_ASIAN = (  # fonts on Linux, macOS and Windows with letters that Matplotlib's own font lacks
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "SimHei", "Arial Unicode MS",
)  # fmt: skip


def to_png(figure: Figure) -> bytes:
    """Render a figure as a PNG file."""
    file = io.BytesIO()
    with all_scripts(figure):
        figure.savefig(file, format="png")
    return file.getvalue()


def to_pixels(figure: Figure) -> np.ndarray:
    """Render a figure as pixels, (H, W, 3) in uint8."""
    canvas = FigureCanvasAgg(figure)
    with all_scripts(figure):
        canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3]


@contextmanager
def all_scripts(figure: Figure) -> Iterator[None]:
    """Use fonts with letters of every script; where none is installed, boxes are drawn silently."""
    for text in figure.findobj(Text):
        text.set_fontfamily(installed_fonts())
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        yield


@cache
def installed_fonts() -> list[str]:
    """List Matplotlib's own font and those of EAST_ASIAN that are installed."""
    installed = set(font_manager.get_font_names())
    return ["DejaVu Sans", *(name for name in EAST_ASIAN if name in installed)]
