"""The calculation behind one value of a feature map, step by step with all its numbers."""

from typing import NamedTuple

import torch
from torch import Tensor

from hub.layers import Cell, Step, read_window


class Operation(NamedTuple):
    """One step with all its numbers, and the result computed anew from these alone."""

    step: Step
    inputs: Tensor              # conv: (C, side, side) patch; pool: (side, side); else one number
    weights: Tensor | None      # conv: the kernel, shaped as the patch; bias: one number;
                                # norm: mean, deviation, scale and shift
    result: float


def trace_value(
    path: list[Step], maps: dict[str, Tensor], channel: int, cell: Cell
) -> list[Operation]:
    """Return the operations behind one value after the last step, from its convolution on.

    Where a pool chose the maximum of its window, the operations before belong to that value.
    `maps` are those of `run_steps`; each result is computed in float64.
    """
    operations: list[Operation] = []
    for before, step in zip(reversed([None, *path[:-1]]), reversed(path)):
        read = maps[before.name if before else step.name]       # (1, C, H, W)
        operations.insert(0, trace_step(step, read, channel, cell))
        if step.kind == "pool":
            cell = locate_maximum(step, operations[0].inputs, cell)
        if step.kind in ("conv", "normal", "pixels"):
            break
    return operations


def trace_step(step: Step, read: Tensor, channel: int, cell: Cell) -> Operation:
    """Return one step's operation, given the maps that it read."""
    patch = read_window(step, read, cell).double()      # (C, side, side)
    if step.kind == "conv":
        kernel = step.layer.weight[channel].detach().double()
        return Operation(step, patch, kernel, (patch * kernel).sum().item())
    patch = patch[channel]                              # (side, side)
    constants = step_constants(step, channel)
    return Operation(step, patch, constants, apply_step(step, patch, constants))


def step_constants(step: Step, channel: int) -> Tensor | None:
    """Return the constants of a step other than a convolution for one channel, or None."""
    layer = step.layer
    if step.kind == "bias":
        return layer.bias[channel].detach().double()
    if step.kind == "normal":
        return torch.stack([layer.mean.flatten()[channel], layer.std.flatten()[channel]]).double()
    if step.kind == "norm":
        deviation = (layer.running_var[channel].double() + layer.eps).sqrt()
        numbers = layer.running_mean[channel], deviation, layer.weight[channel], layer.bias[channel]
        return torch.stack([number.detach().double() for number in numbers])
    return None


def apply_step(step: Step, patch: Tensor, constants: Tensor | None) -> float:
    """Compute the result of a step other than a convolution from its (side, side) patch."""
    if step.kind == "pool":
        return patch.max().item()
    x = patch.item()
    if step.kind == "relu":
        return max(x, 0.0)
    if step.kind == "bias":
        return x + constants.item()
    if step.kind == "normal":
        mean, deviation = constants.tolist()
        return (x - mean) / deviation
    if step.kind == "norm":     # Ioffe & Szegedy 2015, with the running averages
        mean, deviation, scale, shift = constants.tolist()
        return (x - mean) / deviation * scale + shift
    return x


def locate_maximum(step: Step, patch: Tensor, cell: Cell) -> Cell:
    """Return the cell of a pool's input that holds the maximum of its (side, side) window."""
    side, stride, _ = step.window
    row, column = divmod(patch.argmax().item(), side)
    return cell[0] * stride + row, cell[1] * stride + column
