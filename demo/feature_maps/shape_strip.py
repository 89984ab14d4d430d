"""The shapes that a picture's tensor takes on its way, as a line of boxes."""

from math import prod

STRIP_CSS = """
ol { display: flex; flex-wrap: wrap; gap: 6px 4px; list-style: none; margin: 0; padding: 0; }
li { display: flex; align-items: center; gap: 6px; font-size: var(--text-sm); }
code { padding: 5px 8px; border: 1px solid var(--border-color-primary); white-space: nowrap; }
code { border-radius: var(--radius-md); background: var(--background-fill-secondary); }
i { font-style: normal; color: var(--body-text-color-subdued); white-space: nowrap; }
"""


def strip(size: tuple[int, int]) -> str:
    """Every shape from a (height, width) picture to the flattened end of the tutorial's network."""
    height, width = size
    halves = (height // 2, width // 2), (height // 4, width // 4)
    stations = [
        ("unsqueeze(0)", (1, 3, height, width)),
        ("conv1, ReLU", (1, 16, height, width)),
        ("max pool 2×2", (1, 16, *halves[0])),
        ("conv2, ReLU", (1, 32, *halves[0])),
        ("max pool 2×2", (1, 32, *halves[1])),
        ("flatten(1)", (1, prod((32, *halves[1])))),
    ]
    boxes = [box((3, height, width))]
    boxes += [f"<i>→ {step} →</i>{box(shape)}" for step, shape in stations]
    return "<ol>" + "".join(f"<li>{each}</li>" for each in boxes) + "</ol>"


def box(shape: tuple[int, ...]) -> str:
    """One shape; thousands have their comma."""
    return "<code>" + "×".join(f"{side:,}" for side in shape) + "</code>"
