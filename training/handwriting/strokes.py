"""Turn styles into drawings: write a pen path as a hand would, and ink it as the pad does."""

import numpy as np
from PIL import Image, ImageDraw

PAD = 280       # pixels: the side of the pad's drawing
OVERSAMPLE = 2  # drawn in finer pixels, then averaged, for soft edges
Rng = np.random.Generator
Strokes = list[np.ndarray]      # each (n, 2): x to the right, y down


def write_style(
    style: str, rng: Rng, slant: float = 20, hurried: float = 0.3, sparse: float = 0.45,
    broken: float = 0,
) -> Strokes:
    """Write a style (see digits.py) once, as a hand would: strokes, each (n, 2), of any size.

    `slant` is the largest slant to either side in degrees, and half of it the largest turn;
    `hurried` is the probability that the pen is never lifted, `sparse` that points are few, and
    `broken` that the ink is missing somewhere.
    """
    strokes, jitter = [], rng.uniform(1, 6)    # hundredths of a digit's height
    for path in style.split("|"):
        points = np.array([pair.rstrip("!").split(",") for pair in path.split()], float)
        points += rng.normal(0, jitter, points.shape) + rng.normal(0, 2.5, 2)
        corners = [1 + pair.endswith("!") for pair in path.split()]
        strokes.append(curve(overshoot(points.repeat(corners, axis=0), rng)))
    if rng.random() < hurried:
        strokes = [np.concatenate(strokes)]
    if rng.random() < sparse:
        strokes = [sparse_points(stroke, rng) for stroke in strokes]
    strokes = [stroke + tremor(len(stroke), rng) for stroke in strokes]
    if rng.random() < broken:
        strokes = break_stroke(strokes, rng)
    return random_affine(strokes, rng, slant)


def curve(points: np.ndarray, steps: int = 6) -> np.ndarray:
    """Lay a smooth line through points (Catmull & Rom 1974); a repeated point makes a corner.

    (n, 2) → ((n - 1) * steps + 1, 2)
    """
    around = np.concatenate([points[:1], points, points[-1:]])
    before, start, end, after = (around[i : len(points) - 1 + i, None] for i in range(4))
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]       # (steps, 1)
    bends = (
        start + t * (end - before) / 2
        + t**2 * (before - 2.5 * start + 2 * end - after / 2)
        + t**3 * (1.5 * (start - end) + (after - before) / 2)
    )                                                           # (n - 1, steps, 2)
    return np.concatenate([bends.reshape(-1, 2), points[-1:]])


def overshoot(points: np.ndarray, rng: Rng) -> np.ndarray:
    """Draw both ends a little further than meant, or not quite so far."""
    points = points.copy()
    for end, next_to_it in ((0, 1), (-1, -2)):
        points[end] += (points[end] - points[next_to_it]) * rng.uniform(-0.1, 0.15)
    return points


def sparse_points(stroke: np.ndarray, rng: Rng) -> np.ndarray:
    """Reduce a stroke to a few points at even distances, as a slow mouse reports it.

    The longer the path in its style, the more points; in half of the cases no more than needed.
    """
    bends = min(len(stroke) // 6, 7)
    length = np.concatenate([[0], np.hypot(*np.diff(stroke, axis=0).T).cumsum()])
    points = rng.integers(bends + 1, 2 * bends + 4) if rng.random() < 0.5 else bends + 1
    even = np.linspace(0, length[-1], points)
    return np.stack([np.interp(even, length, axis) for axis in stroke.T], 1)


def break_stroke(strokes: Strokes, rng: Rng) -> Strokes:
    """Leave a short piece of one stroke out."""
    strokes = list(strokes)
    stroke = strokes.pop(rng.integers(len(strokes)))
    length = np.concatenate([[0], np.hypot(*np.diff(stroke, axis=0).T).cumsum()])
    start = rng.uniform(0.1, 0.9) * length[-1]
    stop = start + rng.uniform(5, 25)      # hundredths of a digit's height
    ends = [np.array([[np.interp(at, length, axis) for axis in stroke.T]]) for at in (start, stop)]
    before, after = stroke[length < start], stroke[length > stop]
    return [*strokes, np.concatenate([before, ends[0]]), np.concatenate([ends[1], after])]


def tremor(n: int, rng: Rng) -> np.ndarray:
    """Draw a hand's error at each of n points, (n, 2); neighbours err to the same side."""
    noise = rng.normal(0, rng.uniform(0, 2), (n + 2, 2))
    return (noise[:-2] + noise[1:-1] + noise[2:]) / 3


def random_affine(strokes: Strokes, rng: Rng, slant: float) -> Strokes:
    """Slant, turn, narrow or widen all strokes, and bend them by one slow wave."""
    shear = np.tan(np.radians(rng.triangular(-slant, 0, slant)))
    turn = np.radians(rng.triangular(-slant / 2, 0, slant / 2))
    cos, sin = np.cos(turn), np.sin(turn)
    shape = np.diag([np.exp(rng.normal(0, 0.3)), 1]) @ np.array([[1, 0], [-shear, 1]])
    shape = shape @ np.array([[cos, sin], [-sin, cos]])
    wave, bend, phase = rng.normal(0, 0.04, 2), rng.normal(0, 2.5, 2), rng.uniform(0, 6.3)
    return [s @ shape + bend * np.sin(s @ wave + phase)[:, None] for s in strokes]


def place_in_row(parts: list[Strokes], gap: float) -> Strokes:
    """Put several drawings side by side, `gap` apart."""
    row, right = [], 0.0
    for strokes in parts:
        points = np.concatenate(strokes)
        move = np.array([right - points[:, 0].min(), 0])
        row += [stroke + move for stroke in strokes]
        right += np.ptp(points[:, 0]) + gap
    return row


def place_on_pad(strokes: Strokes, size: float, pen: float, rng: Rng) -> Strokes:
    """Scale strokes so that the ink's longer side has `size` pixels; put them at a random place."""
    points = np.concatenate(strokes)
    low, span = points.min(0), np.ptp(points, axis=0)
    scale = max(size - pen, 1) / max(span.max(), 1e-6)
    corner = pen / 2 + rng.uniform(0, 1, 2) * np.maximum(PAD - pen - span * scale, 0)
    return [(stroke - low) * scale + corner for stroke in strokes]


def rasterize(strokes: Strokes, pen: float) -> np.ndarray:
    """Draw strokes, in pixels of the pad: (280, 280) from 0, paper, to 1, ink.

    Ends and joints are round, as on the pad's canvas.
    """
    paper = Image.new("L", (PAD * OVERSAMPLE, PAD * OVERSAMPLE))
    draw, radius = ImageDraw.Draw(paper), pen * OVERSAMPLE / 2
    for stroke in strokes:
        points = [tuple(point) for point in (stroke * OVERSAMPLE).tolist()]
        draw.line(points, fill=255, width=round(2 * radius))
        for x, y in points:
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    return np.asarray(paper.reduce(OVERSAMPLE), np.float32) / 255


def draw_randomly(strokes: Strokes, rng: Rng, thickest: float = 0.28) -> np.ndarray:
    """Draw strokes on the pad with a random pen and place, in a size that the pen can write.

    `thickest` is the widest pen as a share of the size.
    """
    size = rng.uniform(0.15, 1) * PAD
    pen = rng.uniform(6, max(7, min(45, thickest * size)))
    return rasterize(place_on_pad(strokes, size, pen, rng), pen)
