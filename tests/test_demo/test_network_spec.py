"""Shapes, parameters, formulas and errors of networks are PyTorch's; every error can be fixed."""

import math
import re
from itertools import pairwise

import pytest
import torch
from random_networks import NETWORKS, fix_network, is_small

from demo.i18n import catalogue
from demo.lessons.example_networks import preset_networks
from demo.lessons.layer_settings import new_layer
from demo.lessons.network_spec import NetworkSpec, build_module, trace_network
from demo.lessons.shapes.error_advice import advise_all
from demo.lessons.shapes.formulas import parameter_formula, size_formulas
from demo.lessons.shapes.network_json import network_to_json, parse_network
from hub import checkpoint

# As many layers as there may be, a picture too large for in_features, and one for any computer
FULL = [new_layer("ReLU")] * 39
LARGE = [
    NetworkSpec((2, 4, 4), (*FULL, new_layer("Linear", in_features=9))),
    NetworkSpec((64, 1024, 1024), (
        new_layer("Conv2d", out_channels=1024), new_layer("Linear", in_features=9))),
    NetworkSpec((1, 64, 64), (new_layer("ConvTranspose2d", stride=15),) * 5),
]


def test_shapes_and_parameters_are_those_of_pytorch_on_a_processor():
    compared = 0
    for network in filter(is_small, map(fix_network, range(len(NETWORKS)))):
        x = torch.zeros(1, *network.picture)
        for step in trace_network(network):
            net = build_module(step.layer, step.before, "cpu").eval()
            x = net(x)
            assert tuple(x.shape[1:]) == step.after
            assert sum(p.numel() for p in net.parameters()) == step.parameters
            compared += 1
    assert compared > 100


def test_the_largest_layers_need_no_memory():
    """Their weights alone would take gigabytes, those of the last but one terabytes."""
    wide = new_layer("Conv2d", out_channels=1024, kernel_size=15, padding=7)
    layers = wide, wide, new_layer("Flatten"), new_layer("Linear", out_features=10_000), wide
    steps = trace_network(NetworkSpec((3, 224, 224), layers))
    assert [step.after for step in steps[1:4]] == [(1024, 224, 224), (51_380_224,), (10_000,)]
    assert [step.parameters for step in steps[1:4]] == [235_930_624, 0, 513_802_250_000]
    assert steps[4].error.endswith("but got input of size: [1, 10000]")


def evaluate_formula(written: str) -> int:
    """The left side of a written formula, computed."""
    left = written.split(" = ")[0]
    for mark, code in {"⌊": "math.floor(", "⌈": "math.ceil(", "⌋": ")", "⌉": ")", "·": "*",
                       "−": "-", ",": ""}.items():
        left = left.replace(mark, code)
    return eval(left, {"math": math})


def test_written_formulas_give_the_numbers_beside_them():
    compared = 0
    for network in map(fix_network, range(len(NETWORKS))):
        for step in trace_network(network):
            sides = step.after[1:] if len(step.after) == 3 else step.after
            for formula, side in zip(size_formulas(step) * 2, sides):
                result = int(formula.split(" = ")[1].replace(",", ""))
                assert evaluate_formula(formula) == result
                if len(size_formulas(step)) == 2 or sides.count(side) == len(sides):
                    assert result in sides
                compared += 1
            if step.parameters:
                assert evaluate_formula(parameter_formula(step)) == step.parameters
    assert compared > 50


def test_an_error_is_the_one_that_pytorch_raises_on_a_processor():
    kinds = set()
    for network in filter(is_small, NETWORKS):
        step = next((step for step in trace_network(network) if step.error), None)
        if step is None:
            continue
        with pytest.raises((RuntimeError, ValueError, IndexError)) as raised:
            build_module(step.layer, step.before, "cpu")(torch.zeros(1, *step.before))
        same = re.sub(r"^\w+: (addmm: |mm: )?", "", step.error)
        assert same in str(raised.value).replace("addmm: ", "").replace("mm: ", "")
        kinds.add(step.layer.kind)
    assert kinds >= {"Conv2d", "ConvTranspose2d", "MaxPool2d", "AvgPool2d", "Linear", "BatchNorm2d"}


def test_one_press_fixes_every_broken_network():
    """And leaves one that the page can send again."""
    for network in (*NETWORKS, *LARGE):
        advices = advise_all(network, trace_network(network))
        fixed = advices[-1].fixed if advices else network
        assert all(step.after for step in trace_network(fixed))
        assert parse_network(network_to_json(fixed)) == fixed
        for told in advices:
            for text in catalogue()[told.key].values():
                assert "{" not in text.format(**told.values)
    keys = {told.key for network in (*NETWORKS, *LARGE)
            for told in advise_all(network, trace_network(network))}
    assert keys == {key for key in catalogue() if key.startswith("shapes_mend_")}


def test_a_step_is_taken_over_only_for_the_same_layer_and_input():
    for network, other in pairwise(NETWORKS):
        mixed = network.with_layers([*network.layers[:2], *other.layers])
        assert trace_network(mixed, trace_network(network)) == trace_network(mixed)


@pytest.mark.parametrize(
    ("name", "numbers", "parameters"),
    [("mnist", 9216, 1_199_882), ("fashion", 256, 44_426), ("simple", 123_648, 31_659_232),
     ("compact", 1728, 636_330)],
)  # fmt: skip
def test_presets_have_the_numbers_of_the_tutorial_and_of_our_networks(name, numbers, parameters):
    steps = trace_network(preset_networks()[name])
    assert numbers in [step.after[0] for step in steps if step.layer.kind == "Flatten"]
    assert sum(step.parameters for step in steps) == parameters


@pytest.mark.parametrize(
    ("name", "stem"),
    [("mnist", "mnist_tutorial"), ("fashion", "fashion_mnist_tutorial"), ("compact", "mnist")],
)
def test_presets_are_the_networks_of_the_pages(name, stem):
    ours = checkpoint.load(checkpoint.BUNDLED / stem)
    steps = trace_network(preset_networks()[name])
    layers = [build_module(step.layer, step.before) for step in steps]
    shape = lambda modules: [p.shape for m in modules for p in m.parameters()]  # noqa: E731
    assert shape(layers) == [p.shape for p in ours.parameters()]
