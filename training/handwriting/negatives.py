"""What is no digit, in strokes: letters, shapes, scribbles, dots, several digits side by side."""

import numpy as np

from training.handwriting.strokes import Dice, Strokes, beside, curve, written
from training.handwriting.styles import DIGITS, LETTERS, SHAPES


def nothing(dice: Dice, hands: list[Strokes]) -> Strokes:
    """One of them at random; `hands` are digits by real hands, of which some come side by side."""
    kind = dice.random()
    if kind < 0.35:
        return written(dice.choice(LETTERS), dice)
    if kind < 0.62:
        return written(dice.choice(SHAPES), dice)
    if kind < 0.8:
        return dice.choice(SCRIBBLES)(dice)
    if kind < 0.85:
        return dots(dice)
    return several(dice, hands)


def tangle(dice: Dice) -> Strokes:
    """A line through many places, in no order."""
    return [curve(dice.uniform(0, 100, (dice.integers(8, 24), 2)) * [dice.uniform(0.5, 1), 1])]


def zigzag(dice: Dice) -> Strokes:
    """To and fro while going on, as one shades a surface: at least five times, any way up."""
    n, sharp = dice.integers(6, 18), dice.integers(1, 3)
    points = np.stack([np.linspace(0, 100, n), np.arange(n) % 2 * dice.uniform(20, 120)], 1)
    points += dice.normal(0, 5, points.shape)
    return [turned(curve(points.repeat(sharp, axis=0)), dice.uniform(0, 2 * np.pi))]


def spiral(dice: Dice) -> Strokes:
    """More than two turns outwards, either way round."""
    turns = np.linspace(0, dice.uniform(2.2, 5), 80)
    angle = turns * 2 * np.pi * dice.choice([-1, 1]) + dice.uniform(0, 2 * np.pi)
    return [np.stack([np.cos(angle), np.sin(angle)], 1) * turns[:, None]]


def hatching(dice: Dice) -> Strokes:
    """Straight strokes in all directions."""
    ends = dice.uniform(0, 100, (dice.integers(4, 12), 2, 2))
    return list(ends)


def dots(dice: Dice) -> Strokes:
    """A dot, or a few of them."""
    n = dice.choice([1, 1, 2, 3, 5])
    return [dice.uniform(0, 100, (1, 2)) for _ in range(n)]


def several(dice: Dice, hands: list[Strokes]) -> Strokes:
    """Two to four digits in a row, some in our styles, some by real hands, about equally high."""
    parts = []
    for _ in range(dice.choice([2, 2, 2, 3, 4])):
        own = written(dice.choice(DIGITS[str(dice.integers(10))]), dice)
        part = own if dice.random() < 0.5 else hands[dice.integers(len(hands))]
        height = np.ptp(np.concatenate(part)[:, 1]) or 1
        parts.append([stroke * dice.uniform(85, 115) / height for stroke in part])
    return beside(parts, gap=dice.uniform(10, 60))


def turned(points: np.ndarray, angle: float) -> np.ndarray:
    """Points turned around the origin, by radians."""
    cos, sin = np.cos(angle), np.sin(angle)
    return points @ np.array([[cos, sin], [-sin, cos]])


SCRIBBLES = [tangle, tangle, zigzag, zigzag, spiral, hatching]
