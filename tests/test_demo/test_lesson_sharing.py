"""Full connection against shared weights: the counts are PyTorch's, the shuffling is exact."""

import re

import pytest
import torch
from torch import nn

from demo.lessons.sample_digits import load_sample_digits
from demo.lessons.sharing import connections, shuffling
from demo.lessons.sharing.page import compare_layers, shuffle_digits


def parse_int(written: str) -> int:
    return int(written.replace(",", ""))


@pytest.mark.parametrize("side", [4, 9, 12])
@pytest.mark.parametrize("kernel", [1, 3, 4])
@pytest.mark.parametrize("channels", [1, 3])
def test_counts_are_those_of_modules_that_give_the_same_maps(side, kernel, channels):
    counts = compare_layers({"side": side, "kernel": kernel, "channels": channels})["counts"]
    conv = nn.Conv2d(1, channels, kernel)
    maps = conv(torch.zeros(1, 1, side, side))
    dense = nn.Linear(side * side, maps.numel())
    for name, net in (("dense", dense), ("local", conv)):
        assert parse_int(counts[name]["total"]) == sum(p.numel() for p in net.parameters())
        assert eval(counts[name]["sum"].replace("·", "*")) == parse_int(counts[name]["total"])
    assert counts["both"]["out"] == "×".join(str(n) for n in maps.shape[1:])


def test_the_tutorials_layer_has_320_parameters():
    counts = compare_layers({"side": 28, "kernel": 3, "channels": 32})["counts"]
    assert counts["local"]["total"] == "320"
    assert counts["dense"]["total"] == f"{28 * 28 * 26 * 26 * 32 + 26 * 26 * 32:,}"


@pytest.mark.parametrize(("side", "kernel"), [(28, None), (28, 3), (4, 4), (9, 2)])
def test_a_line_is_drawn_for_each_connection(side, kernel):
    wires = re.search('class="wires".*? d="([^"]*)"', connections.draw_connections(side, kernel))[1]
    assert wires.count("M") == (kernel or side) ** 2


def test_shuffling_moves_that_many_pixels_and_can_be_undone():
    pictures, _ = load_sample_digits()
    for moved in (0, 0.3, 1):
        places = shuffling.pixel_order(moved, seed=3)
        assert int((places != torch.arange(784)).sum()) == round(784 * moved)
        assert sorted(places.tolist()) == list(range(784))
        moved_back = shuffling.unshuffle_pixels(shuffling.shuffle_pixels(pictures, places), places)
        assert torch.equal(moved_back, pictures)


def test_a_dense_layer_does_not_care_and_a_convolution_does():
    right = shuffling.count_right(shuffling.pixel_order(1, seed=1))
    assert right["dense_again"] == right["dense_plain"] > 25
    assert right["apart"] < 1e-4
    assert right["network_plain"] >= 49
    assert right["network_moved"] < 15


def test_the_dense_layer_chooses_the_nearest_mean():
    pictures, _ = load_sample_digits()
    means = pictures.view(10, 10, 784)[:, :5].mean(1)
    nearest = torch.cdist(pictures.flatten(1), means).argmin(1)
    assert torch.equal(shuffling.nearest_mean_layer()(pictures.flatten(1)).argmax(1), nearest)


def test_the_digits_are_what_they_are_said_to_be():
    from demo.networks import registry

    pictures, labels = load_sample_digits()
    with torch.inference_mode():
        assert (registry.current("mnist").net(pictures).argmax(1) == labels).sum() >= 98


@pytest.mark.parametrize("sent", [None, 7, [], {}, {"side": "x"}, {"side": 10**9, "kernel": -3}])
def test_whatever_is_sent_is_answered(sent):
    assert parse_int(compare_layers(sent)["counts"]["local"]["total"]) > 0
    assert shuffle_digits(sent)["pictures"]["plain"].startswith("data:image/png")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_numbers_that_are_none_are_answered(value):
    assert compare_layers({"side": value})
    assert shuffle_digits({"moved": value})
