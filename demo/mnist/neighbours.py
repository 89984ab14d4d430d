"""Find the training digits most like a drawing, and the test digits that a network gets wrong."""

from typing import NamedTuple

import torch
from torch import Tensor, nn

from demo.networks import similar


class Neighbour(NamedTuple):
    """A training digit near a picture, by a network's features."""

    index: int          # on the sheet
    digit: str          # its label
    distance: float     # between its features and the picture's


class Mistake(NamedTuple):
    """A test digit that a network takes for another."""

    index: int          # on the sheet
    digit: str          # its label
    taken: str          # the network's answer
    probability: float  # of that answer


def digit_sheet(name: str) -> Tensor:
    """Load the sheet `train` or `hard`: (N, 1, 28, 28) in [0, 1], equally many of each digit."""
    return similar.load_sheet(f"digits/{name}.png")


def digit_at(name: str, index: int) -> str:
    """Return the label of a picture on a sheet; sheets are sorted by digit."""
    return str(index * 10 // len(digit_sheet(name)))


def find_nearest(net: nn.Module, image: Tensor, count: int = 10) -> list[Neighbour]:
    """Find the training digits whose features are closest to a picture's, closest first."""
    return [Neighbour(n, digit_at("train", n), distance)
            for n, distance in similar.nearest_tiles(net, image, "digits/train.png", count)]


@similar.cache_while_used
@torch.inference_mode()
def find_mistakes(net: nn.Module) -> list[Mistake]:
    """Find the hard test digits that a network gets wrong, the most confident first.

    Digits that are not among its classes are left out.
    """
    logits = torch.cat([net(batch) for batch in digit_sheet("hard").split(100)])
    confidence, taken = logits.softmax(1).max(1)
    found = [
        Mistake(n, digit_at("hard", n), net.classes[k], p)
        for n, (k, p) in enumerate(zip(taken.tolist(), confidence.tolist()))
        if digit_at("hard", n) in net.classes and net.classes[k] != digit_at("hard", n)
    ]
    return sorted(found, key=lambda mistake: -mistake.probability)
