"""Find the training digits most like a drawing, and the test digits that a network gets wrong."""

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

EXAMPLES = Path(__file__).parents[1] / "examples" / "digits"


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


def cache_while_used(compute: Callable[[nn.Module], Any]) -> Callable[[nn.Module], Any]:
    """Return a function of a network that computes once, and forgets it with the network."""
    found: WeakKeyDictionary[nn.Module, Any] = WeakKeyDictionary()

    @wraps(compute)
    def look_up(net: nn.Module) -> Any:
        if net not in found:
            found[net] = compute(net)
        return found[net]

    return look_up


@lru_cache(maxsize=2)
def digit_sheet(name: str) -> Tensor:
    """Load the sheet `train` or `hard`: (N, 1, 28, 28) in [0, 1], equally many of each digit."""
    pixels = np.asarray(Image.open(EXAMPLES / f"{name}.png"), np.float32) / 255
    tiles = torch.from_numpy(pixels).unflatten(0, (-1, 28)).unflatten(2, (-1, 28))
    return tiles.transpose(1, 2).reshape(-1, 1, 28, 28)     # from (rows, 28, columns, 28)


def digit_at(name: str, index: int) -> str:
    """Return the label of a picture on a sheet; sheets are sorted by digit."""
    return str(index * 10 // len(digit_sheet(name)))


@cache_while_used
@torch.inference_mode()
def training_features(net: nn.Module) -> Tensor:
    """Compute a network's features of the training digits, (2000, features), once a network."""
    return torch.cat([net.features(batch) for batch in digit_sheet("train").split(250)])


@torch.inference_mode()
def find_nearest(net: nn.Module, image: Tensor, count: int = 10) -> list[Neighbour]:
    """Find the training digits whose features are closest to a picture's, closest first."""
    distances = (training_features(net) - net.features(image)).norm(dim=1)      # (2000,)
    closest = distances.topk(count, largest=False)
    return [Neighbour(n, digit_at("train", n), distance) for n, distance in
            zip(closest.indices.tolist(), closest.values.tolist())]


@cache_while_used
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
