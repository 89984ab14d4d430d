"""Measure reading photos of digits on paper.  `python tests/bench/digit_photos.py [FOLDER]`

Photos made from MNIST's test digits, by kind; then real pictures, if a folder is given: its
`labels.csv` names each `file` with its `label` ("none": not a digit) and `kind`. Real pictures are
read as they are, then with half of the sheet darkened to 50 %, upright and slanted, hard and soft.
"""

import argparse
import csv
import platform
import sys
from collections import Counter
from pathlib import Path

import numpy as np
from PIL import Image
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[1]))  # tests
sys.path.insert(0, str(Path(__file__).parents[2]))  # the repository root

from photographs import KINDS, cast_shadow, photograph

from hub import checkpoint
from hub.predict import predict
from hub.preprocess import drawing_ink, picture_ink, to_rgb
from training import data

ROOT = Path(__file__).parents[2]
SHADOWS = {"hard": (0, 0.0001), "hard, slanted": (np.pi / 4, 0.0001), "soft": (0, 0.05)}


def read_label(net: nn.Module, picture: Image.Image) -> str:
    """Read a picture as every page does; "none" if it is not a digit."""
    ink = drawing_ink(picture_ink(picture))
    return (predict(net, ink.image).label if ink else None) or "none"


def darken_half(picture: Image.Image, angle: float, edge: float) -> Image.Image:
    """Lay a shadow over half of a picture."""
    pixels = np.asarray(to_rgb(picture))
    light = cast_shadow(*pixels.shape[:2], angle, edge, 0.5)
    return Image.fromarray((pixels * light[..., None]).round().astype(np.uint8))


def print_made_photos(net: nn.Module, data_dir: Path, n: int) -> None:
    """Print how many photos that are made here are read right, by kind."""
    _, test = data.load_dataset("MNIST", data_dir)
    print("| made | n | read right |\n|---|---|---|")
    for kind, way in KINDS.items():
        rng, right = np.random.default_rng(2026), 0
        for image, label in zip(test.images[:n, 0].numpy(), test.labels[:n].tolist()):
            right += read_label(net, photograph(image / 255, rng, **way)) == str(label)
        print(f"| {kind} | {n} | {right} |", flush=True)


def print_real_pictures(net: nn.Module, folder: Path) -> None:
    """Print how many real pictures are read right, by kind and shadow."""
    with open(folder / "labels.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    counts = Counter(row["kind"] for row in rows)
    right: Counter = Counter()
    for row in rows:
        picture = Image.open(folder / row["file"])
        shaded = {name: darken_half(picture, *how) for name, how in SHADOWS.items()}
        for name, one in {"as it is": picture, **shaded}.items():
            right[row["kind"], name] += read_label(net, one) == row["label"]
    columns = ["as it is", *SHADOWS]
    print(f"\n| real | n | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 2)}")
    for kind, n in sorted(counts.items()):
        print(f"| {kind} | {n} | {' | '.join(str(right[kind, name]) for name in columns)} |")
    sums = [str(sum(right[kind, name] for kind in counts)) for name in columns]
    print(f"| all | {len(rows)} | {' | '.join(sums)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?", help="real pictures with labels.csv")
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    parser.add_argument("--n", type=int, default=200, help="photos of each kind (200)")
    args = parser.parse_args()
    net = checkpoint.load(checkpoint.BUNDLED / "mnist")
    print_made_photos(net, args.data_dir, args.n)
    if args.folder:
        print_real_pictures(net, args.folder)
    print(f"\n{platform.machine()}")


if __name__ == "__main__":
    main()
