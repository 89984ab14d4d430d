"""A network as a list of layers, and what PyTorch says of it: built and run on the meta device,
which knows every shape and holds no numbers."""

from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor, nn

CHANNELS, SIDE, NUMBERS = (1, 1024), (1, 15), (1, 10_000)
# Each kind of layer and what may be written in it: least, most, and what a new one begins with.
# An in_features of 0 is left to be found, as nn.LazyLinear finds it.
FIELDS: dict[str, dict[str, tuple[float, float, float]]] = {
    "Conv2d": {
        "out_channels": (*CHANNELS, 16), "kernel_size": (*SIDE, 3), "stride": (*SIDE, 1),
        "padding": (0, 15, 0), "dilation": (*SIDE, 1), "groups": (*CHANNELS, 1), "bias": (0, 1, 1),
    },
    "MaxPool2d": {
        "kernel_size": (*SIDE, 2), "stride": (*SIDE, 2), "padding": (0, 15, 0),
        "dilation": (*SIDE, 1), "ceil_mode": (0, 1, 0),
    },
    "AvgPool2d": {
        "kernel_size": (*SIDE, 2), "stride": (*SIDE, 2), "padding": (0, 15, 0),
        "ceil_mode": (0, 1, 0),
    },
    "ReLU": {},
    "BatchNorm2d": {},
    "Dropout": {"p": (0, 1, 0.5)},
    "Flatten": {},
    "Linear": {"in_features": (0, 100_000_000, 0), "out_features": (*NUMBERS, 10)},
}  # fmt: skip
YES_OR_NO = ("bias", "ceil_mode")


@dataclass(frozen=True)
class Layer:
    """One line of a network: its kind, and the value of each of the kind's fields."""

    kind: str
    settings: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.settings[name]

    def with_(self, **changes: Any) -> "Layer":
        return replace(self, settings={**self.settings, **changes})


@dataclass(frozen=True)
class Network:
    """The size of the picture, (channels, height, width), and the layers it goes through."""

    picture: tuple[int, int, int]
    layers: tuple[Layer, ...]

    def with_layers(self, layers: list[Layer]) -> "Network":
        return replace(self, layers=tuple(layers))


@dataclass(frozen=True)
class Step:
    """What became of one layer: the shapes before and after it without the batch, its parameters.

    `error` is PyTorch's, word for word; nothing runs after it, so later steps have no shape.
    """

    layer: Layer
    before: tuple[int, ...] | None = None
    after: tuple[int, ...] | None = None
    parameters: int = 0
    error: str | None = None


def layer(kind: str, **settings: Any) -> Layer:
    """A layer in which only what differs from a new one is said."""
    return Layer(kind, {name: as_written(name, start) for name, (_, _, start)
                        in FIELDS[kind].items()} | settings)


def as_written(name: str, value: float) -> Any:
    """A field's number in the type that PyTorch wants."""
    return bool(value) if name in YES_OR_NO else float(value) if name == "p" else int(value)


def module(each: Layer, before: tuple[int, ...], device: str = "meta") -> nn.Module:
    """The PyTorch module of a layer that takes the shape `before`, (C, H, W) or (numbers,).

    Raises PyTorch's own errors.
    """
    settings, channels = dict(each.settings), before[0]
    with torch.device(device):
        if each.kind == "Conv2d":
            return nn.Conv2d(channels, **settings)
        if each.kind == "BatchNorm2d":
            return nn.BatchNorm2d(channels)
        if each.kind == "Linear":
            wanted = settings["in_features"] or before[-1]
            return nn.Linear(wanted, settings["out_features"])
        return getattr(nn, each.kind)(**settings)


def trace(network: Network) -> list[Step]:
    """Run one picture without numbers through the layers, until the end or the first error."""
    steps: list[Step] = []
    shape: tuple[int, ...] | None = network.picture
    for each in network.layers:
        step = run(each, shape) if shape else Step(each)
        steps.append(step)
        shape = step.after
    return steps


def run(each: Layer, before: tuple[int, ...]) -> Step:
    """One layer, run on a batch of one."""
    try:
        net = module(each, before).eval()
        after = tuple(net(torch.empty(1, *before, device="meta")).shape[1:])
    except (RuntimeError, ValueError, IndexError) as error:
        return Step(each, before, error=words(spoken(each, before, error)))
    return Step(each, before, after, sum(p.numel() for p in net.parameters()))


def words(error: Exception) -> str:
    """The last line of a traceback."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


def spoken(each: Layer, before: tuple[int, ...], error: Exception) -> Exception:
    """What PyTorch says on a processor, where the meta device words the same error differently."""
    if each.kind not in ("Linear", "MaxPool2d", "AvgPool2d"):
        return error
    try:
        run_on_one_number(each, before)
    except (RuntimeError, ValueError, IndexError) as heard:
        return heard
    return error


def run_on_one_number(each: Layer, before: tuple[int, ...]) -> Tensor:
    """The layer on a processor; one zero, seen in every place, stands for all its numbers."""
    zero = torch.zeros(1)
    batch = zero.expand(1, *before)
    net = module(each, before)
    if each.kind != "Linear":
        return net(batch)
    return nn.functional.linear(batch, zero.expand(net.weight.shape), zero.expand(net.bias.shape))
