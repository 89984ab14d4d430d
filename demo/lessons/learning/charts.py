"""Draw losses as a curve with numbers on both axes, as SVG."""

import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 320, 150     # of the curve, in pixels
LEFT, BELOW = 46, 22         # room for the numbers


def draw_curve(
    losses: Sequence[float], low: float, high: float, along: Mapping[int, str],
    marked: int | None = None,
) -> str:
    """Draw losses from left to right between two levels; one point may be marked.

    `along`: the numbers of the horizontal axis, by place.
    """
    finite = [loss if math.isfinite(loss) else high for loss in losses]
    inside = [min(max(loss, low), high) for loss in finite]     # clipped at the edge

    def x(place: int) -> str:
        return f"{LEFT + place * WIDTH / (len(losses) - 1):.1f}"

    def y(loss: float) -> str:
        return f"{HEIGHT * (high - loss) / (high - low):.1f}"

    ticks = axis_ticks(low, high)
    grid = "".join(
        f'<path class="level" d="M{LEFT} {y(tick)}h{WIDTH}"/>'
        f'<text x="{LEFT - 6}" y="{y(tick)}" dy="4" text-anchor="end">{text}</text>'
        for tick, text in ticks.items())
    numbers = "".join(
        f'<path class="level" d="M{x(place)} {HEIGHT}v5"/>'
        f'<text x="{x(place)}" y="{HEIGHT + 18}" text-anchor="middle">{text}</text>'
        for place, text in along.items())
    line = "M" + "L".join(f"{x(place)} {y(loss)}" for place, loss in enumerate(inside))
    dot = "" if marked is None else f'<circle cx="{x(marked)}" cy="{y(inside[marked])}" r="5"/>'
    size = f"0 -8 {LEFT + WIDTH + 14} {HEIGHT + BELOW + 8}"
    return (f'<svg viewBox="{size}" aria-hidden="true">{grid}{numbers}'
            f'<path class="curve" d="{line}"/>{dot}</svg>')


def axis_ticks(low: float, high: float) -> dict[float, str]:
    """Return three to eight round numbers between two levels, and how each is written."""
    power = 10 ** math.floor(math.log10((high - low) / 3))
    step = next(unit * power for unit in (5, 2, 1) if unit * power * 3 <= high - low)
    digits = max(0, -math.floor(math.log10(step)))
    first, last = math.ceil(low / step), math.floor(high / step)
    return {n * step: f"{n * step:.{digits}f}" for n in range(first, last + 1)}
