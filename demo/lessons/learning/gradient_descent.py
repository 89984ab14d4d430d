"""One step of gradient descent on one digit, for an untrained network."""

import math
from functools import cache
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor
from torch.func import functional_call

from demo.lessons.sample_digits import load_sample_digits
from hub.models import FashionMnistTutorial

RATES = [10 ** (exponent / 4) for exponent in range(-12, 5)]    # 0.001 to 10, four per decade
STEPS = 20       # of the second curve
Weights = dict[str, Tensor]


@cache
def untrained_net() -> FashionMnistTutorial:
    """Return the tutorial's LeNet-like network with PyTorch's initial weights for seed 1."""
    with torch.random.fork_rng():       # leaves other random numbers as they are
        torch.manual_seed(1)
        net = FashionMnistTutorial(list("0123456789"), mean=[0.1307], std=[0.3081])
    return net.eval().requires_grad_(False)


def loss_and_probs(weights: Weights, ink: Tensor, label: Tensor) -> tuple[Tensor, Tensor]:
    """Return the mean loss of pictures, (N, 1, 28, 28), and the first one's ten probabilities."""
    logits = functional_call(untrained_net(), weights, ink)
    return F.cross_entropy(logits, label), logits[0].softmax(0)


def loss_and_gradients(weights: Weights, ink: Tensor, label: Tensor) -> tuple[Tensor, Weights]:
    """Return the loss and its gradient with respect to each weight."""
    leaves = {name: weight.detach().requires_grad_() for name, weight in weights.items()}
    loss, _ = loss_and_probs(leaves, ink, label)
    return loss.detach(), dict(zip(leaves, torch.autograd.grad(loss, list(leaves.values()))))


def descend(weights: Weights, gradient: Weights, rate: float) -> Weights:
    """Take a plain gradient-descent step: weight − rate · gradient."""
    return {name: weight - rate * gradient[name] for name, weight in weights.items()}


def one_digit_per_class() -> tuple[Tensor, Tensor]:
    """Return the first digit of each class, (10, 1, 28, 28), and the labels, (10,)."""
    pictures, labels = load_sample_digits()
    return pictures[::10], labels[::10]


def one_step(digit: int, rate: float) -> dict[str, Any]:
    """Return all numbers of one step on the first bundled digit of a class."""
    pictures, labels = one_digit_per_class()
    ink, label = pictures[digit : digit + 1], labels[digit : digit + 1]
    weights = dict(untrained_net().named_parameters())
    loss, gradient = loss_and_gradients(weights, ink, label)
    after = descend(weights, gradient, rate)
    _, probs = loss_and_probs(weights, ink, label)
    new_loss, new_probs = loss_and_probs(after, ink, label)
    kernels, slopes = weights["conv1.weight"], gradient["conv1.weight"]        # (6, 1, 5, 5)
    steepest = int(slopes.abs().argmax())
    return {
        "ink": ink, "probs": probs, "new_probs": new_probs,
        "loss": float(loss), "new_loss": float(new_loss),
        "kernels": kernels, "gradient": slopes, "new_kernels": after["conv1.weight"],
        "weight": float(kernels.flatten()[steepest]), "slope": float(slopes.flatten()[steepest]),
        "loss_by_rate": loss_by_rate(digit),
    }  # fmt: skip


@cache      # once per digit
def loss_by_rate(digit: int) -> tuple[float, ...]:
    """Return the mean loss of ten digits after one step on one of them, for each of RATES."""
    pictures, labels = one_digit_per_class()
    weights = dict(untrained_net().named_parameters())
    one = slice(digit, digit + 1)
    _, gradient = loss_and_gradients(weights, pictures[one], labels[one])
    updated = (descend(weights, gradient, rate) for rate in RATES)
    return tuple(float(loss_and_probs(after, pictures, labels)[0]) for after in updated)


@cache      # once per learning rate
def losses_over_steps(rate: float) -> tuple[float, ...]:
    """Return the mean loss of ten digits before each of STEPS steps on all, and after the last."""
    ink, label = one_digit_per_class()
    weights, losses = dict(untrained_net().named_parameters()), []
    for _ in range(STEPS):
        loss, gradient = loss_and_gradients(weights, ink, label)
        losses.append(float(loss))
        weights = descend(weights, gradient, rate)
    return *losses, float(loss_and_probs(weights, ink, label)[0])


def judge_rate(losses: tuple[float, ...]) -> str:
    """Judge a learning rate by its losses; return the key of a sentence."""
    first, last = losses[0], losses[-1]
    if not math.isfinite(last) or max(losses) > 1.5 * first or last > first:
        return "learning_too_large"
    return "learning_too_small" if last > 0.5 * first else "learning_right"
