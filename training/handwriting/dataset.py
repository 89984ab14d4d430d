"""Build the sketchpad's training set: MNIST, digits drawn with other pens, and negatives."""

import numpy as np
import torch
from torch import Tensor

from hub.preprocess import drawing_ink
from training.console import report_progress
from training.data import LabelledImages
from training.handwriting import cache, skeleton, strokes
from training.handwriting.digits import DIGITS
from training.handwriting.negatives import random_negative
from training.handwriting.strokes import Rng, Strokes

NONE = 10                   # the label of negatives: drawings that show no digit
REWRITE_EVERY = 4           # one image is added for every n-th of MNIST: rewritten with other pens,
WRITE_EVERY = 2             # written in one of our styles,
NEGATIVE_EVERY = 3          # and showing no digit
HOLD_OUT_EVERY = 30         # every n-th image is held out to calibrate with


def build_dataset(train: LabelledImages, seed: int) -> tuple[LabelledImages, LabelledImages]:
    """Return an extended training set and the images held out of it; a label of 10 is "no digit".

    The same seed gives the same images.
    """
    sets = [(train.images, train.labels), *cache.load_or_draw(train, seed, draw_sets)]
    parts = [split_held_out(images, labels) for images, labels in sets]
    images, labels, held_images, held_labels = (torch.cat(part) for part in zip(*parts))
    return (
        train._replace(images=images, labels=labels),
        train._replace(images=held_images, labels=held_labels),
    )


def draw_sets(train: LabelledImages, seed: int) -> list[tuple[Tensor, Tensor]]:
    """Draw digits with other pens, digits in our styles, and negatives; images and labels each."""
    rng, n = np.random.default_rng(seed), len(train.labels)
    chosen = torch.from_numpy(rng.permutation(n)[: max(n // REWRITE_EVERY, 1)])
    skeletons = skeleton.skeletonize(train.images[chosen].float() / 255)
    hands = [*map(skeleton.skeleton_strokes, report_progress(skeletons, "Skeletons of digits"))]
    return [
        (render(hands, rng, "Digits with other pens"), train.labels[chosen]),
        write_digits(n // WRITE_EVERY, rng),
        write_negatives(n // NEGATIVE_EVERY, hands, rng),
    ]


def split_held_out(images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Split into images, labels, held-out images and held-out labels."""
    held_out = torch.arange(len(labels)) % HOLD_OUT_EVERY == 0
    return images[~held_out], labels[~held_out], images[held_out], labels[held_out]


def write_digits(n: int, rng: Rng) -> tuple[Tensor, Tensor]:
    """Write `n` random digits in random styles; return images and labels."""
    labels = rng.integers(10, size=n)
    styles = [rng.choice(DIGITS[str(label)]) for label in labels]
    drawings = [strokes.write_style(style, rng) for style in styles]
    return render(drawings, rng, "Digits in other styles"), torch.tensor(labels)


def write_negatives(n: int, hands: list[Strokes], rng: Rng) -> tuple[Tensor, Tensor]:
    """Draw `n` negatives; return images and labels."""
    drawings = [random_negative(rng, hands) for _ in range(n)]
    return render(drawings, rng, "Drawings of no digit"), torch.full([n], NONE)


def render(drawings: list[Strokes], rng: Rng, title: str = "Drawings") -> Tensor:
    """Draw strokes on the pad, each with its own pen, place and size, and preprocess them.

    The progress is reported under `title`.

    Returns (n, 1, 28, 28) in uint8, as MNIST is.
    """
    inks = [
        drawing_ink(strokes.draw_randomly(drawing, rng)).image
        for drawing in report_progress(drawings, title)
    ]  # fmt: skip
    return (torch.cat(inks) * 255).round().byte()
