"""One training step on one digit, by a network that has learned nothing yet."""

import math
from functools import cache
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.func import functional_call

from demo.lessons.sample_digits import digits
from hub.models import FashionMnistTutorial

RATES = [10 ** (exponent / 4) for exponent in range(-12, 5)]    # 0.001 to 10, four a decade
MANY = 20       # steps in the second curve
Weights = dict[str, Tensor]


@cache
def untrained() -> FashionMnistTutorial:
    """The tutorial's LeNet-like network, its weights as PyTorch draws them with seed 1."""
    with torch.random.fork_rng():       # nobody else's random numbers change
        torch.manual_seed(1)
        net = FashionMnistTutorial(list("0123456789"), mean=[0.1307], std=[0.3081])
    return net.eval().requires_grad_(False)


def loss_of(weights: Weights, ink: Tensor, label: Tensor) -> tuple[Tensor, Tensor]:
    """Mean cross-entropy of pictures, (N, 1, 28, 28); the first one's ten probabilities."""
    logits = functional_call(untrained(), weights, ink)
    return F.cross_entropy(logits, label), logits[0].softmax(0)


def gradients(weights: Weights, ink: Tensor, label: Tensor) -> tuple[Tensor, Weights]:
    """The loss, and for each weight how fast the loss grows with it."""
    leaves = {name: weight.detach().requires_grad_() for name, weight in weights.items()}
    loss, _ = loss_of(leaves, ink, label)
    return loss.detach(), dict(zip(leaves, torch.autograd.grad(loss, list(leaves.values()))))


def updated(weights: Weights, gradient: Weights, rate: float) -> Weights:
    """Plain gradient descent: each weight less rate times its gradient."""
    return {name: weight - rate * gradient[name] for name, weight in weights.items()}


def ten_digits() -> tuple[Tensor, Tensor]:
    """The first digit of each class, (10, 1, 28, 28), and its label, (10,)."""
    pictures, labels = digits()
    return pictures[::10], labels[::10]


def one_step(digit: int, rate: float) -> dict[str, Any]:
    """All the numbers of one step on the first of the bundled digits of a class."""
    pictures, labels = ten_digits()
    ink, label = pictures[digit : digit + 1], labels[digit : digit + 1]
    weights = dict(untrained().named_parameters())
    loss, gradient = gradients(weights, ink, label)
    after = updated(weights, gradient, rate)
    _, probs = loss_of(weights, ink, label)
    new_loss, new_probs = loss_of(after, ink, label)
    kernels, slopes = weights["conv1.weight"], gradient["conv1.weight"]        # (6, 1, 5, 5)
    steepest = int(slopes.abs().argmax())
    return {
        "ink": ink, "probs": probs, "new_probs": new_probs,
        "loss": float(loss), "new_loss": float(new_loss),
        "kernels": kernels, "gradient": slopes, "new_kernels": after["conv1.weight"],
        "weight": float(kernels.flatten()[steepest]), "slope": float(slopes.flatten()[steepest]),
        "valley": valley(digit),
    }  # fmt: skip


@cache      # of each digit once
def valley(digit: int) -> tuple[float, ...]:
    """The mean loss of ten digits after one step on one of them, for each of RATES."""
    pictures, labels = ten_digits()
    weights = dict(untrained().named_parameters())
    _, gradient = gradients(weights, pictures[digit : digit + 1], labels[digit : digit + 1])
    after = (updated(weights, gradient, rate) for rate in RATES)
    return tuple(float(loss_of(moved, pictures, labels)[0]) for moved in after)


@cache      # of each of RATES once
def many_steps(rate: float) -> tuple[float, ...]:
    """The mean loss of ten digits before each of twenty steps on all of them, and after the last.
    """
    ink, label = ten_digits()
    weights, losses = dict(untrained().named_parameters()), []
    for _ in range(MANY):
        loss, gradient = gradients(weights, ink, label)
        losses.append(float(loss))
        weights = updated(weights, gradient, rate)
    return *losses, float(loss_of(weights, ink, label)[0])


def verdict(losses: tuple[float, ...]) -> str:
    """What twenty steps say of their learning rate, as the key of a sentence."""
    first, last = losses[0], losses[-1]
    if not math.isfinite(last) or max(losses) > 1.5 * first or last > first:
        return "learning_too_large"
    return "learning_too_small" if last > 0.5 * first else "learning_right"
