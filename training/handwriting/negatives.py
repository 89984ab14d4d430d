"""Draw negatives, which show no digit: letters, numerals of other scripts, shapes, scribbles, …"""

import numpy as np

from training.handwriting.digits import DIGITS
from training.handwriting.letters import LETTERS
from training.handwriting.numerals import NUMERALS
from training.handwriting.shapes import SHAPES
from training.handwriting.strokes import Rng, Strokes, curve, place_in_row, write_style


def random_negative(rng: Rng, hands: list[Strokes]) -> Strokes:
    """Draw one negative at random; `hands` are real digits, of which some are put in a row."""
    kind = rng.random()
    if kind < 0.26:
        return write_style(rng.choice(LETTERS), rng)
    if kind < 0.47:
        return write_style(rng.choice(SHAPES), rng)
    if kind < 0.7:
        return write_style(rng.choice(NUMERALS), rng)
    if kind < 0.84:
        return rng.choice(SCRIBBLES)(rng)
    if kind < 0.88:
        return dots(rng)
    return digit_row(rng, hands)


def tangle(rng: Rng) -> Strokes:
    """Draw a line through many random places."""
    return [curve(rng.uniform(0, 100, (rng.integers(8, 24), 2)) * [rng.uniform(0.5, 1), 1])]


def zigzag(rng: Rng) -> Strokes:
    """Draw a line to and fro, at least five times, as for shading; in any direction."""
    n, sharp = rng.integers(6, 18), rng.integers(1, 3)
    points = np.stack([np.linspace(0, 100, n), np.arange(n) % 2 * rng.uniform(20, 120)], 1)
    points += rng.normal(0, 5, points.shape)
    return [rotate(curve(points.repeat(sharp, axis=0)), rng.uniform(0, 2 * np.pi))]


def spiral(rng: Rng) -> Strokes:
    """Draw more than two turns outwards, in either direction."""
    turns = np.linspace(0, rng.uniform(2.2, 5), 80)
    angle = turns * 2 * np.pi * rng.choice([-1, 1]) + rng.uniform(0, 2 * np.pi)
    return [np.stack([np.cos(angle), np.sin(angle)], 1) * turns[:, None]]


def hatching(rng: Rng) -> Strokes:
    """Draw straight strokes in all directions."""
    ends = rng.uniform(0, 100, (rng.integers(4, 12), 2, 2))
    return list(ends)


def dots(rng: Rng) -> Strokes:
    """Draw one dot or a few."""
    n = rng.choice([1, 1, 2, 3, 5])
    return [rng.uniform(0, 100, (1, 2)) for _ in range(n)]


def digit_row(rng: Rng, hands: list[Strokes]) -> Strokes:
    """Put two to four digits in a row, some in our styles, some real, about equally high."""
    parts = []
    for _ in range(rng.choice([2, 2, 2, 3, 4])):
        in_style = write_style(rng.choice(DIGITS[str(rng.integers(10))]), rng)
        part = in_style if rng.random() < 0.5 else hands[rng.integers(len(hands))]
        height = np.ptp(np.concatenate(part)[:, 1]) or 1
        parts.append([stroke * rng.uniform(85, 115) / height for stroke in part])
    return place_in_row(parts, gap=rng.uniform(10, 60))


def rotate(points: np.ndarray, angle: float) -> np.ndarray:
    """Rotate points around the origin, by radians."""
    cos, sin = np.cos(angle), np.sin(angle)
    return points @ np.array([[cos, sin], [-sin, cos]])


SCRIBBLES = [tangle, tangle, zigzag, zigzag, spiral, hatching]
