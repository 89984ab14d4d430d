"""Measure what a stray mark costs, by size of the digit.  `python tests/bench/strays.py`

MNIST's test digits, enlarged and put anywhere on the pad, without a mark and with one anywhere:
a dot, the tap of a pen, a short line. A digit counts if it is read right and not refused.
"""

import argparse
import platform
import sys
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[2]))  # the repository root

from hub import checkpoint
from hub.preprocess import MIN_INK, crop, drawing_ink, ink_box, scale_to_side
from training import data

ROOT = Path(__file__).parents[2]
PAD, FINE = 280, 4      # pixels of the pad's side; drawn finer, then averaged
SIZES = (30, 40, 60, 100, 160, 240)         # longer side of the ink, pixels
MARKS = {       # length and width, pixels
    "dot of 3": (0, 3), "dot of 8": (0, 8), "tap of 20": (0, 20),
    "line of 10": (7, 3), "line of 20": (14, 6),
}


def put_anywhere(digit: np.ndarray, side: int, rng: np.random.Generator) -> np.ndarray:
    """Enlarge a digit and put it at a random place on the pad."""
    large = scale_to_side(crop(digit, ink_box(digit, MIN_INK)), side)
    free = PAD - np.array(large.shape)
    top, left = (int(at) for at in rng.integers(0, free + 1))
    paper = np.zeros((PAD, PAD), np.float32)
    paper[top : top + large.shape[0], left : left + large.shape[1]] = large
    return paper


def draw_mark(length: int, width: int, rng: np.random.Generator) -> np.ndarray:
    """Draw one mark anywhere, in any direction."""
    picture, angle = Image.new("L", (PAD * FINE, PAD * FINE)), rng.uniform(0, 2 * np.pi)
    start, radius = rng.uniform(5, PAD - 5, 2) * FINE, width * FINE / 2
    end = start + length * FINE * np.array([np.cos(angle), np.sin(angle)])
    draw = ImageDraw.Draw(picture)
    draw.line([*start, *end], fill=255, width=width * FINE)
    for x, y in (start, end):
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(picture.reduce(FINE), np.float32) / 255


def share_read(net: nn.Module, drawings: list[np.ndarray], labels: Tensor) -> float:
    """Return the share of drawings that are read right and not refused."""
    images = torch.cat([drawing_ink(drawing).image for drawing in drawings])
    with torch.inference_mode():
        logits = torch.cat([net(batch) for batch in images.split(500)])
    read = (logits.argmax(1) == labels) & (logits.logsumexp(1) >= net.threshold)
    return read.float().mean().item()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    parser.add_argument("--n", type=int, default=1000, help="digits a cell (1000)")
    args = parser.parse_args()
    _, test = data.load_dataset("MNIST", args.data_dir)
    net, labels = checkpoint.load(checkpoint.BUNDLED / "mnist"), test.labels[: args.n]
    digits = test.images[: args.n, 0].numpy().astype(np.float32) / 255
    same = sum(drawing_ink(one[0].numpy() / 255).strays is None for one in test.images.float())
    print(f"No stray mark found in {same:,} of {len(test.labels):,} test digits as they are.\n")
    print(f"| size | no mark | {' | '.join(MARKS)} |\n|{'---|' * (len(MARKS) + 2)}")
    for size in SIZES:
        rng = np.random.default_rng(size)
        plain = [put_anywhere(digit, size, rng) for digit in digits]
        shares = [share_read(net, plain, labels)]
        for mark in MARKS.values():
            marked = [np.maximum(drawing, draw_mark(*mark, rng)) for drawing in plain]
            shares.append(share_read(net, marked, labels))
        cells = " | ".join(f"{share:.1%}" for share in shares)
        print(f"| {size} | {cells} |", flush=True)
    print(f"\nn = {len(digits):,} a cell; {platform.machine()}")


if __name__ == "__main__":
    main()
