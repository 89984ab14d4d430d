"""Measure how well drawings are recognised.  `python tests/bench/drawing.py`

MNIST's test digits, drawn again on the pad, and digits in styles that no network was trained on,
by width of the pen, size, place and tilt; then negatives. `--before DIR` adds a checkpoint.
"""

import argparse
import platform
import sys
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[2]))  # the repository root

import unseen

from hub import checkpoint
from hub.predict import predict, read_digits
from hub.preprocess import drawing_ink, squeezed_ink
from training import calibration, data, evaluation
from training.handwriting import skeleton
from training.handwriting.negatives import digit_row
from training.handwriting.strokes import (
    PAD,
    Rng,
    Strokes,
    place_in_row,
    place_on_pad,
    rasterize,
    write_style,
)

ROOT = Path(__file__).parents[2]
WIDTHS = (6, 10, 15, 20, 30, 45)                # pixels of the pad
SIZES = (0.15, 0.25, 0.5, 0.75, 1.0)            # of its side
PLACES = {"centre": (0.5, 0.5), "corner": (0, 0), "border": (1, 0.5)}
TILTS = (-20, -10, 10, 20)                      # degrees
HABITS = {
    "pen never lifted": dict(hurried=1, sparse=0), "few points": dict(hurried=0, sparse=1),
    "both": dict(hurried=1, sparse=1),
}
Drawings = list[np.ndarray]


def draw(
    strokes: Strokes, rng: Rng, pen: float = 18, size: float = 0.7,
    place: tuple[float, float] | None = None, tilt: float = 0,
) -> np.ndarray:
    """Draw strokes on the pad with the usual pen and size, anywhere, unless told otherwise."""
    turn = np.radians(tilt)
    cos, sin = np.cos(turn), np.sin(turn)
    strokes = [stroke @ np.array([[cos, sin], [-sin, cos]]) for stroke in strokes]
    pen = min(pen, 0.25 * size * PAD)           # what a pen can still write
    strokes = place_on_pad(strokes, size * PAD, pen, rng)
    if place:
        points = np.concatenate(strokes)
        free = PAD - pen - np.ptp(points, axis=0)
        strokes = [s - points.min(0) + pen / 2 + np.array(place) * free for s in strokes]
    return rasterize(strokes, pen)


def conditions(hands: list[Strokes], rng: Rng) -> dict[str, Drawings]:
    """Draw the same digits in every way."""
    ways = {f"pen {pen}": dict(pen=pen) for pen in WIDTHS}
    ways |= {f"size {size:.0%}": dict(size=size, pen=24 * size + 3) for size in SIZES}
    ways |= {name: dict(place=place) for name, place in PLACES.items()}
    ways |= {f"tilt {tilt:+}°": dict(tilt=tilt) for tilt in TILTS}
    return {name: [draw(hand, rng, **way) for hand in hands] for name, way in ways.items()}


def draw_at_random(hands: list[Strokes], rng: Rng) -> Drawings:
    """Draw each digit with its own random pen, size and place."""
    return [
        draw(hand, rng, pen=rng.uniform(6, 45), size=rng.uniform(0.15, 1)) for hand in hands
    ]


def draw_negatives(n: int, hands: list[Strokes], rng: Rng) -> dict[str, Drawings]:
    """Draw `n` negatives of each kind."""
    def one(styles: dict[str, list[str]], **habit: float) -> Strokes:
        style = rng.choice(styles[rng.choice(list(styles))])
        return write_style(style, rng, **(habit or dict(hurried=0, sparse=0)))

    def pens(strokes: list[Strokes]) -> Drawings:
        return [draw(s, rng, pen=rng.uniform(6, 30), size=rng.uniform(0.2, 1)) for s in strokes]

    kinds = {f"{shape}s": pens([one({shape: unseen.SHAPES[shape]}) for _ in range(n)])
             for shape in unseen.SHAPES}
    kinds["letters"] = pens([one(unseen.LETTERS) for _ in range(n)])
    both = unseen.SHAPES | unseen.LETTERS
    for name, habit in HABITS.items():
        kinds[f"shapes and letters, {name}"] = pens([one(both, **habit) for _ in range(n)])
    letters = rng.choice(list(unseen.LETTERS), n)
    kinds["printed letters"] = [unseen.print_letter(letter, rng) for letter in letters]
    kinds["scribbles"] = pens([rng.choice(unseen.SCRIBBLES)(rng) for _ in range(n)])
    kinds["dots"] = pens([[np.zeros((1, 2))] for _ in range(n)])
    kinds["several digits"] = pens([digit_row(rng, hands) for _ in range(n)])
    return kinds


