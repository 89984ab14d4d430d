"""Make the digits that the page shows beside a drawing.  `python -m training.digit_sheets`

Two sheets of 28×28 images, sorted by digit: 2,000 training digits, among which the page looks for
a drawing's neighbours, and the 600 test digits that the bundled networks find hardest, their
mistakes among them. The page runs its current network on them, so new weights need no new sheets.
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

FOLDER = data.ROOT / "demo" / "examples" / "digits"
NETWORKS = ("mnist", "mnist_tutorial")
TRAIN, HARD = 200, 60       # images of each digit


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


def main(argv: list[str] | None = None) -> None:
    """Write both sheets."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data-dir", type=Path, default=data.ROOT / "data")
    parser.add_argument("--output", type=Path, default=FOLDER)
    args = parser.parse_args(argv)
    train, test = data.load_dataset("MNIST", args.data_dir)
    loss = loss_per_picture(test)
    first, hardest = [], []
    for digit in range(10):
        first.append(train.images[train.labels == digit][:TRAIN])
        of_digit = (test.labels == digit).nonzero()[:, 0]
        hardest.append(test.images[of_digit[loss[of_digit].argsort(descending=True)[:HARD]]])
    args.output.mkdir(parents=True, exist_ok=True)
    arrange_sheet(torch.cat(first), 50).save(args.output / "train.png", optimize=True)
    arrange_sheet(torch.cat(hardest), 30).save(args.output / "hard.png", optimize=True)


if __name__ == "__main__":
    console.run_script(main)
