"""The same pixels in another order: what a dense layer and a convolution make of them."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from demo.images import pixels_url
from demo.lessons.sample_digits import digits
from demo.networks import registry

EDGES = torch.tensor([[[[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]]])   # Sobel: left and right edges


def order(moved: float, seed: int) -> Tensor:
    """A new order of 784 pixels in which that fraction of them, drawn by lot, change places."""
    lot = torch.Generator().manual_seed(seed)
    chosen = torch.randperm(784, generator=lot)[: round(784 * moved)]
    places = torch.arange(784)
    places[chosen] = chosen.roll(1)     # each takes the place of the one before: none stays
    return places


def shuffled(pictures: Tensor, places: Tensor) -> Tensor:
    """(N, 1, 28, 28) pictures, every one in the same new order."""
    return pictures.flatten(1)[:, places].view_as(pictures)


def put_back(pictures: Tensor, places: Tensor) -> Tensor:
    """`shuffled`, undone."""
    return shuffled(pictures, places.argsort())


def prototypes() -> nn.Linear:
    """A dense layer whose score is greatest for the nearest mean digit of the first fifty.

    −‖x − m‖² / 2 is m·x − ‖m‖² / 2 and a number common to all classes.
    """
    pictures, _ = digits()
    means = pictures.view(10, 10, 784)[:, :5].mean(1)       # (10, 784)
    dense = nn.Linear(784, 10)
    dense.weight.data, dense.bias.data = means, -means.square().sum(1) / 2
    return dense.requires_grad_(False)


@torch.inference_mode()
def right_answers(places: Tensor) -> dict[str, int]:
    """How many of fifty digits each judges rightly, plain and shuffled; and how far the scores of
    the dense layer are from the plain ones when its weights stand in the same new order."""
    pictures, labels = digits()
    test = torch.arange(100) % 10 >= 5                      # those that no mean was taken of
    pictures, labels = pictures[test], labels[test]
    moved = shuffled(pictures, places)
    dense, network = prototypes(), registry.current("mnist").net
    plain = dense(pictures.flatten(1))
    again = F.linear(moved.flatten(1), dense.weight[:, places], dense.bias)
    right = lambda scores: int((scores.argmax(1) == labels).sum())  # noqa: E731
    return {
        "dense_plain": right(plain), "dense_moved": right(dense(moved.flatten(1))),
        "dense_again": right(again), "apart": float((again - plain).abs().max()),
        "network_plain": right(network(pictures)), "network_moved": right(network(moved)),
    }  # fmt: skip


@torch.inference_mode()
def shown(digit: int, places: Tensor) -> dict[str, Any]:
    """Four pictures of a digit as data URLs: plain and shuffled, and the edges found in each,
    those of the shuffled one with every number back in its pixel's place."""
    plain = digits()[0][digit * 10 : digit * 10 + 1]
    moved = shuffled(plain, places)
    edges, found = (F.conv2d(x, EDGES, padding=1).abs() for x in (plain, moved))
    top = edges.max().clamp(min=1e-6)
    return {
        "plain": pixels_url(plain), "moved": pixels_url(moved),
        "edges": pixels_url(edges / top), "found": pixels_url(put_back(found, places) / top),
    }  # fmt: skip