def pairs_read(net: nn.Module, hands: list[Strokes], labels: Tensor, rng: Rng) -> float:
    """Return the share of pairs of digits, equally high, refused as one and read as two."""
    names, read = [str(label) for label in labels.tolist()], []
    for k in range(0, len(hands) - 1, 2):
        pair = [[s * 100 / max(np.ptp(np.concatenate(hand)[:, 1]), 1) for s in hand]
                for hand in hands[k : k + 2]]
        drawing = draw(place_in_row(pair, gap=40), rng, pen=rng.uniform(6, 18), size=0.8)
        one = predict(net, drawing_ink(drawing).image).label
        read.append(one is None and read_digits(net, drawing) == names[k : k + 2])
    return sum(read) / len(read)


def compute_logits(net: nn.Module, drawings: Drawings, preprocess) -> Tensor:
    """Return the logits for drawings that `preprocess` brings to 28×28: (n, 10)."""
    images = torch.cat([preprocess(drawing).image for drawing in drawings])
    with torch.inference_mode():
        return torch.cat([net(batch) for batch in images.split(500)])


def share_refused(net: nn.Module, logits: Tensor) -> float:
    """Return the share of drawings that a network takes for no digit."""
    threshold = getattr(net, "threshold", None)
    if threshold is None:
        return 0.0
    return (logits.logsumexp(1) < threshold).float().mean().item()


def format_row(name: str, drawings: Drawings, labels: Tensor | None, readers: list) -> str:
    """Format a row: for each reader the share read right, then the share refused by the first.

    For negatives, without labels: the share refused by each.
    """
    found = [compute_logits(net, drawings, preprocess) for net, preprocess in readers]
    if labels is None:
        shares = [share_refused(net, f) for f, (net, _) in zip(found, readers)]
        return f"| {name} | {len(drawings):,} | " + " | ".join(f"{s:.1%}" for s in shares) + " | |"
    right = " | ".join(f"{(f.argmax(1) == labels).float().mean():.1%}" for f in found)
    refused = share_refused(readers[0][0], found[0])
    return f"| {name} | {len(drawings):,} | {right} | {refused:.1%} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    parser.add_argument("--checkpoint", type=Path, default=checkpoint.BUNDLED / "mnist")
    parser.add_argument("--before", type=Path, help="another checkpoint to compare with")
    parser.add_argument("--n", type=int, default=1000, help="drawings a row (1000)")
    args = parser.parse_args()
    _, test = data.load_dataset("MNIST", args.data_dir)
    net = checkpoint.load(args.checkpoint)
    tutorial = checkpoint.load(checkpoint.BUNDLED / "mnist_tutorial")
    readers = {"this": (net, drawing_ink), "tutorial, canvas squeezed": (tutorial, squeezed_ink)}
    if args.before:
        readers["before"] = (checkpoint.load(args.before), drawing_ink)
    print(f"| drawn | n | {' | '.join(readers)} | refused |\n|{'---|' * (len(readers) + 3)}")
    readers, rng = list(readers.values()), np.random.default_rng(2026)

    skeletons = skeleton.skeletonize(test.images[: args.n].float() / 255)
    hands, labels = [skeleton.skeleton_strokes(one) for one in skeletons], test.labels[: args.n]
    print(format_row("MNIST, any way", draw_at_random(hands, rng), labels, readers))
    for name, drawings in conditions(hands, rng).items():
        print(format_row(f"MNIST, {name}", drawings, labels, readers), flush=True)

    pairs = pairs_read(net, hands, labels, rng)

    labels = torch.arange(args.n) % 10
    styles = [rng.choice(unseen.DIGITS[str(label.item())]) for label in labels]
    hands = [write_style(style, rng) for style in styles]
    print(format_row("unseen, any way", draw_at_random(hands, rng), labels, readers))
    for name, drawings in conditions(hands, rng).items():
        print(format_row(f"unseen, {name}", drawings, labels, readers), flush=True)
    for habit, chances in HABITS.items():
        drawings = draw_at_random([write_style(style, rng, **chances) for style in styles], rng)
        print(format_row(f"unseen, {habit}", drawings, labels, readers), flush=True)
    for digit, own in unseen.DIGITS.items():
        in_styles = [write_style(style, rng) for style in own for _ in range(args.n // 20)]
        label = torch.full([len(in_styles)], int(digit))
        drawings = draw_at_random(in_styles, rng)
        print(format_row(f"unseen styles of {digit}", drawings, label, readers))

    for kind, drawings in draw_negatives(args.n // 2, hands, rng).items():
        print(format_row(kind, drawings, None, readers), flush=True)
    print(f"\nTwo MNIST digits in a row, read as two ({args.n // 2} pairs): {pairs:.1%}")
    plain = evaluation.compute_logits(net, test.images)
    honest = calibration.measure_calibration(net, plain, test)
    accuracy = (plain.argmax(1) == test.labels).float().mean()
    print(f"MNIST test set: {accuracy:.2%}, {honest}, {platform.machine()}")


if __name__ == "__main__":
    main()
