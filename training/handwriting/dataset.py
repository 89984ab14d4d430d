"""Build the sketchpad's training set: MNIST, digits drawn with other pens, and negatives."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from hub.preprocess import drawing_ink
from training.console import report_progress
from training.data import LabelledImages
from training.handwriting import cache, skeleton, strokes
from training.handwriting.digits import DIGITS
from training.handwriting.fonts import draw_glyph, find_fonts, load_glyphs
from training.handwriting.hands import HANDS
from training.handwriting.negatives import random_negative
from training.handwriting.numerals import NOT_OURS
from training.handwriting.strokes import Rng, Strokes

NONE = 10                   # the label of negatives: drawings that show no digit
REWRITE_EVERY = 4           # one image is added for every n-th of MNIST: rewritten with other pens,
WRITE_SHARE = 0.75          # for this share, one is written in one of our styles;
NEGATIVE_EVERY = 3          # for every n-th, one shows no digit,
NUMERAL_EVERY = 5           # a numeral of another script, if there are fonts that have it,
PRINT_EVERY = 20            # or one of our digits from such a font
BROKEN = 0.1                # of the digits in our styles lack a piece of a stroke
HOLD_OUT_EVERY = 30         # every n-th image is held out to calibrate with


def build_dataset(
    train: LabelledImages, seed: int, folders: Sequence[Path] = ()
) -> tuple[LabelledImages, LabelledImages]:
    """Return an extended training set and the images held out of it; a label of 10 is "no digit".

    The same seed gives the same images, and fonts in and below `folders` add their numerals.
    """
    drawn = cache.load_or_draw(train, seed, find_fonts(folders), draw_sets)
    sets = [(train.images, train.labels), *drawn]
    parts = [split_held_out(images, labels) for images, labels in sets]
    images, labels, held_images, held_labels = (torch.cat(part) for part in zip(*parts))
    return (
        train._replace(images=images, labels=labels),
        train._replace(images=held_images, labels=held_labels),
    )


def draw_sets(
    train: LabelledImages, seed: int, fonts: list[Path]
) -> list[tuple[Tensor, Tensor]]:
    """Draw digits with other pens, digits in our styles, and negatives; images and labels each."""
    rng, n = np.random.default_rng(seed), len(train.labels)
    chosen = torch.from_numpy(rng.permutation(n)[: max(n // REWRITE_EVERY, 1)])
    skeletons = skeleton.skeletonize(train.images[chosen].float() / 255)
    hands = [*map(skeleton.skeleton_strokes, report_progress(skeletons, "Skeletons of digits"))]
    return [
        (render(hands, rng, "Digits with other pens"), train.labels[chosen]),
        write_digits(int(n * WRITE_SHARE), rng),
        write_negatives(n // NEGATIVE_EVERY, hands, rng),
        *print_numerals(n, fonts, rng),
    ]


def split_held_out(images: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Split into images, labels, held-out images and held-out labels."""
    held_out = torch.arange(len(labels)) % HOLD_OUT_EVERY == 0
    return images[~held_out], labels[~held_out], images[held_out], labels[held_out]


def write_digits(n: int, rng: Rng) -> tuple[Tensor, Tensor]:
    """Write `n` random digits in random styles; return images and labels."""
    labels = rng.integers(10, size=n)
    styles = {digit: [*own, *HANDS[digit]] for digit, own in DIGITS.items()}
    drawings = [
        strokes.write_style(rng.choice(styles[str(label)]), rng, broken=BROKEN) for label in labels
    ]
    return render(drawings, rng, "Digits in other styles"), torch.tensor(labels)


def write_negatives(n: int, hands: list[Strokes], rng: Rng) -> tuple[Tensor, Tensor]:
    """Draw `n` negatives; return images and labels."""
    drawings = [random_negative(rng, hands) for _ in range(n)]
    return render(drawings, rng, "Drawings of no digit"), torch.full([n], NONE)


def print_numerals(n: int, fonts: list[Path], rng: Rng) -> list[tuple[Tensor, Tensor]]:
    """Draw numerals of other scripts, and our digits, from fonts; images and labels each."""
    others = {one: NONE for script in NOT_OURS.values() for one in script}
    ours = {digit: int(digit) for digit in DIGITS}
    parts = []
    for count, labels in ((n // NUMERAL_EVERY, others), (n // PRINT_EVERY, ours)):
        glyphs: dict = {}
        for script in NOT_OURS.values() if labels is others else ["".join(ours)]:
            glyphs |= load_glyphs(fonts, script)
        found = [one for one in labels if glyphs[one]]
        if not found:
            continue
        chosen = rng.choice(found, count)
        pads = [
            draw_glyph(glyphs[one][rng.integers(len(glyphs[one]))], rng)
            for one in report_progress(chosen, "Numerals of fonts")
        ]
        parts.append((preprocess(pads), torch.tensor([labels[one] for one in chosen])))
    return parts


def render(drawings: list[Strokes], rng: Rng, title: str = "Drawings") -> Tensor:
    """Draw strokes on the pad, each with its own pen, place and size, and preprocess them.

    The progress is reported under `title`.

    Returns (n, 1, 28, 28) in uint8, as MNIST is.
    """
    return preprocess(
        strokes.draw_randomly(drawing, rng) for drawing in report_progress(drawings, title)
    )


def preprocess(pads: Iterable[np.ndarray]) -> Tensor:
    """Convert drawings on the pad to (n, 1, 28, 28) in uint8, as MNIST is."""
    return (torch.cat([drawing_ink(pad).image for pad in pads]) * 255).round().byte()
