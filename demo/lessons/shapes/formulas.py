"""The arithmetic of output sizes and parameters, written out with its numbers."""

from math import prod

from demo.lessons.network_spec import Layer, Step

SLIDING = ("Conv2d", "MaxPool2d", "AvgPool2d")


def sizes(step: Step) -> list[str]:
    """How the sides after a layer follow from those before: one line, or height and width.

    The formulas are those of PyTorch's documentation of Conv2d, MaxPool2d and AvgPool2d.
    """
    if step.after is None or step.before is None:
        return []
    if step.layer.kind == "Flatten":
        return [f"{times(step.before)} = {prod(step.before):,}"]
    if step.layer.kind not in SLIDING:
        return []
    lines = [side(step.layer, before, after)
             for before, after in zip(step.before[1:], step.after[1:])]
    return lines[:1] if lines[0] == lines[1] else lines


def side(layer: Layer, before: int, after: int) -> str:
    """One side: ⌊(side + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1."""
    kernel, stride, padding = (layer[name] for name in ("kernel_size", "stride", "padding"))
    if layer.kind == "AvgPool2d":       # which has no dilation
        room = f"{before} + 2·{padding} − {kernel}"
    else:
        room = f"{before} + 2·{padding} − {layer['dilation']}·({kernel} − 1) − 1"
    if not layer.settings.get("ceil_mode"):
        return f"⌊({room}) / {stride}⌋ + 1 = {after}"
    # A last window that would begin in the padding on the right is left out.
    windows = -(-left_over(layer, before) // stride) + 1
    less = "" if windows == after else " − 1"
    return f"⌈({room}) / {stride}⌉ + 1{less} = {after}"


def reach(layer: Layer) -> int:
    """The side of the window on the picture: a dilated kernel spans more than it reads."""
    return layer.settings.get("dilation", 1) * (layer["kernel_size"] - 1) + 1


def left_over(layer: Layer, before: int) -> int:
    """How far the window can move along a side."""
    return before + 2 * layer["padding"] - reach(layer)


def weights(step: Step) -> str:
    """How the parameters of a layer are counted; empty where it has none."""
    layer, before = step.layer, step.before
    if not step.parameters or before is None:
        return ""
    total = f" = {step.parameters:,}"
    if layer.kind == "BatchNorm2d":
        return f"2·{before[0]}{total}"
    if layer.kind == "Linear":
        out = layer["out_features"]
        return f"{before[-1]}·{out} + {out}{total}"
    out, kernel, groups = (layer[name] for name in ("out_channels", "kernel_size", "groups"))
    inputs = f"{before[0]}" if groups == 1 else f"({before[0]}/{groups})"
    bias = f" + {out}" if layer["bias"] else ""
    return f"{out}·{inputs}·{kernel}·{kernel}{bias}{total}"


def times(shape: tuple[int, ...]) -> str:
    """A shape as a product: 64·12·12."""
    return "·".join(str(side) for side in shape)


def by(shape: tuple[int, ...]) -> str:
    """A shape as people write it: 64×12×12."""
    return "×".join(f"{side:,}" for side in shape)
