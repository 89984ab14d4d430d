"""One number of a feature map written out: what was multiplied, summed, shifted and cut."""

from typing import NamedTuple

import torch
from torch import Tensor

from hub.layers import Cell, Step, read_window


class Operation(NamedTuple):
    """One operation with all its numbers, and the result computed anew from just these."""

    step: Step
    inputs: Tensor              # conv: (C, side, side) patch; pool: (side, side); else one number
    weights: Tensor | None      # conv: the kernel, shaped as the patch; bias: one number;
                                # norm: mean, deviation, scale and shift
    result: float


def trace_value(path: list[Step], maps: dict[str, Tensor], channel: int, cell: Cell) -> list[Operation]:
    """How one number after the last step came about: lines from its convolution on.

    Where a pool has chosen the greatest of its window, the lines before are of that very one.
    `maps` are those of `run`; each line's result is computed in float64.
    """
    lines: list[Operation] = []
    for before, step in zip(reversed([None, *path[:-1]]), reversed(path)):
        read = maps[before.name if before else step.name]       # (1, C, H, W)
        lines.insert(0, trace_step(step, read, channel, cell))
        if step.kind == "pool":
            cell = locate_maximum(step, lines[0].inputs, cell)
        if step.kind in ("conv", "normal", "pixels"):
            break
    return lines


def trace_step(step: Step, read: Tensor, channel: int, cell: Cell) -> Operation:
    """One step's part of it, given the maps that it read."""
    seen = read_window(step, read, cell).double()       # (C, side, side)
    if step.kind == "conv":
        kernel = step.layer.weight[channel].detach().double()
        return Operation(step, seen, kernel, (seen * kernel).sum().item())
    seen = seen[channel]                            # (side, side)
    numbers = step_constants(step, channel)
    return Operation(step, seen, numbers, apply_step(step, seen, numbers))


def step_constants(step: Step, channel: int) -> Tensor | None:
    """The numbers that a step other than a convolution has for a channel."""
    layer = step.layer
    if step.kind == "bias":
        return layer.bias[channel].detach().double()
    if step.kind == "normal":
        return torch.stack([layer.mean.flatten()[channel], layer.std.flatten()[channel]]).double()
    if step.kind == "norm":
        deviation = (layer.running_var[channel].double() + layer.eps).sqrt()
        shown = layer.running_mean[channel], deviation, layer.weight[channel], layer.bias[channel]
        return torch.stack([number.detach().double() for number in shown])
    return None


def apply_step(step: Step, seen: Tensor, numbers: Tensor | None) -> float:
    """What a step other than a convolution makes of its (side, side) numbers."""
    if step.kind == "pool":
        return seen.max().item()
    x = seen.item()
    if step.kind == "relu":
        return max(x, 0.0)
    if step.kind == "bias":
        return x + numbers.item()
    if step.kind == "normal":
        mean, deviation = numbers.tolist()
        return (x - mean) / deviation
    if step.kind == "norm":     # Ioffe & Szegedy 2015, with the averages of the training
        mean, deviation, scale, shift = numbers.tolist()
        return (x - mean) / deviation * scale + shift
    return x


def locate_maximum(step: Step, seen: Tensor, cell: Cell) -> Cell:
    """Where on its input a pool found the greatest number of a (side, side) window."""
    side, stride, _ = step.window
    row, column = divmod(seen.argmax().item(), side)
    return cell[0] * stride + row, cell[1] * stride + column
