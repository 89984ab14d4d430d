"""What the sketchpad's network learns from: MNIST, digits by other pens, and what is no digit."""

import numpy as np
import torch
from torch import Tensor

from hub.preprocess import drawing_ink
from training.data import LabelledImages
from training.handwriting import skeleton, strokes
from training.handwriting.negatives import random_negative
from training.handwriting.strokes import Rng, Strokes
from training.handwriting.styles import DIGITS

NONE = 10                               # the label of what is no digit
REWRITE_EVERY, WRITE_EVERY, NEGATIVE_EVERY = 4, 2, 3   # one of so many training pictures, each
HOLD_OUT_EVERY = 30                           # one of so many is kept to calibrate with


def build_dataset(train: LabelledImages, seed: int) -> tuple[LabelledImages, LabelledImages]:
    """A training set with all that is told above, and a part of it that is held out.

    The same seed gives the same pictures. A label of 10 says: no digit.
    """
    rng, n = np.random.default_rng(seed), len(train.labels)
    chosen = torch.from_numpy(rng.permutation(n)[: max(n // REWRITE_EVERY, 1)])
    lines = skeleton.skeletonize(train.images[chosen].float() / 255)
    hands = [skeleton.skeleton_strokes(line) for line in lines]
    sets = [
        (train.images, train.labels),
        (render(hands, rng), train.labels[chosen]),
        write_digits(n // WRITE_EVERY, rng),
        write_negatives(n // NEGATIVE_EVERY, hands, rng),
    ]
    parts = [split_held_out(images, labels) for images, labels in sets]
    images, labels, held_images, held_labels = (torch.cat(part) for part in zip(*parts))
    return (
        train._replace(images=images, labels=labels),
        train._replace(images=held_images, labels=held_labels),
    )


def split_held_out(images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """One picture of each HELD_OUT taken aside: images, labels, held-out images and labels."""
    aside = torch.arange(len(labels)) % HOLD_OUT_EVERY == 0
    return images[~aside], labels[~aside], images[aside], labels[aside]


def write_digits(n: int, rng: Rng) -> tuple[Tensor, Tensor]:
    """So many digits in all the styles, pictures and labels."""
    labels = rng.integers(10, size=n)
    styles = [rng.choice(DIGITS[str(label)]) for label in labels]
    return render([strokes.write_style(style, rng) for style in styles], rng), torch.tensor(labels)


def write_negatives(n: int, hands: list[Strokes], rng: Rng) -> tuple[Tensor, Tensor]:
    """So many pictures of no digit, and the label that says so."""
    return render([random_negative(rng, hands) for _ in range(n)], rng), torch.full([n], NONE)


def render(drawings: list[Strokes], rng: Rng) -> Tensor:
    """Strokes on the pad, with a pen, place and size for each, as the network sees them.

    (n, 1, 28, 28) in uint8, as the data set is.
    """
    inks = [drawing_ink(strokes.draw_randomly(drawing, rng)).image for drawing in drawings]
    return (torch.cat(inks) * 255).round().byte()
