"""What the sketchpad's network learns from: MNIST, digits by other pens, and what is no digit."""

import numpy as np
import torch
from torch import Tensor

from hub.preprocess import drawing_ink
from training.data import Labelled
from training.handwriting import skeleton, strokes
from training.handwriting.negatives import nothing
from training.handwriting.strokes import Dice, Strokes
from training.handwriting.styles import DIGITS

NONE = 10                               # the label of what is no digit
REWRITTEN, WRITTEN, NOTHING = 4, 2, 3   # one of so many training pictures, each
HELD_OUT = 30                           # one of so many is kept to calibrate with


def everything(train: Labelled, seed: int) -> tuple[Labelled, Labelled]:
    """A training set with all that is told above, and a part of it that is held out.

    The same seed gives the same pictures. A label of 10 says: no digit.
    """
    dice, n = np.random.default_rng(seed), len(train.labels)
    chosen = torch.from_numpy(dice.permutation(n)[: max(n // REWRITTEN, 1)])
    lines = skeleton.middle_lines(train.images[chosen].float() / 255)
    hands = [skeleton.strokes(line) for line in lines]
    sets = [
        (train.images, train.labels),
        (seen(hands, dice), train.labels[chosen]),
        written(n // WRITTEN, dice),
        nothings(n // NOTHING, hands, dice),
    ]
    parts = [split(images, labels) for images, labels in sets]
    images, labels, held_images, held_labels = (torch.cat(part) for part in zip(*parts))
    return (
        train._replace(images=images, labels=labels),
        train._replace(images=held_images, labels=held_labels),
    )


def split(images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """One picture of each HELD_OUT taken aside: images, labels, held-out images and labels."""
    aside = torch.arange(len(labels)) % HELD_OUT == 0
    return images[~aside], labels[~aside], images[aside], labels[aside]


def written(n: int, dice: Dice) -> tuple[Tensor, Tensor]:
    """So many digits in all the styles, pictures and labels."""
    labels = dice.integers(10, size=n)
    styles = [dice.choice(DIGITS[str(label)]) for label in labels]
    return seen([strokes.written(style, dice) for style in styles], dice), torch.tensor(labels)


def nothings(n: int, hands: list[Strokes], dice: Dice) -> tuple[Tensor, Tensor]:
    """So many pictures of no digit, and the label that says so."""
    return seen([nothing(dice, hands) for _ in range(n)], dice), torch.full([n], NONE)


def seen(drawings: list[Strokes], dice: Dice) -> Tensor:
    """Strokes on the pad, with a pen, place and size for each, as the network sees them.

    (n, 1, 28, 28) in uint8, as the data set is.
    """
    inks = [drawing_ink(strokes.drawn(drawing, dice)).image for drawing in drawings]
    return (torch.cat(inks) * 255).round().byte()
