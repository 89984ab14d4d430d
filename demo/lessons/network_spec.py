"""A network as a list of layers, traced by PyTorch on an empty batch: shapes without numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import prod

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.func import functional_call

from demo.lessons.layer_settings import LayerSpec

MOST_NUMBERS = 10**10      # that a layer may give for one picture: 40 GB


@dataclass(frozen=True)
class NetworkSpec:
    """The picture's shape, (channels, height, width), and the layers it goes through."""

    picture: tuple[int, int, int]
    layers: tuple[LayerSpec, ...]

    def with_layers(self, layers: list[LayerSpec]) -> "NetworkSpec":
        """Return a network with other layers on the same picture."""
        return replace(self, layers=tuple(layers))


@dataclass(frozen=True)
class TraceStep:
    """One layer's result: shapes before and after it, without the batch, and its parameter count.

    `error` is PyTorch's own message; ours for a picture of no pixels or more than MOST_NUMBERS.
    Nothing runs after an error, so later steps have no shape.
    """

    layer: LayerSpec
    before: tuple[int, ...] | None = None
    after: tuple[int, ...] | None = None
    parameters: int = 0
    error: str | None = None


def build_module(each: LayerSpec, before: tuple[int, ...], device: str = "meta") -> nn.Module:
    """Build the PyTorch module for an input of shape `before`, (C, H, W) or (features,).

    Raises PyTorch's own errors.
    """
    settings, channels = dict(each.settings), before[0]
    with torch.device(device):
        if each.kind in ("Conv2d", "ConvTranspose2d"):
            return getattr(nn, each.kind)(channels, **settings)
        if each.kind == "BatchNorm2d":
            return nn.BatchNorm2d(channels)
        if each.kind == "Linear":
            wanted = settings["in_features"] or before[-1]
            return nn.Linear(wanted, settings["out_features"])
        return getattr(nn, each.kind)(**settings)


def trace_network(network: NetworkSpec, known: Sequence[TraceStep] = ()) -> list[TraceStep]:
    """Run an empty batch of pictures through the layers, up to the first error.

    A step of another network, in `known`, is taken over where layer and input are the same.
    """
    steps: list[TraceStep] = []
    shape: tuple[int, ...] | None = network.picture
    for each, old in zip_longest(network.layers, known[: len(network.layers)]):
        if shape and old and (old.layer, old.before) == (each, shape):
            step = old
        else:
            step = run_layer(each, shape) if shape else TraceStep(each)
        steps.append(step)
        shape = step.after
    return steps


def run_layer(each: LayerSpec, before: tuple[int, ...]) -> TraceStep:
    """Run one layer on an empty batch; an error is kept in the result."""
    try:
        net = build_module(each, before).eval()
        check_output_padding(net)
        after = tuple(run_module(net, before, 0).shape[1:])
        if not all(after):
            raise ValueError(f"nothing is left: {shape_text(after)}")
    except (RuntimeError, ValueError, IndexError) as error:
        return TraceStep(each, before, error=error_line(each, before, error))
    if prod(after) > MOST_NUMBERS:
        return TraceStep(each, before, error=f"MemoryError: {shape_text(after)}")
    return TraceStep(each, before, after, sum(p.numel() for p in net.parameters()))


def check_output_padding(net: nn.Module) -> None:
    """Let PyTorch 2.15 check it on one pixel: of no pictures it doesn't."""
    if isinstance(net, nn.ConvTranspose2d):
        F.conv_transpose2d(
            torch.zeros(1, 1, 1, 1), torch.zeros(1, 1, *net.kernel_size), stride=net.stride,
            output_padding=net.output_padding, dilation=net.dilation)


def run_module(net: nn.Module, before: tuple[int, ...], pictures: int) -> Tensor:
    """Run a module of the meta device on a CPU, with any numbers as input and weights.

    The meta device itself would do, but some of its operators import PyTorch's compiler (seconds,
    140 MB), and it words some errors in another way.
    """
    zero = torch.zeros(())      # expanded, it stands for any count of numbers and takes no memory
    # A convolution would copy that; but nothing reads a new tensor, so it takes none either.
    runs_conv = isinstance(net, (nn.Conv2d, nn.ConvTranspose2d)) and len(before) == 3
    numbers = torch.empty if runs_conv else zero.expand
    weights = {name: numbers(tensor.shape) for name, tensor in net.state_dict().items()}
    return functional_call(net, weights, zero.expand(pictures, *before))


def error_line(each: LayerSpec, before: tuple[int, ...], error: Exception) -> str:
    """Write a batch of one's error as a traceback ends: messages tell the size of the batch."""
    try:
        net = build_module(each, before).eval()
        if each.kind == "ConvTranspose2d" and len(before) == 3:
            # It would copy all numbers first; its messages tell only the sides.
            before = 1, *before[1:]
            net = build_module(each.with_settings(out_channels=1, groups=1), before)
        run_module(net, before, 1)
    except (RuntimeError, ValueError, IndexError) as of_one:
        error = of_one
    return f"{type(error).__name__}: {error}".splitlines()[0]


def shape_text(shape: tuple[int, ...]) -> str:
    """Write a shape with multiplication signs: 64×12×12."""
    return "×".join(f"{side:,}" for side in shape)
