"""The numbers that the lesson shows: ten digits and what PyTorch and a trained network give."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.utils.data import DataLoader, TensorDataset

from demo.lessons.sample_digits import load_sample_digits
from demo.networks import registry

EPOCHS = 5          # whose order is shown
DRAWS = 6           # of a dropout
FEATURES = 8        # of 128: numbers that the dropout is shown on
SEED = 1


@torch.inference_mode()
def collect_numbers() -> dict[str, Any]:
    """Return one digit per class, as hexadecimal levels, and everything that is shown about it."""
    net = registry.current("mnist_tutorial").net
    pictures, labels = load_sample_digits()
    pictures = pictures[least_certain(net(pictures), labels)]           # (10, 1, 28, 28)
    features = net.features(pictures)                                   # (10, 128)
    return {
        "pixels": [bytes(levels.tolist()).hex() for levels in to_levels(pictures)],
        "logits": round_rows(net(pictures)),                            # (10, 10)
        "features": round_rows(features.topk(FEATURES).values),         # (10, FEATURES)
        "orders": shuffled_orders(),
        "draws": [draw_uniform(number) for number in range(1, DRAWS + 1)],
    }


def least_certain(logits: Tensor, labels: Tensor) -> Tensor:
    """Return for each class the index of the digit with the largest loss, (10,)."""
    losses = F.cross_entropy(logits, labels, reduction="none").view(10, 10)
    return torch.arange(10) * 10 + losses.argmax(1)


def to_levels(pictures: Tensor) -> Tensor:
    """Convert pictures in [0, 1] to rows of levels from 0 to 255, (N, 784)."""
    return (pictures.flatten(1) * 255).round().byte()


def round_rows(values: Tensor) -> list[list[float]]:
    """Round to the four decimals that the page and the copied code show."""
    return [[round(value, 4) for value in row] for row in values.tolist()]


def shuffled_orders() -> list[list[int]]:
    """Return the order in which a shuffling DataLoader draws ten pictures, for each epoch.

    It is the same for every batch size.
    """
    rng = torch.Generator().manual_seed(SEED)
    loader = DataLoader(
        TensorDataset(torch.arange(10)), batch_size=10, shuffle=True, generator=rng)
    return [torch.cat([batch for (batch,) in loader]).tolist() for _ in range(EPOCHS)]


def draw_uniform(seed: int) -> list[float]:
    """Draw a number from 0 to 1 for each feature; a dropout zeroes those drawn below p."""
    return torch.rand(FEATURES, generator=torch.Generator().manual_seed(seed)).tolist()
