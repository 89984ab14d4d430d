"""The networks as a sequence of named steps, run one after the other."""

from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor, nn

from hub.models import CompactNet, FashionMnistTutorial, MnistTutorial
from hub.preprocess import Box

STEP_KINDS = {  # kinds of steps, by the class of their module
    nn.Conv2d: "conv",
    nn.BatchNorm2d: "norm",
    nn.ReLU: "relu",
    nn.MaxPool2d: "pool",
}
KEPT_KINDS = ("pixels", "conv", "pool")     # of steps whose maps take long to compute
FEW_NUMBERS = 100_000       # in maps that are always kept
Cell = tuple[int, int]      # row and column on a map, counted from 0
Size = tuple[int, int]      # height and width


class Step(NamedTuple):
    """One operation, (N, C, H, W) → (N, C', H', W'); a convolution and its bias are two steps."""

    name: str                   # kind and number of the latest convolution: conv1, bias1, relu1
    kind: str                   # pixels, normal, conv, bias, norm, relu or pool
    layer: nn.Module | None     # holds the weights, if there are any

    def __call__(self, x: Tensor) -> Tensor:
        if self.kind == "pixels":
            return x
        if self.kind == "conv":
            layer = self.layer
            return torch.conv2d(x, layer.weight, None, layer.stride, layer.padding)
        if self.kind == "bias":
            return x + self.layer.bias.view(1, -1, 1, 1)
        return self.layer(x)

    @property
    def window(self) -> tuple[int, int, int]:
        """Side, stride and padding of the window that one result is computed from."""
        if self.kind not in ("conv", "pool"):
            return 1, 1, 0
        sides = (self.layer.kernel_size, self.layer.stride, self.layer.padding)
        return tuple(side if isinstance(side, int) else side[0] for side in sides)


def map_modules(net: nn.Module) -> list[nn.Module]:
    """List a network's modules in order, up to the last maps before they are flattened."""
    relu, pool = nn.ReLU(), nn.MaxPool2d(2)     # without weights: one object serves every place
    if isinstance(net, CompactNet):
        return [module for block in net.blocks for module in block]
    if isinstance(net, MnistTutorial):
        return [net.conv1, relu, net.conv2, relu, pool]
    if isinstance(net, FashionMnistTutorial):
        return [net.conv1, relu, pool, net.conv2, relu, pool]
    return [net.conv1, relu, pool, net.conv2, relu, pool]


def list_steps(net: nn.Module) -> list[Step]:
    """List the steps of a network, from the pixels to the last maps."""
    steps, number = [Step("pixels", "pixels", None), Step("normal", "normal", net.normalize)], 0
    for module in map_modules(net):
        kind = STEP_KINDS[type(module)]
        number += kind == "conv"
        steps.append(Step(f"{kind}{number}", kind, module))
        if kind == "conv" and module.bias is not None:
            steps.append(Step(f"bias{number}", "bias", module))
    return steps


class StepMaps(dict[str, Tensor]):
    """Maps by the name of their step; those that one step makes of others are computed on demand.

    Of a picture of 1024×1024 pixels all of them would take 336 MB, what is kept 132.
    """

    def __init__(self, path: list[Step]) -> None:
        """Keep the path; `run_steps` fills in the maps."""
        super().__init__()
        self.before = {step.name: (step, before) for before, step in pairwise(path)}

    @torch.inference_mode()
    def __missing__(self, name: str) -> Tensor:
        """Compute the maps of a step from those of the one before."""
        step, before = self.before[name]
        return step(self[before.name])


@torch.inference_mode()
def run_steps(path: list[Step], image: Tensor) -> StepMaps:
    """Run the steps on a picture, (1, C, H, W) in [0, 1]; return the maps by their step's name."""
    maps, x = StepMaps(path), image
    for step in path:
        x = step(x)
        if step.kind in KEPT_KINDS or step is path[-1] or x.numel() < FEW_NUMBERS:
            maps[step.name] = x
    return maps


@torch.inference_mode()
def run_to_end(path: list[Step], image: Tensor) -> Tensor:
    """Run the steps on a picture, (1, C, H, W) in [0, 1]; return the last maps alone."""
    for step in path:
        image = step(image)
    return image


def steps_up_to(path: list[Step], name: str) -> list[Step]:
    """Return the steps up to and including the one with this name."""
    return path[: [step.name for step in path].index(name) + 1]


def output_sizes(path: list[Step], size: Size) -> list[Size]:
    """Compute what each step makes of a picture's height and width; no step has to run for it."""
    sizes = []
    for step in path:
        side, stride, padding = step.window
        size = tuple((n + 2 * padding - side) // stride + 1 for n in size)
        sizes.append(size)
    return sizes


def receptive_field(path: list[Step], cell: Cell, size: Size) -> Box:
    """Return the pixels of a (height, width) picture that can affect a cell of the last step."""
    sizes = [size, *output_sizes(path[:-1], size)]      # of each step's input
    top, left = bottom, right = cell
    for step, (height, width) in zip(reversed(path), reversed(sizes)):
        side, stride, padding = step.window
        # Clip at every step: beyond the edge of these maps there is only padding.
        top, left = (max(start * stride - padding, 0) for start in (top, left))
        bottom, right = (end * stride - padding + side - 1 for end in (bottom, right))
        bottom, right = min(bottom, height - 1), min(right, width - 1)
    return left, top, right + 1, bottom + 1


def read_window(step: Step, maps: Tensor, cell: Cell) -> Tensor:
    """Return the window that a step reads for one result: maps (1, C, H, W) → (C, side, side).

    Values beyond the edge are zero, as with padding.
    """
    side, stride, padding = step.window
    height, width = maps.shape[2:]
    top, left = (place * stride - padding for place in cell)
    bottom, right = top + side, left + side
    inside = maps[0, :, max(top, 0) : bottom, max(left, 0) : right]
    beyond = (-left, right - width, -top, bottom - height)
    return nn.functional.pad(inside, [max(zeros, 0) for zeros in beyond])


def count_multiplications(net: nn.Module, size: Size = (28, 28)) -> int:
    """Count the multiplications by weights that a network makes for one picture of this size."""
    path = list_steps(net)
    convolutions = sum(
        step.layer.weight.numel() * height * width
        for step, (height, width) in zip(path, output_sizes(path, size)) if step.kind == "conv")
    linear = [layer for layer in net.modules() if isinstance(layer, nn.Linear)]
    return convolutions + sum(layer.weight.numel() for layer in linear)
