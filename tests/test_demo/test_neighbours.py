"""Neighbours and mistakes of a network: right labels, the closest and the surest first."""

import pytest
import torch

from demo.mnist import neighbours
from demo.mnist.handlers import MODELS
from demo.networks import registry


@pytest.mark.slow
def test_a_training_digit_is_its_own_neighbour(net):
    sheet = neighbours.digit_sheet("train")
    assert sheet.shape == (2000, 1, 28, 28)
    for n in (0, 777, 1999):
        first, second, *_ = neighbours.find_nearest(net, sheet[n : n + 1])
        assert first.index == n
        assert first.digit == str(n // 200)
        assert first.distance == pytest.approx(0, abs=1e-3) and first.distance < second.distance


@pytest.mark.slow
def test_sheets_are_sorted_by_digit():
    """The tutorial's network says so of nearly all training digits, and of most hard ones."""
    net = registry.current("mnist_tutorial").net
    for name, least in (("train", 0.98), ("hard", 0.7)):
        sheet = neighbours.digit_sheet(name)
        said = net(sheet).argmax(1)
        truth = torch.tensor([int(neighbours.digit_at(name, n)) for n in range(len(sheet))])
        assert (said == truth).float().mean() > least


@pytest.mark.slow
def test_mistakes_are_mistakes_and_nearly_all_are_there():
    for name in MODELS:
        source = registry.current(name)
        found = neighbours.find_mistakes(source.net)
        sheet = neighbours.digit_sheet("hard")
        for index, digit, taken, _ in found:
            said = str(source.net(sheet[index : index + 1]).argmax().item())
            assert said == taken != digit
        assert len(found) >= 0.8 * round(10_000 * (1 - source.accuracy))
