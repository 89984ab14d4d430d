"""The network at work: the numbers that the page draws are PyTorch's, to a byte."""

import base64
import json

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from torch import nn

from demo.mnist.handlers import digit_network
from demo.network_view.questions import build_questions
from demo.network_view.view import network_value
from demo.networks.registry import NETWORKS
from hub import checkpoint
from hub.activations import record_activations
from hub.contributions import measure_contributions
from hub.layers import list_steps, run_steps
from hub.preprocess import drawing_ink
from hub.remote.source import Source


def decode(text: str, kind: type) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), kind).astype(np.float64)


def value_of(net: nn.Module, drawing: np.ndarray) -> dict:
    """Return what the picture shows of a network that reads a drawing."""
    activations = record_activations(net, drawing_ink(drawing).image)
    return json.loads(network_value(activations, net.classes, "mnist"))


@pytest.mark.parametrize("name", NETWORKS)
def test_every_value_equals_pytorchs_to_half_a_byte(name, drawing):
    net, image = checkpoint.load(checkpoint.BUNDLED / name).eval(), drawing_ink(drawing).image
    if name == "feature_maps":      # a photo: of its large maps, every n-th number is shown
        image = F.interpolate(image.expand(1, 3, 28, 28), (92, 140))
    check_values(net, image)


def test_a_visitors_network_is_shown_and_asked_as_exactly(net, drawing):
    """Of other widths, another depth, a bias at the end, its classes in another order."""
    check_values(net, drawing_ink(drawing).image)
    value = value_of(net, drawing)
    stage, step = len(value["columns"]) - 2, value["columns"][-2]["step"]
    explain, weigh = build_questions(lambda _: Source(net, None, "alice/net@1a2b3c4d", "hub"))
    sent = {key: value[key] for key in ("network", "pixels")} | {"step": step, "map": 3}
    exact = record_activations(net, drawing_ink(drawing).image).columns[stage].maps[3, 0, 0]
    assert explain(sent)["value"] == pytest.approx(exact.item(), abs=1e-4)
    assert len(decode(weigh(sent)["values"], np.int8)) == value["columns"][stage - 1]["channels"]


def check_values(net: nn.Module, image: torch.Tensor) -> None:
    """Compare all that is shown of a network that reads a picture with what it computed."""
    activations = record_activations(net, image)
    value = json.loads(network_value(activations, net.classes))
    for column, shown in zip(activations.columns, value["columns"]):
        every = shown.get("every", 1)
        maps = column.maps[:, ::every, ::every].double().numpy().ravel()
        half = shown["high"] / 255 / 2 + 1e-6
        assert np.abs(decode(shown["values"], np.uint8) * shown["high"] / 255 - maps).max() <= half
        assert shown["high"] == pytest.approx(column.maps.max().item())
        assert (every > 1) == (max(column.maps.shape[1:]) > 32)
        for (low, high), exact in zip(shown.get("ranges", ()), column.maps):
            assert (low, high) == pytest.approx((exact.min().item(), exact.max().item()), abs=1e-3)
    terms, high = activations.terms.double().numpy().ravel(), value["terms"]["high"]
    shown = decode(value["terms"]["values"], np.int8) * high / 127
    assert np.abs(shown - terms).max() <= high / 127 / 2 + 1e-6
    assert value["scores"] == pytest.approx(net(image)[0].tolist(), abs=1e-3)
    assert value["probs"] == pytest.approx(net(image)[0].softmax(0).tolist(), abs=1e-4)


def test_kernels_are_those_of_the_convolution_before_the_maps(drawing):
    net = checkpoint.load(checkpoint.BUNDLED / "mnist").eval()
    columns = value_of(net, drawing)["columns"]
    assert [column["kernel"] for column in columns] == [None, [32, 3], [96, 3], [192, 3]]


def test_an_answer_of_the_bundled_network_is_at_most_30_kilobytes(drawing):
    net = checkpoint.load(checkpoint.BUNDLED / "mnist").eval()
    assert len(json.dumps(value_of(net, drawing))) <= 30_000


def test_a_question_is_answered_for_the_exact_pixels(drawing):
    """The value and the pixels that it sees, and the maps that count for a map."""
    net, image = digit_network("mnist").net, drawing_ink(drawing).image
    explain, weigh = build_questions(digit_network)
    sent = {key: value_of(net, drawing)[key] for key in ("network", "pixels")}
    sent |= {"step": "pool4", "map": 30, "row": 3, "column": 2}
    maps = run_steps(list_steps(net), image)
    answer = explain(sent)
    assert answer["value"] == pytest.approx(maps["pool4"][0, 30, 3, 2].item(), abs=1e-4)
    assert "conv4" in answer["sum"] and "pool4" in answer["sum"]
    left, top, right, bottom = answer["field"]
    unseen = image.clone()
    unseen[..., :top, :] = unseen[..., bottom:, :] = 0
    unseen[..., :left] = unseen[..., right:] = 0
    at = [run_steps(list_steps(net), each)["pool4"][0, 30, 3, 2] for each in (image, unseen)]
    torch.testing.assert_close(*at)
    shares = weigh(sent)
    exact = measure_contributions(net, image, "pool4", 30).numpy()
    assert np.abs(decode(shares["values"], np.int8) * shares["high"] / 127 - exact).max() <= (
        shares["high"] / 127 / 2 + 1e-6)


@pytest.mark.parametrize("wrong", [
    None, [], {}, {"step": "pool9"}, {"step": ["pool4"]}, {"network": "unknown"},
    {"network": {}}, {"pixels": ""}, {"pixels": "AAAA"}, {"pixels": 7}, {"pixels": "?" * 4182},
    {"pixels": base64.b64encode(np.full(784, np.nan, np.float32)).decode()},
])  # fmt: skip
def test_a_question_that_cannot_be_read_is_not_answered(wrong, drawing):
    value = value_of(digit_network("mnist").net, drawing)
    sent = {"network": "mnist", "pixels": value["pixels"], "step": "pool4"}
    sent = sent | wrong if wrong else wrong
    assert [ask(sent) for ask in build_questions(digit_network)] == [None, None]


def test_odd_places_are_brought_onto_the_map(drawing):
    value = value_of(digit_network("mnist").net, drawing)
    explain, weigh = build_questions(digit_network)
    sent = {"network": "mnist", "pixels": value["pixels"], "step": "pool6"}
    assert explain(sent | {"map": 10**9, "row": -5, "column": "x"})["field"]
    assert weigh(sent | {"map": 10**9}) is not None
