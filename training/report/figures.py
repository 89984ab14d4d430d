"""Numbers → pictures: pictures with captions, the confusion matrix, the curves of a run."""

import io
import math
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
import torch
from matplotlib import font_manager
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import PowerNorm
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.ticker import MaxNLocator
from torch import Tensor

from training.data import LabelledImages

PLAIN, RIGHT, WRONG, FAINT = "#24292f", "#1a7f37", "#cf222e", "#d8dee4"
ACROSS, INCHES = 5, 1.45        # pictures in a row of a sheet, and the side of each
EAST_ASIAN = (  # fonts with the letters that Matplotlib's own has not, on Linux, macOS and Windows
    "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Source Han Sans SC",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "PingFang SC", "Hiragino Sans GB",
    "Microsoft YaHei", "SimHei", "Arial Unicode MS",
)  # fmt: skip


def to_png(figure: Figure) -> bytes:
    """A figure as a PNG file."""
    file = io.BytesIO()
    with all_scripts(figure):
        figure.savefig(file, format="png")
    return file.getvalue()


def to_pixels(figure: Figure) -> np.ndarray:
    """A figure as (H, W, 3), uint8."""
    canvas = FigureCanvasAgg(figure)
    with all_scripts(figure):
        canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3]


@contextmanager
def all_scripts(figure: Figure) -> Iterator[None]:
    """Draw with letters of every script, if a font has them; without, boxes must do."""
    for text in figure.findobj(Text):
        text.set_fontfamily(installed_fonts())
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")
        yield


@cache
def installed_fonts() -> list[str]:
    """Matplotlib's own font, and those of EAST_ASIAN that are installed."""
    there = set(font_manager.get_font_names())
    return ["DejaVu Sans", *(name for name in EAST_ASIAN if name in there)]


def picture_sheet(images: Tensor, captions: list[str], colours: list[str], title: str = "") -> Figure:
    """Pictures, (N, C, H, W) in uint8, in rows of five, each below a caption of its colour."""
    room = 0.1 + 0.13 * (1 + captions[0].count("\n"))       # in sides of a picture
    head = 0.3 if title else 0.05
    height = head + math.ceil(len(images) / ACROSS) * (1 + room) + 0.05
    figure = Figure(figsize=(INCHES * ACROSS, INCHES * height), dpi=100)
    # One pair of axes for all: one for each picture would take ten times as long to draw.
    axes = figure.add_axes((0, 0, 1, 1))
    for k, (image, caption, colour) in enumerate(zip(images.cpu(), captions, colours)):
        left, top = k % ACROSS, head + k // ACROSS * (1 + room) + room
        axes.imshow(
            image.permute(1, 2, 0).numpy(),                 # (H, W, 1) or (H, W, 3)
            cmap="gray", vmin=0, vmax=255,
            extent=(left + 0.06, left + 0.94, top + 0.94, top + 0.06),
        )  # fmt: skip
        letters = dict(fontsize=8.5, ha="center", parse_math=False)     # "$" is no formula
        axes.text(left + 0.5, top + 0.02, caption, color=colour, **letters)
    axes.text(ACROSS / 2, 0.22, title, color=PLAIN, fontsize=11, ha="center")
    axes.set(xlim=(0, ACROSS), ylim=(height, 0), aspect="auto")     # imshow had set its own
    axes.axis("off")
    return figure


def sample_sheet(data: LabelledImages) -> Figure:
    """The tutorial's visualize(): 25 pictures, drawn at random, with their labels."""
    drawn = torch.randperm(len(data.labels), generator=torch.Generator().manual_seed(0))[:25]
    names = [*map(shorten, data.classes), "none"]     # as hands.NONE is labelled
    captions = [names[label] for label in data.labels[drawn].tolist()]
    return picture_sheet(data.images[drawn], captions, [PLAIN] * len(captions))


