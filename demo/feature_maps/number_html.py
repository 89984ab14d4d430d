"""Numbers as HTML: how one came about, the kernel that made a map, how its values are spread.

Signs and names of the field only, in no language: what a page translates is around it.
"""

import html
import math

import torch
from torch import Tensor

from hub.arithmetic import Operation

MOST = 16       # input channels that are written out; of more, those that count most
RGB = "RGB"


def number(value: float) -> str:
    """Four decimals where there is room for them, and a true minus."""
    if abs(value) < 5e-5:
        return "0"
    return f"{value:.{4 if abs(value) < 100 else 1}f}".replace("-", "−")


def tint(value: float, most: float) -> str:
    """A cell's background: the further from zero the stronger, blue below and red above."""
    part = 0 if not most else min(1, abs(value) / most)
    return f"background:rgb({'220 38 38' if value > 0 else '37 99 235'} / {0.75 * part:.2f})"


def table(numbers: Tensor, most: float, name: str) -> str:
    """A (rows, columns) square of numbers, tinted."""
    rows = "".join(
        "<tr>" + "".join(f'<td style="{tint(v, most)}">{number(v)}</td>' for v in row) + "</tr>"
        for row in numbers.tolist()
    )
    return f'<table aria-label="{html.escape(name)}">{rows}</table>'


def channel_name(channel: int, channels: int) -> str:
    """R, G and B, or the number of a map of the layer before."""
    return RGB[channel] if channels == 3 else f"{channel + 1}"


def kernel(weights: Tensor, bias: float | None) -> str:
    """A (C, side, side) kernel: one square of numbers per input channel."""
    most, channels = weights.abs().max().item(), len(weights)
    squares = "".join(
        f"<figure><figcaption>{channel_name(c, channels)}</figcaption>"
        + table(square, most, f"kernel {c + 1}") + "</figure>"
        for c, square in enumerate(weights)
    )
    plus = "" if bias is None else f'<p class="sum">+ bias {number(bias)}</p>'
    return f'<div class="squares">{squares}</div>{plus}'


def arithmetic(lines: list[Operation]) -> str:
    """One number written out, line after line; the last result is the map's."""
    return "".join(f"<section>{written(line)}</section>" for line in lines)


def written(line: Operation) -> str:
    """One operation and all its numbers."""
    name, end = line.step.name, f"= <b>{number(line.result)}</b>"
    if line.step.kind == "conv":
        return convolution(line)
    if line.step.kind == "pool":
        most = line.inputs.abs().max().item()
        window = table(line.inputs, most, name)
        return f'<h4>{name}</h4><div class="product">max {window} {end}</div>'
    x = number(line.inputs.item())
    if line.step.kind == "bias":
        return f"<h4>{name}</h4><p>{x} + {bracket(line.weights.item())} {end}</p>"
    if line.step.kind == "relu":
        return f"<h4>{name}</h4><p>max(0, {x}) {end}</p>"
    if line.step.kind == "normal":
        mean, deviation = line.weights.tolist()
        return f"<h4>{name}</h4><p>({x} − {number(mean)}) ÷ {number(deviation)} {end}</p>"
    if line.step.kind == "norm":
        mean, deviation, scale, shift = (bracket(v) for v in line.weights.tolist())
        return f"<h4>{name}</h4><p>({x} − {mean}) ÷ {deviation} × {scale} + {shift} {end}</p>"
    return f"<h4>{name}</h4><p><b>{x}</b></p>"


def bracket(value: float) -> str:
    """A number that follows a sign."""
    return f"({number(value)})" if value < 0 else number(value)


def convolution(line: Operation) -> str:
    """Patch times kernel, channel by channel, and the sum of all."""
    products = (line.inputs * line.weights).sum((1, 2))         # (C,)
    order = products.abs().argsort(descending=True)[:MOST].sort().values.tolist()
    patch, kernel = line.inputs.abs().max().item(), line.weights.abs().max().item()
    channels, rows = len(products), []
    for c in order:
        name, total = channel_name(c, channels), number(products[c].item())
        squares = table(line.inputs[c], patch, "patch") + " × " + table(
            line.weights[c], kernel, "kernel")
        rows.append(f'<div class="product"><i>{name}</i>{squares} → {total}</div>')
    if channels > MOST:
        rest = products.sum().item() - products[order].sum().item()
        rows.append(f'<div class="product"><i>… +{channels - MOST}</i> → {number(rest)}</div>')
    heading = f"<h4>{line.step.name}: Σ patch × kernel</h4>"
    total = f'<p class="sum">Σ = <b>{number(line.result)}</b></p>'
    return f'{heading}<div class="products" tabindex="0">{"".join(rows)}</div>{total}'


def histogram(values: Tensor, bins: int = 40) -> str:
    """How the numbers of a map are spread, as bars; those below zero are blue, above red."""
    low, high = values.min().item(), values.max().item()
    counts = torch.histc(values.float(), bins, low, high if high > low else low + 1)
    heights = (counts / counts.max()).sqrt()        # of the square root, or most bars are unseen
    width, bars = (high - low) / bins, []
    for k, height in enumerate(heights.tolist()):
        middle = low + (k + 0.5) * width
        colour = "zero" if abs(middle) <= width / 2 else "plus" if middle > 0 else "minus"
        top = 60 * (1 - height)
        bars.append(f'<rect class="{colour}" x="{k * 5}" y="{top:.1f}" width="4" '
                    f'height="{60 - top:.1f}"/>')
    words = html.escape(f"{number(low)} … {number(high)}")
    return (
        f'<svg viewBox="0 0 {bins * 5} 60" preserveAspectRatio="none" role="img" '
        f'aria-label="{words}">{"".join(bars)}</svg>'
        f'<div class="ends"><span>{number(low)}</span><span>{number(high)}</span></div>'
    )


def dead(maps: Tensor) -> list[bool]:
    """Of maps, (C, H, W), which are the same everywhere."""
    return [math.isclose(low, high) for low, high in
            zip(maps.amin((1, 2)).tolist(), maps.amax((1, 2)).tolist())]
