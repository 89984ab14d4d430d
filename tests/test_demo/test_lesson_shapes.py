"""The lesson on output sizes: its JSON, its programs, its diagram and its refusals."""

import contextlib
import io
import json
from xml.etree import ElementTree

import pytest
import torch
from random_networks import NETWORKS, fix_network, is_small
from torch import nn

from demo.i18n import catalogue
from demo.lessons.example_networks import preset_networks
from demo.lessons.layer_settings import SAME, new_layer
from demo.lessons.network_diagram import draw_network
from demo.lessons.network_spec import NetworkSpec, trace_network
from demo.lessons.shapes import pytorch_code
from demo.lessons.shapes.network_json import network_to_json, parse_network
from demo.lessons.shapes.page import describe_network


def test_what_is_written_is_read_again():
    for network in NETWORKS:
        assert parse_network(network_to_json(network)) == network


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


@pytest.mark.slow
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
    """Unless a later layer can't even be built."""
    broken = [network for network in filter(is_small, NETWORKS)
              if any(step.error for step in trace_network(network))
              and not any(each.settings.get("padding") == SAME for each in network.layers)]
    assert len(broken) > 15
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
         {"layers": [{"kind": "Conv2d", "padding": "valid"}]},
         {"layers": [{"kind": "ConvTranspose2d", "padding": "same"}]},
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
