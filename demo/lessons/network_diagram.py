"""Draw a network as boxes: sides to scale, channels as thickness, flat vectors as columns."""

from math import log10, sqrt

from demo.lessons.network_spec import NetworkSpec, TraceStep, shape_text

TALL = 130              # pixels of the longest side
SLANT = 0.42, 0.30      # drawn width of a picture: pixels right and up, per pixel of its side
GAP, TOP, FOOT = 30, 14, 48
RESHAPING = ("Conv2d", "ConvTranspose2d", "MaxPool2d", "AvgPool2d", "Flatten", "Linear")


def draw_network(network: NetworkSpec, steps: list[TraceStep]) -> str:
    """Draw the network as an SVG, up to the first error; its text is names and numbers only."""
    stages = [("", network.picture)]
    stages += [(step.layer.kind, step.after) for step in steps
               if step.after and step.layer.kind in RESHAPING]
    scale = TALL / max(max(shape[1:]) for _, shape in stages if len(shape) == 3)
    ground = TOP + max(stage_height(shape, scale) for _, shape in stages)
    parts, left = [], 8.0
    for kind, shape in stages:
        shape_parts, width = draw_stage(shape, scale, left, ground)
        label = max(width, 58)
        middle = left + label / 2
        shift = (label - width) / 2
        parts.append(f'<g transform="translate({shift:.1f} 0)">{shape_parts}</g>')
        parts.append(svg_text(middle, ground + 20, shape_text(shape), "shape"))
        parts.append(svg_text(middle, ground + 37, kind, "kind"))
        left += label + GAP
    broken = next((step for step in steps if step.error), None)
    if broken:
        parts.append(f'<path class="broken" d="M{left:.0f} {ground - 40:.0f}l22 22m0 -22l-22 22"/>')
        parts.append(svg_text(left + 20, ground + 37, broken.layer.kind, "broken-kind"))
        left += 70
    width, high = left - GAP + 8, ground + FOOT
    label_text = " → ".join(shape_text(shape) for _, shape in stages)
    return (f'<svg viewBox="0 0 {width:.0f} {high:.0f}" role="img" aria-label="{label_text}" '
            f'style="width:{width:.0f}px">{"".join(parts)}</svg>')


def stage_height(shape: tuple[int, ...], scale: float) -> float:
    """Return a stage's height in pixels; a column of 100,000 numbers is as tall as the picture."""
    if len(shape) != 3:
        return TALL * min(1, log10(shape[-1] + 1) / 5)
    return max(shape[1] * scale, 1.5) + max(shape[2] * scale, 1.5) * SLANT[1]


def draw_stage(
    shape: tuple[int, ...], scale: float, left: float, ground: float
) -> tuple[str, float]:
    """Draw the box of (C, H, W) or the column of (features,); return it and its width in pixels."""
    if len(shape) != 3:
        high = stage_height(shape, scale)
        return f'<rect class="numbers" x="{left:.1f}" y="{ground - high:.1f}" ' \
               f'width="12" height="{high:.1f}" rx="2"/>', 12
    channels, high, wide = shape
    thick, high = 3 + 3 * sqrt(channels), max(high * scale, 1.5)
    across, up = max(wide * scale, 1.5) * SLANT[0], max(wide * scale, 1.5) * SLANT[1]
    x, y = left, ground - high
    front = f"M{x:.1f} {y:.1f}h{thick:.1f}v{high:.1f}h{-thick:.1f}z"
    top = f"M{x:.1f} {y:.1f}l{across:.1f} {-up:.1f}h{thick:.1f}l{-across:.1f} {up:.1f}z"
    face = f"M{x + thick:.1f} {y:.1f}l{across:.1f} {-up:.1f}v{high:.1f}l{-across:.1f} {up:.1f}z"
    paths = zip(("front", "top", "face"), (front, top, face))
    return "".join(f'<path class="{name}" d="{d}"/>' for name, d in paths), thick + across


def svg_text(x: float, y: float, content: str, css_class: str) -> str:
    """Write a text element of an SVG."""
    return f'<text class="{css_class}" x="{x:.1f}" y="{y:.1f}">{content}</text>'
