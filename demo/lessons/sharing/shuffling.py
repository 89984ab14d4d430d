"""Shuffle pixels: a dense layer copes if its weights move along, a convolution does not."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from demo.images import pixels_url
from demo.lessons.sample_digits import load_sample_digits
from demo.networks import registry

EDGES = torch.tensor([[[[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]]])   # Sobel: left and right edges


def pixel_order(moved: float, seed: int) -> Tensor:
    """Return an order of 784 pixels in which a random fraction of them change places."""
    rng = torch.Generator().manual_seed(seed)
    chosen = torch.randperm(784, generator=rng)[: round(784 * moved)]
    places = torch.arange(784)
    places[chosen] = chosen.roll(1)     # each takes the place of the one before, so all move
    return places


def shuffle_pixels(pictures: Tensor, places: Tensor) -> Tensor:
    """Put the pixels of all pictures, (N, 1, 28, 28), in the same new order."""
    return pictures.flatten(1)[:, places].view_as(pictures)


def unshuffle_pixels(pictures: Tensor, places: Tensor) -> Tensor:
    """Undo `shuffle_pixels`."""
    return shuffle_pixels(pictures, places.argsort())


def nearest_mean_layer() -> nn.Linear:
    """Build a dense layer that scores highest for the nearest mean digit of the first fifty.

    −‖x − m‖² / 2 equals m·x − ‖m‖² / 2, plus a number common to all classes.
    """
    pictures, _ = load_sample_digits()
    means = pictures.view(10, 10, 784)[:, :5].mean(1)       # (10, 784)
    dense = nn.Linear(784, 10)
    dense.weight.data, dense.bias.data = means, -means.square().sum(1) / 2
    return dense.requires_grad_(False)


@torch.inference_mode()
def count_right(places: Tensor) -> dict[str, int]:
    """Count right answers out of fifty for both networks, on plain and on shuffled digits.

    "dense_again": the dense layer with its weights in the same new order; "apart": the largest
    difference of its scores from the plain ones.
    """
    pictures, labels = load_sample_digits()
    test = torch.arange(100) % 10 >= 5                      # not used for the means
    pictures, labels = pictures[test], labels[test]
    moved = shuffle_pixels(pictures, places)
    dense, network = nearest_mean_layer(), registry.current("mnist").net
    plain = dense(pictures.flatten(1))
    again = F.linear(moved.flatten(1), dense.weight[:, places], dense.bias)

    def right(scores: Tensor) -> int:
        return int((scores.argmax(1) == labels).sum())

    return {
        "dense_plain": right(plain), "dense_moved": right(dense(moved.flatten(1))),
        "dense_again": right(again), "apart": float((again - plain).abs().max()),
        "network_plain": right(network(pictures)), "network_moved": right(network(moved)),
    }  # fmt: skip


@torch.inference_mode()
def digit_pictures(digit: int, places: Tensor) -> dict[str, Any]:
    """Return four data URLs: a digit plain and shuffled, and the edges found in each.

    The edges of the shuffled digit are put back in the pixels' original places.
    """
    plain = load_sample_digits()[0][digit * 10 : digit * 10 + 1]
    moved = shuffle_pixels(plain, places)
    edges, found = (F.conv2d(x, EDGES, padding=1).abs() for x in (plain, moved))
    found = unshuffle_pixels(found, places)
    top = edges.max().clamp(min=1e-6)
    return {
        "plain": pixels_url(plain), "moved": pixels_url(moved),
        "edges": pixels_url(edges / top), "found": pixels_url(found / top),
    }  # fmt: skip
