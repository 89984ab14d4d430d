"""Write numbers as HTML: a computation, the kernel of a map, the distribution of its values."""

import html

import torch
from torch import Tensor

from demo.i18n import both, word_spans
from demo.templates import named_attribute
from hub.arithmetic import Operation

MOST_CHANNELS = 16      # input channels written out; of more, those that contribute most
RGB = "RGB"


def format_number(value: float) -> str:
    """Format with four decimals below 100, with one above, and a true minus sign."""
    if abs(value) < 5e-5:
        return "0"
    return f"{value:.{4 if abs(value) < 100 else 1}f}".replace("-", "−")


def format_operand(value: float) -> str:
    """Format a number that follows a sign: a negative one in brackets."""
    return f"({format_number(value)})" if value < 0 else format_number(value)


def cell_style(value: float, most: float) -> str:
    """Colour a cell by its distance from zero: orange below, blue above, strongest at `most`."""
    part = 0 if not most else min(1, abs(value) / most)
    fill = "var(--positive-fill)" if value > 0 else "var(--negative-fill)"
    return f"background:color-mix(in srgb, {fill} {75 * part:.0f}%, transparent)"


def square_html(numbers: Tensor, most: float, name: dict[str, str]) -> str:
    """Write a (rows, columns) square of numbers as a coloured table, named in both languages."""
    rows = "".join(
        "<tr>" + "".join(
            f'<td style="{cell_style(v, most)}">{format_number(v)}</td>' for v in row) + "</tr>"
        for row in numbers.tolist()
    )
    return f"<table {named_attribute('aria-label', name)}>{rows}</table>"


def channel_name(channel: int, channels: int) -> str:
    """Name an input channel: R, G or B, or the number of a map of the layer before."""
    return RGB[channel] if channels == 3 else f"{channel + 1}"


def kernel_html(weights: Tensor, bias: float | None) -> str:
    """Write a (C, side, side) kernel: one square of numbers per input channel."""
    most, channels = weights.abs().max().item(), len(weights)
    squares = "".join(
        f"<figure><figcaption>{channel_name(c, channels)}</figcaption>"
        + square_html(square, most, both("number_kernel", channel=c + 1)) + "</figure>"
        for c, square in enumerate(weights)
    )
    words = word_spans(both("number_bias", bias=format_number(bias or 0)))
    plus = "" if bias is None else f'<p class="sum">{words}</p>'
    return f'<div class="squares">{squares}</div>{plus}'


def computation_html(lines: list[Operation]) -> str:
    """Write out the computation of one number; the last line's result is the map's value."""
    return "".join(f"<section>{line_html(line)}</section>" for line in lines)


def line_html(line: Operation) -> str:
    """Write one operation with all its numbers."""
    name, end = line.step.name, f"= <b>{format_number(line.result)}</b>"
    if line.step.kind == "conv":
        return convolution_html(line)
    if line.step.kind == "pool":
        window = square_html(line.inputs, line.inputs.abs().max().item(), both("number_window"))
        return f'<h4>{name}</h4><div class="product">max {window} {end}</div>'
    x = format_number(line.inputs.item())
    if line.step.kind == "bias":
        return f"<h4>{name}</h4><p>{x} + {format_operand(line.weights.item())} {end}</p>"
    if line.step.kind == "relu":
        return f"<h4>{name}</h4><p>max(0, {x}) {end}</p>"
    if line.step.kind == "normal":
        mean, deviation = line.weights.tolist()
        mean, deviation = format_number(mean), format_number(deviation)
        return f"<h4>{name}</h4><p>({x} − {mean}) ÷ {deviation} {end}</p>"
    if line.step.kind == "norm":
        mean, deviation, scale, shift = (format_operand(v) for v in line.weights.tolist())
        return f"<h4>{name}</h4><p>({x} − {mean}) ÷ {deviation} × {scale} + {shift} {end}</p>"
    return f"<h4>{name}</h4><p><b>{x}</b></p>"


def convolution_html(line: Operation) -> str:
    """Write patch times kernel, channel by channel, and the sum of all."""
    products = (line.inputs * line.weights).sum((1, 2))         # (C,)
    order = products.abs().argsort(descending=True)[:MOST_CHANNELS].sort().values.tolist()
    most_input, most_weight = line.inputs.abs().max().item(), line.weights.abs().max().item()
    channels, rows = len(products), []
    for c in order:
        name, total = channel_name(c, channels), format_number(products[c].item())
        patch = square_html(line.inputs[c], most_input, both("number_window"))
        kernel = square_html(line.weights[c], most_weight, both("number_kernel", channel=c + 1))
        rows.append(f'<div class="product"><i>{name}</i>{patch} × {kernel} → {total}</div>')
    if channels > MOST_CHANNELS:
        rest = format_number(products.sum().item() - products[order].sum().item())
        name = f"… +{channels - MOST_CHANNELS}"
        rows.append(f'<div class="product"><i>{name}</i> → {rest}</div>')
    heading = f"<h4>{word_spans(both('number_products', layer=line.step.name))}</h4>"
    total = f'<p class="sum">Σ = <b>{format_number(line.result)}</b></p>'
    return f'{heading}<div class="products" tabindex="0">{"".join(rows)}</div>{total}'


def histogram_html(values: Tensor, bins: int = 40) -> str:
    """Draw the distribution of a map's values: bars below zero are orange, above blue."""
    low, high = values.min().item(), values.max().item()
    counts = torch.histc(values.float(), bins, low, high if high > low else low + 1)
    heights = (counts / counts.max()).sqrt()        # the square root, or most bars are invisible
    width, bars = (high - low) / bins, []
    for k, height in enumerate(heights.tolist()):
        middle = low + (k + 0.5) * width
        colour = "zero" if abs(middle) <= width / 2 else "plus" if middle > 0 else "minus"
        top = 60 * (1 - height)
        bars.append(f'<rect class="{colour}" x="{k * 5}" y="{top:.1f}" width="4" '
                    f'height="{60 - top:.1f}"/>')
    low, high = format_number(low), format_number(high)
    label = html.escape(f"{low} … {high}")
    return (
        f'<svg viewBox="0 0 {bins * 5} 60" preserveAspectRatio="none" role="img" '
        f'aria-label="{label}">{"".join(bars)}</svg>'
        f'<div class="ends"><span>{low}</span><span>{high}</span></div>'
    )
