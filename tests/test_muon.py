"""Muon: a step turns a kernel as far in every direction, and what it stops at it goes on from."""

import copy

import torch
import torch.nn.functional as F
from torch import nn

from training.muon import Muon, orthogonal


def net() -> nn.Sequential:
    """A convolution, batch norm and a last layer, with the same numbers each time."""
    torch.manual_seed(3)
    return nn.Sequential(
        nn.Conv2d(2, 12, 3, bias=False), nn.BatchNorm2d(12), nn.ReLU(), nn.Flatten(),
        nn.Linear(12 * 4 * 4, 5),
    )  # fmt: skip


def learn(model: nn.Module, optimizer: Muon, steps: int) -> list[float]:
    """The loss of each of so many steps on always the same batch."""
    torch.manual_seed(4)
    images, labels, losses = torch.rand(20, 2, 6, 6), torch.arange(20) % 5, []
    for _ in range(steps):
        loss = F.cross_entropy(model(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses


def test_strong_directions_end_alike_and_faint_ones_grow():
    torch.manual_seed(1)
    for shape in [(30, 80), (80, 30)]:
        left, _, right = torch.linalg.svd(torch.randn(shape), full_matrices=False)
        strengths = torch.logspace(0, -3, 30)
        found = left.T @ orthogonal(left @ torch.diag(strengths) @ right) @ right.T
        after = found.diagonal()
        torch.testing.assert_close(found, torch.diag(after), atol=1e-4, rtol=0)  # same vectors
        assert after[strengths > 0.1].min() > 0.68
        assert after.max() < 1.21
        assert (after / strengths)[-5:].min() > 10


def test_a_step_depends_on_no_strength():
    """Neither of the gradient nor of the kernels, which a batch norm undoes."""
    moved = []
    for strength, length in [(1, 1), (1000, 1), (1, 7)]:
        model = net()
        kernels = model[0].weight
        with torch.no_grad():
            kernels.mul_(length)
        torch.manual_seed(5)
        kernels.grad = strength * torch.randn_like(kernels)
        optimizer = Muon(model, lr=0.1)
        optimizer.param_groups.pop()        # all but the kernels
        optimizer.step()
        moved.append(kernels.detach())
    torch.testing.assert_close(moved[1], moved[0])
    torch.testing.assert_close(moved[2], moved[0])


def test_it_learns_and_the_memory_layout_does_not_matter():
    plain, last = net(), net().to(memory_format=torch.channels_last)
    losses = learn(plain, Muon(plain, lr=0.05), steps=40)
    assert losses[-1] < losses[0] / 5
    learn(last, Muon(last, lr=0.05), steps=5)
    again = net()
    learn(again, Muon(again, lr=0.05), steps=5)
    torch.testing.assert_close(last[0].weight, again[0].weight, atol=1e-4, rtol=1e-4)


def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped():
    whole, first = net(), net()
    learn(whole, Muon(whole, lr=0.05), steps=4)
    optimizer = Muon(first, lr=0.05)
    learn(first, optimizer, steps=2)
    second = copy.deepcopy(first)
    resumed = Muon(second, lr=0.05)
    resumed.load_state_dict(copy.deepcopy(optimizer.state_dict()))
    learn(second, resumed, steps=2)
    for one, other in zip(whole.state_dict().values(), second.state_dict().values()):
        assert torch.equal(one, other)
