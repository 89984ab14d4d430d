"""The network at work: the numbers that the page draws are PyTorch's, to a byte."""

import base64
import json

import numpy as np
import pytest
from torch import nn

from demo.network_view.view import network_value
from hub import checkpoint
from hub.activations import record_activations
from hub.preprocess import drawing_ink


def decode(text: str, kind: type) -> np.ndarray:
    return np.frombuffer(base64.b64decode(text), kind).astype(np.float64)


def value_of(net: nn.Module, drawing: np.ndarray) -> dict:
    """Return what the picture shows of a network that reads a drawing."""
    activations = record_activations(net, drawing_ink(drawing).image)
    return json.loads(network_value(activations, net.classes))


@pytest.mark.parametrize(
    "name", ["mnist", "mnist_tutorial", "fashion_mnist", "fashion_mnist_tutorial"])
def test_every_value_equals_pytorchs_to_half_a_byte(name, drawing):
    net, image = checkpoint.load(checkpoint.BUNDLED / name).eval(), drawing_ink(drawing).image
    activations = record_activations(net, image)
    value = json.loads(network_value(activations, net.classes))
    for column, shown in zip(activations.columns, value["columns"]):
        maps = column.maps.double().numpy().ravel()
        half = shown["high"] / 255 / 2 + 1e-6
        assert np.abs(decode(shown["values"], np.uint8) * shown["high"] / 255 - maps).max() <= half
        assert shown["high"] == pytest.approx(maps.max())
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
