"""Write out the arithmetic of output sizes and parameter counts, with its numbers."""

from math import prod

from demo.lessons.layer_settings import SAME, LayerSpec
from demo.lessons.network_spec import TraceStep

SLIDING = ("Conv2d", "ConvTranspose2d", "MaxPool2d", "AvgPool2d")


def size_formulas(step: TraceStep) -> list[str]:
    """Write how a layer's output size follows from its input: one line, or height and width.

    The formulas are from PyTorch's documentation of these layers.
    """
    if step.after is None or step.before is None:
        return []
    if step.layer.kind == "Flatten":
        return [f"{product_text(step.before)} = {prod(step.before):,}"]
    if step.layer.kind not in SLIDING:
        return []
    lines = [side_formula(step.layer, before, after)
             for before, after in zip(step.before[1:], step.after[1:])]
    return lines[:1] if lines[0] == lines[1] else lines


def side_formula(layer: LayerSpec, before: int, after: int) -> str:
    """Write one side's formula: ⌊(side + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1."""
    if layer.kind == "ConvTranspose2d":
        return transposed_formula(layer, before, after)
    kernel, stride, around = layer["kernel_size"], layer["stride"], f"2·{layer['padding']}"
    if layer["padding"] == SAME:        # as many pixels as the window has beside one
        around = f"{window_span(layer) - 1}"
    if layer.kind == "AvgPool2d":       # has no dilation
        room = f"{before} + {around} − {kernel}"
    else:
        room = f"{before} + {around} − {layer['dilation']}·({kernel} − 1) − 1"
    if not layer.settings.get("ceil_mode"):
        return f"⌊({room}) / {stride}⌋ + 1 = {after}"
    # PyTorch drops a last window that would begin in the padding on the right.
    windows = -(-window_travel(layer, before) // stride) + 1
    less = "" if windows == after else " − 1"
    return f"⌈({room}) / {stride}⌉ + 1{less} = {after}"


def transposed_formula(layer: LayerSpec, before: int, after: int) -> str:
    """Write one side's formula of a layer that spreads each number over a window."""
    spread = f"{layer['dilation']}·({layer['kernel_size']} − 1)"
    return (f"({before} − 1)·{layer['stride']} − 2·{layer['padding']} + {spread} "
            f"+ {layer['output_padding']} + 1 = {after}")


def window_span(layer: LayerSpec) -> int:
    """Return how many pixels a kernel spans: a dilated one spans more than it reads."""
    return layer.settings.get("dilation", 1) * (layer["kernel_size"] - 1) + 1


def window_travel(layer: LayerSpec, before: int) -> int:
    """Return how many pixels the window can move along a side."""
    return before + 2 * layer["padding"] - window_span(layer)


def parameter_formula(step: TraceStep) -> str:
    """Write how a layer's parameters are counted; "" if it has none."""
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
    return f"{out}·{inputs}·{kernel}·{kernel}{bias}{total}"     # transposed or not


def product_text(shape: tuple[int, ...]) -> str:
    """Write a shape as a product: 64·12·12."""
    return "·".join(str(side) for side in shape)
