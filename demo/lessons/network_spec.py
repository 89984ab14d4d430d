"""A network as a list of layers, traced by PyTorch on an empty batch: shapes without numbers."""

from dataclasses import dataclass, field, replace
from typing import Any

import torch
from torch import Tensor, nn
from torch.func import functional_call

CHANNELS, SIDE, NUMBERS = (1, 1024), (1, 15), (1, 10_000)
# The settings of each kind of layer: minimum, maximum, default. An in_features of 0 is taken from
# the input, as nn.LazyLinear does.
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
BOOLEAN_FIELDS = ("bias", "ceil_mode")


@dataclass(frozen=True)
class LayerSpec:
    """One layer: its kind, and a value for each setting of that kind."""

    kind: str
    settings: dict[str, Any] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Any:
        return self.settings[name]

    def with_settings(self, **changes: Any) -> "LayerSpec":
        """Return a copy with some settings changed."""
        return replace(self, settings={**self.settings, **changes})


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

    `error` is PyTorch's own message. Nothing runs after an error, so later steps have no shape.
    """

    layer: LayerSpec
    before: tuple[int, ...] | None = None
    after: tuple[int, ...] | None = None
    parameters: int = 0
    error: str | None = None


def new_layer(kind: str, **settings: Any) -> LayerSpec:
    """Build a layer; settings that aren't given take their defaults."""
    return LayerSpec(kind, {name: typed_value(name, start) for name, (_, _, start)
                        in FIELDS[kind].items()} | settings)


def typed_value(name: str, value: float) -> Any:
    """Convert a setting to the type that PyTorch expects."""
    return bool(value) if name in BOOLEAN_FIELDS else float(value) if name == "p" else int(value)


def build_module(each: LayerSpec, before: tuple[int, ...], device: str = "meta") -> nn.Module:
    """Build the PyTorch module for an input of shape `before`, (C, H, W) or (features,).

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


def trace_network(network: NetworkSpec) -> list[TraceStep]:
    """Run an empty batch of pictures through the layers, up to the first error."""
    steps: list[TraceStep] = []
    shape: tuple[int, ...] | None = network.picture
    for each in network.layers:
        step = run_layer(each, shape) if shape else TraceStep(each)
        steps.append(step)
        shape = step.after
    return steps


def run_layer(each: LayerSpec, before: tuple[int, ...]) -> TraceStep:
    """Run one layer on an empty batch; an error is kept in the result."""
    try:
        net = build_module(each, before).eval()
        after = tuple(run_module(net, before, 0).shape[1:])
    except (RuntimeError, ValueError, IndexError) as error:
        return TraceStep(each, before, error=error_line(each, before, error))
    return TraceStep(each, before, after, sum(p.numel() for p in net.parameters()))


def run_module(net: nn.Module, before: tuple[int, ...], pictures: int) -> Tensor:
    """Run a module of the meta device on a CPU, with any numbers as input and weights.

    The meta device itself would do, but some of its operators import PyTorch's compiler (seconds,
    140 MB), and it words some errors in another way.
    """
    zero = torch.zeros(())      # expanded, it stands for any count of numbers and takes no memory
    # A convolution would copy that; but nothing reads a new tensor, so it takes none either.
    runs_conv = isinstance(net, nn.Conv2d) and len(before) == 3
    numbers = torch.empty if runs_conv else zero.expand
    weights = {name: numbers(tensor.shape) for name, tensor in net.state_dict().items()}
    return functional_call(net, weights, zero.expand(pictures, *before))


def error_line(each: LayerSpec, before: tuple[int, ...], error: Exception) -> str:
    """Write a batch of one's error as a traceback ends: messages tell the size of the batch."""
    try:
        run_module(build_module(each, before).eval(), before, 1)
    except (RuntimeError, ValueError, IndexError) as of_one:
        error = of_one
    return f"{type(error).__name__}: {error}".splitlines()[0]


def shape_text(shape: tuple[int, ...]) -> str:
    """Write a shape with multiplication signs: 64×12×12."""
    return "×".join(f"{side:,}" for side in shape)
