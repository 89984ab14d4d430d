"""The networks: output shapes, parameter counts, and the numbers in the tutorial."""

import pytest
import torch
import torch.nn.functional as F

from hub.models import CompactNet, FashionMnistTutorial, FeatureMaps, MnistTutorial

TEN = [str(n) for n in range(10)]
GREY = dict(classes=TEN, mean=[0.1307], std=[0.3081])
RGB = dict(classes=TEN, mean=[0.5] * 3, std=[0.25] * 3)


@pytest.mark.parametrize(
    ("net", "count"),
    [   # kernels and biases, counted by hand
        (MnistTutorial(**GREY), 320 + 18_496 + (9216 + 1) * 128 + (128 + 1) * 10),
        (FashionMnistTutorial(**GREY), 156 + 2416 + 257 * 120 + 121 * 84 + 85 * 10),
        (CompactNet(**GREY, widths=[8, 16, 32], convs=[1, 2, 1]),
         72 + (1152 + 2304) + 4608 + 2 * (8 + 16 + 16 + 32) + (288 + 1) * 10),
        (CompactNet(**GREY, widths=[8, 16, 32], convs=[1, 2, 1], early=True),
         72 + (1152 + 2304) + 4608 + 2 * (8 + 16 + 16 + 32) + (288 + 1) * 10),
        (CompactNet(**GREY, widths=[8, 16, 32], convs=[1, 1, 1], early=True, strided=True),
         5 * 5 * 8 + 1152 + 4608 + 2 * (8 + 16 + 32) + (288 + 1) * 10),
    ],
)
def test_output_shape_and_parameter_count(net, count):
    assert net.eval()(torch.rand(3, 1, 28, 28)).shape == (3, 10)
    assert sum(p.numel() for p in net.parameters()) == count


def test_pooling_before_relu_equals_the_tutorials_order():
    """The tutorial's forward has the same output and the same gradients."""
    torch.manual_seed(0)
    net, ink = MnistTutorial(**GREY).eval(), torch.rand(4, 1, 28, 28)
    x = F.relu(net.conv2(F.relu(net.conv1(net.normalize(ink)))))
    x = F.relu(net.fc1(F.max_pool2d(x, 2).flatten(1)))
    wanted, found = net.fc2(x), net(ink)
    assert torch.equal(found, wanted)
    kernels = net.conv1.weight
    slopes = [torch.autograd.grad(y.square().sum(), kernels)[0] for y in (found, wanted)]
    torch.testing.assert_close(*slopes)


def test_sizes_named_in_the_tutorial():
    assert MnistTutorial(**GREY).fc1.in_features == 9216
    x1, x2 = FeatureMaps(**RGB).maps(torch.rand(1, 3, 184, 338))
    assert x1.shape == (1, 16, 92, 169)
    assert x2.shape == (1, 32, 46, 84)
    assert x2.flatten(1).shape[1] == 123_648


@pytest.mark.parametrize("size", [(32, 32), (184, 338), (64, 501), (17, 16)])
def test_feature_maps_takes_pictures_of_any_size(size):
    assert FeatureMaps(**RGB)(torch.rand(2, 3, *size)).shape == (2, 10)


def test_a_map_is_convolution_bias_relu_and_pooling():
    """Every value, computed from unfolded patches."""
    net, picture = FeatureMaps(**RGB), torch.rand(1, 3, 12, 14)
    normal = (picture - 0.5) / 0.25
    padded = F.pad(normal, (1, 1, 1, 1))
    patches = padded.unfold(2, 3, 1).unfold(3, 3, 1)            # (1, 3, 12, 14, 3, 3)
    sums = torch.einsum("nchwyx,kcyx->nkhw", patches, net.conv1.weight)
    active = (sums + net.conv1.bias.view(1, -1, 1, 1)).clamp(min=0)
    greatest = active.view(1, 16, 6, 2, 7, 2).amax((3, 5))      # (1, 16, 6, 7)
    torch.testing.assert_close(net.maps(picture)[0], greatest)


def test_a_network_normalizes_its_input_by_its_own_mean_and_std():
    torch.manual_seed(0)
    net = MnistTutorial(classes=TEN, mean=[0.0], std=[1.0]).eval()
    shifted = MnistTutorial(classes=TEN, mean=[0.25], std=[0.5]).eval()
    shifted.load_state_dict(net.state_dict())
    picture = torch.rand(2, 1, 28, 28)
    torch.testing.assert_close(shifted(picture * 0.5 + 0.25), net(picture))
