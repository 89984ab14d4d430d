"""Output sizes: every number on the page is PyTorch's, and every broken network can be fixed."""

import contextlib
import io
import json
import math
import random
import re
from functools import cache
from xml.etree import ElementTree

import pytest
import torch
from torch import nn

from demo.i18n import catalogue
from demo.lessons.example_networks import preset_networks
from demo.lessons.network_diagram import draw_network
from demo.lessons.network_spec import (
    FIELDS,
    NetworkSpec,
    build_module,
    new_layer,
    trace_network,
    typed_value,
)
from demo.lessons.shapes import pytorch_code
from demo.lessons.shapes.error_advice import advise
from demo.lessons.shapes.formulas import parameter_formula, size_formulas
from demo.lessons.shapes.network_json import network_to_json, parse_network
from demo.lessons.shapes.page import describe_network
from hub import checkpoint


def random_layer(rng: random.Random) -> object:
    kind = rng.choice(list(FIELDS))
    settings = {}
    for name, (least, most, _) in FIELDS[kind].items():
        if rng.random() < 0.5:
            some = rng.randint(int(least), int(min(most, rng.choice([2, 4, 30]))))
            settings[name] = typed_value(name, rng.random() if name == "p" else some)
    return new_layer(kind, **settings)


def random_networks(count: int) -> list[NetworkSpec]:
    """Random networks, most of which do not run."""
    rng = random.Random(5)
    return [
        NetworkSpec(tuple(rng.randint(1, most) for most in (4, 40, 40)),
                tuple(random_layer(rng) for _ in range(rng.randint(1, 7))))
        for _ in range(count)
    ]  # fmt: skip


@cache
def fix_network(nth: int) -> NetworkSpec:
    """One of the random networks, all its errors fixed one after another."""
    network = NETWORKS[nth]
    for _ in range(40):
        told = advise(network, trace_network(network))
        if told is None:
            return network
        network = told.fixed
    raise AssertionError(f"never fixed: {network}")


def is_small(network: NetworkSpec) -> bool:
    """Whether it may be run with numbers in a test."""
    steps = trace_network(network)
    shapes = [step.after for step in steps if step.after]
    return all(math.prod(shape) < 300_000 for shape in shapes) and all(
        step.parameters < 300_000 for step in steps
    )


NETWORKS = random_networks(70)


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
    assert kinds >= {"Conv2d", "MaxPool2d", "AvgPool2d", "Linear", "BatchNorm2d"}


def test_every_broken_network_can_be_fixed():
    for network in map(fix_network, range(len(NETWORKS))):
        assert all(step.after for step in trace_network(network))


def test_advice_is_a_sentence_with_all_its_numbers():
    for network in NETWORKS:
        told = advise(network, trace_network(network))
        if told:
            for text in catalogue()[told.key].values():
                assert "{" not in text.format(**told.values)


def test_what_is_written_is_read_again():
    for network in NETWORKS:
        assert parse_network(network_to_json(network)) == network


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


def test_the_mistake_of_the_tutorial_is_replayed_and_fixed():
    told = describe_network(network_to_json(preset_networks()["mistake"]))
    assert "cannot be multiplied (1x123648 and 9216x256)" in told["trouble"]["error"]
    assert parse_network(told["trouble"]["fixed"]) == preset_networks()["simple"]


def run_program(code: str) -> tuple[dict, str]:
    """A program's variables and what it prints."""
    names, printed = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(code, names)
    return names, printed.getvalue()


def test_programs_run():
    ours = [preset_networks()[name] for name in ("mnist", "fashion")]
    others = [network for network in map(fix_network, range(len(NETWORKS))) if is_small(network)]
    for network in ours + others[:15]:
        steps = trace_network(network)
        _, printed = run_program(pytorch_code.module_program(network, steps))
        assert printed.splitlines()[0] == str(torch.Size([1, *steps[-1].after]))
        assert printed.splitlines()[1] == f"{sum(step.parameters for step in steps)} parameters"
        _, printed = run_program(pytorch_code.print_program(network, steps))
        assert printed.strip() == pytorch_code.printed_shapes(steps)
        lazy, printed = run_program(pytorch_code.lazy_program(network, steps))
        found = [net.in_features for net in lazy["net"] if isinstance(net, nn.Linear)]
        assert found == [step.before[-1] for step in steps if step.layer.kind == "Linear"]


def test_a_broken_program_breaks_as_the_page_says():
    broken = [network for network in filter(is_small, NETWORKS)
              if advise(network, trace_network(network))]
    for network in broken[:15]:
        steps = trace_network(network)
        error = next(step.error for step in steps if step.error)
        with pytest.raises((RuntimeError, ValueError, IndexError)) as raised:
            run_program(pytorch_code.module_program(network, steps))
        assert error.split(": ")[-1][:40] in str(raised.value)


def test_the_drawing_is_well_formed_whatever_the_network():
    for network in NETWORKS:
        picture = ElementTree.fromstring(draw_network(network, trace_network(network)))
        assert all(float(side) > 0 for side in picture.get("viewBox").split()[2:])


GOOD = {"picture": [1, 8, 8], "layers": []}


@pytest.mark.parametrize(
    "sent",
    [None, 7, "", "x", "[]", "{}", "[" * 5000, "null", '{"picture": 1, "layers": []}',
     *(json.dumps(GOOD | change) for change in (
         {"picture": [1, 8]}, {"picture": [1, 8, 10**9]}, {"picture": [0, 8, 8]},
         {"picture": [1, 8, None]}, {"picture": [1, 8, "8"]},
         {"layers": [1]}, {"layers": [{"kind": "Upsample"}]}, {"layers": [{"kind": []}]},
         {"layers": [{"kind": "ReLU"}] * 41},
         {"layers": [{"kind": "Conv2d", "kernel_size": 10**12}]},
         {"layers": [{"kind": "Conv2d", "stride": 0}]},
         {"layers": [{"kind": "Conv2d", "stride": 1.5}]},
         {"layers": [{"kind": "Conv2d", "groups": float("nan")}]},
         {"layers": [{"kind": "Linear", "out_features": -1}]},
     ))],
)  # fmt: skip
def test_what_is_no_network_is_told_in_a_sentence(sent):
    refused = describe_network(sent)["refused"]
    for text in catalogue()[refused["key"]].values():
        assert "{" not in text.format(**refused["values"])


def test_the_largest_network_allocates_nothing():
    wide = new_layer("Conv2d", out_channels=1024, kernel_size=15, padding=15)
    head = [new_layer("Flatten"), new_layer("Linear", out_features=10_000)]
    told = describe_network(network_to_json(NetworkSpec((64, 1024, 1024), (*[wide] * 38, *head))))
    assert told["trouble"] is None
    assert len(told["rows"]) == 40