def prediction_sheet(data: LabelledImages, logits: Tensor, title: str = "") -> Figure:
    """The tutorial's plot_classes_preds(): answer, its probability, label; green if right.

    `logits` is (N, classes), a row for each picture of `data`.
    """
    names = [shorten(name) for name in data.classes]
    probs, answered = logits.softmax(1).max(1)
    labels = data.labels.tolist()
    captions = [
        f"{names[answer]}, {prob:.1%}\n(label: {names[label]})"
        for answer, prob, label in zip(answered.tolist(), probs.tolist(), labels)
    ]
    colours = [RIGHT if right else WRONG for right in answered == data.labels]
    return picture_sheet(data.images, captions, colours, title)


def shorten(name: str) -> str:
    """A class name that fits above a picture."""
    return name if len(name) <= 14 else f"{name[:13]}…"


def mistake_sheet(data: LabelledImages, logits: Tensor, most: int = 25) -> Figure:
    """The wrong answers that were given with the greatest probability.

    If there are none: the right answers that were given with the least.
    """
    probs, answered = logits.softmax(1).max(1)
    wrong = (answered != data.labels).nonzero().flatten()
    if len(wrong):
        chosen = wrong[probs[wrong].argsort(descending=True)][:most]
        title = f"{len(wrong):,} wrong answers of {len(probs):,}: the most confident ones"
    else:
        chosen = probs.argsort()[:most]
        title = f"No wrong answer among {len(probs):,}: the least certain right ones"
    shown = data._replace(images=data.images[chosen], labels=data.labels[chosen])
    return prediction_sheet(shown, logits[chosen], title)


def confusion_matrix(counts: list[list[int]], classes: list[str]) -> Figure:
    """The confusion matrix: how often each class (row) was given each answer (column)."""
    table, n = torch.tensor(counts), len(classes)
    share = table / table.sum(1, keepdim=True).clamp(min=1)
    side = min(3.4 + 0.42 * n, 12)
    figure = Figure(figsize=(side + 0.4, side), dpi=100, layout="constrained")
    axes = figure.add_subplot(xlabel="the answer", ylabel="what it is")
    # The square root, so that what happens once in a hundred times can be seen.
    axes.imshow(share.numpy(), cmap="Blues", norm=PowerNorm(0.5, vmin=0, vmax=1))
    if n <= 40:     # more names, or more numbers than 20 × 20, could not be read
        words = max(map(len, classes)) > 2
        slant = dict(rotation=40, ha="right", rotation_mode="anchor") if words else {}
        axes.set_xticks(range(n), classes, parse_math=False, **slant)
        axes.set_yticks(range(n), classes, parse_math=False)
    for row, column in table.nonzero().tolist() if n <= 20 else []:
        ink = "white" if share[row, column] > 0.4 else PLAIN
        number = dict(fontsize=9, ha="center", va="center_baseline")
        axes.text(column, row, f"{counts[row][column]}", color=ink, **number)
    edges = np.arange(n + 1) - 0.5
    axes.hlines(edges, -0.5, n - 0.5, FAINT, linewidth=0.6)
    axes.vlines(edges, -0.5, n - 0.5, FAINT, linewidth=0.6)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return figure


def learning_curves(history: list[dict[str, Any]]) -> Figure:
    """Loss and accuracy of every epoch: of the training, and of the test after it."""
    figure = Figure(figsize=(9, 3.6), dpi=100, layout="constrained")
    numbers = [epoch["epoch"] for epoch in history]
    for axes, measure in zip(figure.subplots(1, 2), ("loss", "accuracy")):
        for part, look in (("train", "o-"), ("test", "s-")):
            values = [epoch.get(f"{part}_{measure}") for epoch in history]
            axes.plot(numbers, values, look, markersize=4, label=part)
        axes.set(xlabel="epoch", title=measure, xlim=(0.5, len(history) + 0.5))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.grid(alpha=0.3)
        axes.legend()
    figure.axes[1].yaxis.set_major_formatter(lambda value, _: f"{100 * value:.4g} %")
    return figure
