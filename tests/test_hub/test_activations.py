"""The activations of a whole network: sizes, and scores that add up."""

import pytest
import torch
from torch import nn

from hub import checkpoint
from hub.activations import record_activations

SIZES = {   # the columns' step, and their channels, height and width
    "mnist": [("pixels", 1, 28, 28), ("pool2", 32, 14, 14), ("pool4", 96, 7, 7),
              ("pool6", 192, 3, 3)],
    "mnist_tutorial": [("pixels", 1, 28, 28), ("relu1", 32, 26, 26), ("pool2", 64, 12, 12),
                       ("features", 128, 1, 1)],
    "fashion_mnist": [("pixels", 1, 28, 28), ("pool2", 64, 14, 14), ("pool4", 128, 7, 7),
                      ("pool6", 256, 3, 3)],
    "fashion_mnist_tutorial": [("pixels", 1, 28, 28), ("pool1", 6, 12, 12), ("pool2", 16, 4, 4),
                               ("features", 84, 1, 1)],
    "feature_maps": [("pixels", 3, 40, 28), ("pool1", 16, 20, 14), ("pool2", 32, 10, 7),
                     ("features", 128, 1, 1)],
}  # fmt: skip


def load(name: str) -> tuple[nn.Module, torch.Tensor]:
    """Load a bundled network, and draw a picture of a size that it takes."""
    net = checkpoint.load(checkpoint.BUNDLED / name).eval()
    _, *size = SIZES[name][0]
    return net, torch.rand(1, *size, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("name", SIZES)
def test_every_column_is_there_and_none_is_negative(name):
    columns = record_activations(*load(name)).columns
    assert [(column.step, *column.maps.shape) for column in columns] == SIZES[name]
    assert all(column.maps.min() >= 0 for column in columns)


@pytest.mark.parametrize("name", SIZES)
def test_the_terms_add_up_to_the_scores_of_the_network(name):
    net, image = load(name)
    activations = record_activations(net, image)
    with torch.inference_mode():
        added = activations.terms.sum(1) + activations.bias
        torch.testing.assert_close(added, net(image)[0], atol=1e-4, rtol=1e-4)
        torch.testing.assert_close(activations.scores, net(image)[0], atol=1e-4, rtol=1e-4)
    assert activations.terms.shape == (10, len(activations.columns[-1].maps))


def test_the_terms_of_a_map_are_what_the_score_loses_without_it():
    net, image = load("mnist")
    terms = record_activations(net, image).terms
    with torch.inference_mode():
        before = net(image)[0]
        net.fc.weight[:, 9:18] = 0      # the 3×3 values of the second map
        torch.testing.assert_close(before - net(image)[0], terms[:, 1], atol=1e-4, rtol=1e-4)
