"""Steps against the networks' own results; receptive fields against gradients."""

import itertools

import pytest
import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from hub import arithmetic, checkpoint, layers
from hub.models import FAST, CompactNet, FashionMnistTutorial, FeatureMaps, MnistTutorial

TEN = [str(n) for n in range(10)]
GREY = dict(classes=TEN, mean=[0.1307], std=[0.3081])
RGB = dict(classes=TEN, mean=[0.5] * 3, std=[0.25] * 3)
NETS = {
    "feature_maps": (lambda: FeatureMaps(**RGB), (3, 22, 31)),
    "mnist_tutorial": (lambda: MnistTutorial(**GREY), (1, 28, 28)),
    "fashion_mnist_tutorial": (lambda: FashionMnistTutorial(**GREY), (1, 28, 28)),
    "compact": (lambda: CompactNet(**GREY, widths=[4, 6, 8], convs=[1, 2, 1]), (1, 28, 28)),
    "early": (
        lambda: CompactNet(**GREY, widths=[4, 6, 8], convs=[1, 2, 1], early=True), (1, 28, 28)
    ),
    "fast": (lambda: CompactNet(**GREY, **FAST), (1, 28, 28)),
}


@pytest.fixture(params=NETS)
def network(request) -> tuple[nn.Module, torch.Tensor]:
    """A network with random weights, also in its batch norms, and a picture."""
    torch.manual_seed(1)
    make, shape = NETS[request.param]
    net = make().eval().requires_grad_(False)
    for module in net.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_()
            module.running_var.uniform_(0.2, 2)
            module.weight.uniform_(-1, 1)
            module.bias.uniform_(-1, 1)
    return net, torch.rand(1, *shape)


def test_the_last_maps_are_those_that_the_network_flattens(network):
    net, picture = network
    maps = layers.run_steps(layers.list_steps(net), picture)
    last = list(maps.values())[-1]
    first = net.fc if isinstance(net, CompactNet) else net.fc1
    seen = []
    first.register_forward_hook(lambda module, inputs, output: seen.append(inputs[0]))
    net(picture)
    if isinstance(net, FeatureMaps):
        torch.testing.assert_close(last, net.maps(picture)[1])
        last = nn.functional.adaptive_avg_pool2d(last, 4)
    torch.testing.assert_close(last.flatten(1), seen[0])


def test_every_convolution_has_its_bias_and_relu():
    names = [step.name for step in layers.list_steps(NETS["feature_maps"][0]())]
    one, two = (["conv1", "bias1", "relu1", "pool1"], ["conv2", "bias2", "relu2", "pool2"])
    assert names == ["pixels", "normal", *one, *two]
    compact = layers.list_steps(checkpoint.load(checkpoint.BUNDLED / "mnist"))
    assert [s.name for s in compact[2:6]] == ["conv1", "norm1", "relu1", "conv2"]
    early = layers.list_steps(NETS["early"][0]())
    assert [s.name for s in early[2:6]] == ["conv1", "pool1", "norm1", "relu1"]


def test_the_traced_calculation_gives_the_value_on_the_map(network):
    """To 1e-5, at every step, in some channels, at corners and centre, from its numbers alone."""
    net, picture = network
    path = layers.list_steps(net)
    maps = layers.run_steps(path, picture)
    for name, made in maps.items():
        _, channels, height, width = made.shape
        places = itertools.product(
            {0, channels - 1}, {0, height // 2, height - 1}, {0, width // 2, width - 1}
        )
        for channel, row, column in places:
            steps = layers.steps_up_to(path, name)
            lines = arithmetic.trace_value(steps, maps, channel, (row, column))
            value = made[0, channel, row, column].item()
            assert lines[-1].result == pytest.approx(value, rel=1e-5, abs=1e-5), name
            for earlier, later in itertools.pairwise(lines):
                read = later.inputs.max().item()    # a pool reads several and takes the maximum
                assert read == pytest.approx(earlier.result, rel=1e-5, abs=1e-5), name


@pytest.mark.parametrize("kind", NETS)
def test_receptive_fields_agree_with_gradients(kind):
    """A pixel belongs to the field if it has a gradient in any of many pictures."""
    torch.manual_seed(2)
    make, shape = NETS[kind]
    net = make().eval()
    path = layers.list_steps(net)
    for name in [step.name for step in path if step.kind in ("conv", "relu", "pool")]:
        pictures = torch.rand(48, *shape, requires_grad=True)
        x, part = pictures, layers.steps_up_to(path, name)
        for step in part:
            x = step(x)
        height, width = x.shape[2:]
        for cell in [(0, 0), (height // 2, width // 3), (height - 1, width - 1)]:
            number = x[:, :, *cell].sum()
            gradient, = torch.autograd.grad(number, pictures, retain_graph=True)
            moved = gradient.abs().sum((0, 1)) > 0      # (H, W)
            rows, columns = (moved.any(axis).nonzero().flatten() for axis in (1, 0))
            found = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
            box = layers.receptive_field(part, cell, shape[1:])
            assert box == tuple(int(edge) for edge in found), (name, cell)


def test_multiplications_are_counted_as_pytorch_counts_them(network):
    net, picture = network
    with FlopCounterMode(display=False) as counter:
        net(picture)
    counted = layers.count_multiplications(net, tuple(picture.shape[2:]))
    assert counted == counter.get_total_flops() // 2        # one addition with each
