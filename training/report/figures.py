"""Draw sheets of images with captions: samples, predictions and mistakes."""

import math

import torch
from matplotlib.figure import Figure
from torch import Tensor

from training.data import LabelledImages

DARK, RIGHT, WRONG = "#24292f", "#1a7f37", "#cf222e"
COLUMNS, INCHES = 5, 1.45       # images in a row of a sheet, and the side of each


def picture_sheet(
    images: Tensor, captions: list[str], colors: list[str], title: str = ""
) -> Figure:
    """Draw images, (N, C, H, W) in uint8, in rows of five, each below a caption of its color."""
    room = 0.1 + 0.13 * (1 + captions[0].count("\n"))       # in sides of an image
    head = 0.3 if title else 0.05
    height = head + math.ceil(len(images) / COLUMNS) * (1 + room) + 0.05
    figure = Figure(figsize=(INCHES * COLUMNS, INCHES * height), dpi=100)
    # All share one pair of axes: one for each image would take ten times as long to draw.
    axes = figure.add_axes((0, 0, 1, 1))
    for k, (image, caption, color) in enumerate(zip(images.cpu(), captions, colors)):
        left, top = k % COLUMNS, head + k // COLUMNS * (1 + room) + room
        axes.imshow(
            image.permute(1, 2, 0).numpy(),                 # (H, W, 1) or (H, W, 3)
            cmap="gray", vmin=0, vmax=255,
            extent=(left + 0.06, left + 0.94, top + 0.94, top + 0.06),
        )  # fmt: skip
        style = dict(fontsize=8.5, ha="center", parse_math=False)       # "$" is no formula
        axes.text(left + 0.5, top + 0.02, caption, color=color, **style)
    axes.text(COLUMNS / 2, 0.22, title, color=DARK, fontsize=11, ha="center")
    axes.set(xlim=(0, COLUMNS), ylim=(height, 0), aspect="auto")    # imshow had set its own
    axes.axis("off")
    return figure


def sample_sheet(data: LabelledImages) -> Figure:
    """Draw 25 random images with their labels, as the tutorial's visualize() does."""
    drawn = torch.randperm(len(data.labels), generator=torch.Generator().manual_seed(0))[:25]
    names = [*map(shorten, data.classes), "none"]       # the label of negatives, dataset.NONE
    captions = [names[label] for label in data.labels[drawn].tolist()]
    return picture_sheet(data.images[drawn], captions, [DARK] * len(captions))


def prediction_sheet(data: LabelledImages, logits: Tensor, title: str = "") -> Figure:
    """Draw answer, probability and label, as the tutorial's plot_classes_preds(); green if right.

    `logits` is (N, classes), a row for each image of `data`.
    """
    names = [shorten(name) for name in data.classes]
    probs, answers = logits.softmax(1).max(1)
    captions = [
        f"{names[answer]}, {prob:.1%}\n(label: {names[label]})"
        for answer, prob, label in zip(answers.tolist(), probs.tolist(), data.labels.tolist())
    ]
    colors = [RIGHT if right else WRONG for right in answers == data.labels]
    return picture_sheet(data.images, captions, colors, title)


def shorten(name: str) -> str:
    """Shorten a class name so that it fits above an image."""
    return name if len(name) <= 14 else f"{name[:13]}…"


def mistake_sheet(data: LabelledImages, logits: Tensor, most: int = 25) -> Figure:
    """Draw the most confident wrong answers; if there are none, the least certain right ones."""
    probs, answers = logits.softmax(1).max(1)
    wrong = (answers != data.labels).nonzero().flatten()
    if len(wrong):
        chosen = wrong[probs[wrong].argsort(descending=True)][:most]
        title = f"{len(wrong):,} wrong answers of {len(probs):,}: the most confident ones"
    else:
        chosen = probs.argsort()[:most]
        title = f"No wrong answer among {len(probs):,}: the least certain right ones"
    return prediction_sheet(data.select(chosen), logits[chosen], title)
