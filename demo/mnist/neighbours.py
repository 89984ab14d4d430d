"""Real digits beside a drawing: those that a network finds most like it, and its own mistakes."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

EXAMPLES = Path(__file__).parents[1] / "examples" / "digits"


class Neighbour(NamedTuple):
    """A digit of a sheet, seen from somewhere."""

    index: int          # of the sheet
    digit: str          # what it is
    distance: float     # between its features and those that were asked about


class Mistake(NamedTuple):
    """A digit that a network takes for another."""

    index: int          # of the sheet
    digit: str          # what it is
    taken: str          # what the network says
    probability: float  # how sure it says so


@lru_cache(maxsize=2)
def digit_sheet(name: str) -> Tensor:
    """The pictures of `train` or `hard`, (N, 1, 28, 28) in [0, 1], as many of each digit."""
    pixels = np.asarray(Image.open(EXAMPLES / f"{name}.png"), np.float32) / 255
    tiles = torch.from_numpy(pixels).unflatten(0, (-1, 28)).unflatten(2, (-1, 28))
    return tiles.transpose(1, 2).reshape(-1, 1, 28, 28)     # from (rows, 28, columns, 28)


def digit_at(name: str, index: int) -> str:
    """What a picture of a sheet is: they are sorted."""
    return str(index * 10 // len(digit_sheet(name)))


@lru_cache(maxsize=6)
@torch.inference_mode()
def training_features(net: nn.Module) -> Tensor:
    """What a network makes of the training digits, (2000, features): once for each network."""
    return torch.cat([net.features(batch) for batch in digit_sheet("train").split(250)])


@torch.inference_mode()
def find_nearest(net: nn.Module, image: Tensor, count: int = 10) -> list[Neighbour]:
    """The training digits whose features are closest to a picture's, the closest first."""
    apart = (training_features(net) - net.features(image)).norm(dim=1)
    least = apart.topk(count, largest=False)
    return [Neighbour(n, digit_at("train", n), apart) for n, apart in
            zip(least.indices.tolist(), least.values.tolist())]


@lru_cache(maxsize=6)
@torch.inference_mode()
def find_mistakes(net: nn.Module) -> list[Mistake]:
    """Which of the hardest test digits a network gets wrong, the surest first.

    None where it knows no digits.
    """
    logits = torch.cat([net(batch) for batch in digit_sheet("hard").split(100)])
    sure, taken = logits.softmax(1).max(1)
    found = [
        Mistake(n, digit_at("hard", n), net.classes[k], p)
        for n, (k, p) in enumerate(zip(taken.tolist(), sure.tolist()))
        if digit_at("hard", n) in net.classes and net.classes[k] != digit_at("hard", n)
    ]
    return sorted(found, key=lambda mistake: -mistake.probability)
