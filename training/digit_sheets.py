"""Make the digits and garments that two pages show.  `python -m training.digit_sheets`

Sheets of 28×28 images, sorted by class: 2,000 training digits and 500 training garments, among
which the pages look for neighbours, and the 600 test digits that the bundled networks find hardest,
their mistakes among them. The pages run their current networks on them, so new weights need no new
sheets.
"""

import argparse
import signal
import sys
from pathlib import Path

if __name__ == "__main__":      # Ctrl-C while PyTorch is being imported
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from hub import checkpoint
from training import console, data

FOLDER = data.ROOT / "demo" / "examples"
NETWORKS = ("mnist", "mnist_tutorial")
TRAIN, HARD, GARMENTS = 200, 60, 50     # images of each class


@torch.inference_mode()
def loss_per_picture(test: data.LabelledImages) -> Tensor:
    """Return the loss of each image, (N,), summed over the bundled networks."""
    total = torch.zeros(len(test.labels))
    for name in NETWORKS:
        net = checkpoint.load(checkpoint.BUNDLED / name)
        logits = torch.cat([net(batch / 255) for batch in test.images.split(500)])
        total += F.cross_entropy(logits, test.labels, reduction="none")
    return total


def arrange_sheet(images: Tensor, columns: int) -> Image.Image:
    """Arrange images, (N, 1, 28, 28) in uint8, row after row as one picture."""
    rows = images.view(-1, columns, 28, 28).transpose(1, 2)     # (rows, 28, columns, 28)
    return Image.fromarray(rows.reshape(-1, columns * 28).numpy())


def first_images(train: data.LabelledImages, count: int) -> Tensor:
    """Return the first `count` images of each of ten classes."""
    return torch.cat([train.images[train.labels == k][:count] for k in range(10)])


def hardest_images(test: data.LabelledImages, count: int) -> Tensor:
    """Return the `count` images of each of ten classes that have the greatest loss."""
    loss, hardest = loss_per_picture(test), []
    for k in range(10):
        of_class = (test.labels == k).nonzero()[:, 0]
        hardest.append(test.images[of_class[loss[of_class].argsort(descending=True)[:count]]])
    return torch.cat(hardest)


def main(argv: list[str] | None = None) -> None:
    """Write all sheets."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data-dir", type=Path, default=data.ROOT / "data")
    parser.add_argument("--output", type=Path, default=FOLDER)
    args = parser.parse_args(argv)
    digits, garments = args.output / "digits", args.output / "garments"
    for folder in (digits, garments):
        folder.mkdir(parents=True, exist_ok=True)
    train, test = data.load_dataset("MNIST", args.data_dir)
    arrange_sheet(first_images(train, TRAIN), 50).save(digits / "train.png", optimize=True)
    arrange_sheet(hardest_images(test, HARD), 30).save(digits / "hard.png", optimize=True)
    clothes, _ = data.load_dataset("FashionMNIST", args.data_dir)
    sheet = arrange_sheet(first_images(clothes, GARMENTS), 50)
    sheet.save(garments / "train.webp", lossless=True, quality=100, method=6)


if __name__ == "__main__":
    console.run_script(main)
