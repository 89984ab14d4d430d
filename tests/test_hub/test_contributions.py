"""What each map counts for a map of the next stage: what that loses when it is erased."""

import pytest
import torch
from torch import nn

from hub import checkpoint
from hub.activations import FEATURES, record_activations
from hub.contributions import features_from_maps, measure_contributions

NETWORKS = ["mnist", "mnist_tutorial", "fashion_mnist", "fashion_mnist_tutorial", "feature_maps"]


def load(name: str) -> tuple[nn.Module, torch.Tensor]:
    """Load a bundled network, and draw a picture for it."""
    net = checkpoint.load(checkpoint.BUNDLED / name).eval()
    channels = 3 if name == "feature_maps" else 1
    return net, torch.rand(1, channels, 28, 28, generator=torch.Generator().manual_seed(3))


@pytest.mark.parametrize("name", NETWORKS[1:2] + NETWORKS[3:])
def test_features_are_those_of_the_network(name):
    net, image = load(name)
    with torch.inference_mode():
        columns = record_activations(net, image).columns
        found = features_from_maps(net, columns[-2].maps[None])
        torch.testing.assert_close(found, net.features(image))


@pytest.mark.parametrize("name", NETWORKS)
def test_a_contribution_is_what_a_map_loses_without_it(name):
    """Compared with the network whose next layer has no weights for the map."""
    net, image = load(name)
    before, after = record_activations(net, image).columns[-2:]
    found = measure_contributions(net, image, after.step, 5)
    assert found.shape == (len(before.maps),)
    reader = net.blocks[-1][0] if after.step != FEATURES else net.fc1
    per_map = reader.weight.shape[1] // len(before.maps)        # inputs of the layer
    with torch.inference_mode():
        reader.weight[:, per_map : 2 * per_map] = 0
    without = record_activations(net, image).columns[-1].maps
    torch.testing.assert_close(found[1], (after.maps - without)[5].sum(), atol=1e-4, rtol=1e-3)
