"""One training step: its numbers are those of PyTorch's own optimiser."""

import copy
import math
import re

import pytest
import torch
import torch.nn.functional as F

from demo.lessons.learning import gradient_descent
from demo.lessons.learning.charts import axis_ticks, draw_curve
from demo.lessons.learning.page import training_step
from demo.lessons.sample_digits import load_sample_digits


def pytorch_step(digit: int, rate: float):
    """Take the step with torch.optim.SGD; return loss, gradient and new kernels of conv1."""
    pictures, labels = load_sample_digits()
    net = copy.deepcopy(gradient_descent.untrained_net()).requires_grad_(True)
    optimizer = torch.optim.SGD(net.parameters(), lr=rate)
    loss = F.cross_entropy(net(pictures[digit * 10][None]), labels[digit * 10][None])
    loss.backward()
    optimizer.step()
    return loss.item(), net.conv1.weight.grad, net.conv1.weight.detach()


@pytest.mark.parametrize(("digit", "rate"), [(0, 0.001), (7, 0.1), (9, 1.0)])
def test_a_step_is_that_of_sgd(digit, rate):
    loss, gradient, kernels = pytorch_step(digit, rate)
    step = gradient_descent.one_step(digit, rate)
    assert step["loss"] == pytest.approx(loss, abs=1e-6)
    assert torch.allclose(step["gradient"], gradient, atol=1e-6)
    assert torch.allclose(step["new_kernels"], kernels, atol=1e-6)


def test_a_small_step_lowers_the_loss_as_the_gradient_says():
    rate = 1e-3
    step = gradient_descent.one_step(3, rate)
    pictures, labels = load_sample_digits()
    weights = dict(gradient_descent.untrained_net().named_parameters())
    _, gradient = gradient_descent.loss_and_gradients(weights, pictures[30:31], labels[30:31])
    steepness = sum(float(slope.square().sum()) for slope in gradient.values())
    fall = step["loss"] - step["new_loss"]
    assert fall == pytest.approx(rate * steepness, rel=0.05)


def test_written_numbers_are_right():
    told = training_step({"digit": 7, "rate": 8})
    chance, loss = told["loss"].removeprefix("−ln ").split(" = ")
    assert -math.log(float(chance)) == pytest.approx(float(loss), abs=2e-3)
    left, right = told["update"].replace("−", "-").replace("·", "*").split(" = ")
    assert eval(left) == pytest.approx(float(right), abs=2e-4)


def test_rates_are_too_small_right_and_too_large():
    verdicts = [training_step({"digit": 7, "rate": place})["verdict"] for place in (0, 8, 16)]
    assert verdicts == ["learning_too_small", "learning_right", "learning_too_large"]


def test_no_step_changes_the_network_of_the_next_visitor():
    before = training_step({"digit": 1, "rate": 4})
    training_step({"digit": 2, "rate": 16})
    assert training_step({"digit": 1, "rate": 4}) == before


@pytest.mark.parametrize("sent", [None, 7, {}, {"digit": "x", "rate": None}, {"rate": 10**9},
                                  {"digit": float("nan"), "rate": -1}])  # fmt: skip
def test_whatever_is_sent_is_answered_with_numbers(sent):
    told = training_step(sent)
    assert "nan" not in told["loss_by_rate"] + told["losses"]
    for plane in told["kernels"] + told["gradient"] + told["new_kernels"]:
        assert all(math.isfinite(value) for line in plane for value in line)


def test_a_curve_bears_what_is_beyond_all_bounds():
    assert "inf" not in draw_curve([2.3, math.inf, math.nan, -math.inf], 0, 5, {0: "0"}, 1)


@pytest.mark.parametrize(("low", "high"), [(0, 4.6), (2.2969, 2.3085), (-1.5, 6.2), (0, 1)])
def test_an_axis_has_a_few_round_numbers_that_differ(low, high):
    ticks = axis_ticks(low, high)
    assert 3 <= len(ticks) <= 8 and all(low <= tick <= high for tick in ticks)
    assert len(set(ticks.values())) == len(ticks)
    assert all(float(text) == pytest.approx(tick, abs=1e-9) for tick, text in ticks.items())


def test_both_charts_bear_numbers():
    told = training_step({"digit": 7, "rate": 8})
    texts = {name: re.findall(">([^<]+)</text>", told[name]) for name in ("loss_by_rate", "losses")}
    assert texts["loss_by_rate"][-5:] == ["0.001", "0.01", "0.1", "1", "10"]
    assert texts["losses"][-5:] == ["0", "5", "10", "15", "20"]
    assert "2" in texts["losses"][:-5]
