"""Dense layer against convolution: connections and parameter counts."""

from torch import nn

from demo.lessons.layer_settings import new_layer
from demo.lessons.network_spec import run_layer

SIDE, KERNEL, CHANNELS = (4, 28), (1, 7), (1, 64)       # minimum, maximum
PICTURE, OUTPUT_X = 168, 236    # pixels: side of the drawn picture, position of the output


def count_parameters(side: int, kernel: int, channels: int) -> dict[str, dict[str, str]]:
    """Count the parameters of a dense layer and a convolution that map one picture to equal shapes.

    The numbers are those of PyTorch modules on the meta device; the sums are written out.
    """
    out = side - kernel + 1
    pixels, outputs = side * side, out * out * channels
    dense = sum(p.numel() for p in nn.Linear(pixels, outputs, device="meta").parameters())
    conv = new_layer("Conv2d", out_channels=channels, kernel_size=kernel)
    local = run_layer(conv, (1, side, side))
    return {
        "dense": {
            "sum": f"{side}·{side} · {out}·{out}·{channels} + {out}·{out}·{channels}",
            "total": f"{dense:,}", "each": f"{pixels:,}",
        },
        "local": {
            "sum": f"{channels}·{kernel}·{kernel} + {channels}",
            "total": f"{local.parameters:,}", "each": f"{kernel * kernel:,}",
        },
        "both": {"out": f"{channels}×{out}×{out}", "times": f"{dense / local.parameters:,.0f}"},
    }  # fmt: skip


def draw_connections(side: int, kernel: int | None) -> str:
    """Draw one output and the pixels it is connected to, as an SVG.

    For a convolution these are a window in the middle; without a kernel, every pixel.
    """
    cell = PICTURE / side
    first = 0 if kernel is None else (side - kernel) // 2
    inside = range(first, first + (kernel or side))
    places = [(column, line) for line in inside for column in inside]
    lines = "".join(f"M{(x + 0.5) * cell:.1f} {(y + 0.5) * cell:.1f}L{OUTPUT_X} {PICTURE / 2:.0f}"
                    for x, y in places)
    grid = "".join(f"M0 {k * cell:.1f}h{PICTURE}M{k * cell:.1f} 0v{PICTURE}"
                   for k in range(side + 1))
    corner, width = first * cell, len(inside) * cell
    opacity = max(0.12, min(0.9, 12 / len(places)))
    return (
        f'<svg viewBox="-2 -2 {OUTPUT_X + 16} {PICTURE + 4}" aria-hidden="true">'
        f'<rect class="seen" x="{corner:.1f}" y="{corner:.1f}" '
        f'width="{width:.1f}" height="{width:.1f}"/><path class="grid" d="{grid}"/>'
        f'<path class="wires" style="opacity:{opacity:.2f}" d="{lines}"/>'
        f'<circle class="output" cx="{OUTPUT_X}" cy="{PICTURE / 2:.0f}" r="8"/></svg>'
    )
