"""Turn MNIST's digits into strokes: the skeleton of their ink, to be drawn with any pen."""

from itertools import pairwise

import numpy as np
import torch.nn.functional as F
from torch import Tensor

ENLARGE = 2     # thinned at twice MNIST's 28×28, so that narrow holes survive
FORWARD_NEIGHBOURS = ((0, 1), (1, 0), (1, 1), (1, -1))    # half of the eight: row, column


def skeletonize(ink: Tensor) -> np.ndarray:
    """Thin ink, (N, 1, H, W) in [0, 1], to lines of one pixel, (N, 2H, 2W) bool.

    Zhang & Suen 1984: border pixels are removed, from two sides in turn, unless this would cut a
    line.
    """
    fine = F.interpolate(ink, scale_factor=ENLARGE, mode="bilinear", align_corners=False)
    line = F.pad(fine[:, 0] > 0.5, (1, 1, 1, 1)).numpy()
    changed = True
    while changed:
        changed = False
        for side in (0, 1):
            removed = find_removable(line, side)
            line[:, 1:-1, 1:-1] &= ~removed
            changed = changed or removed.any()
    return line[:, 1:-1, 1:-1]


def find_removable(line: np.ndarray, side: int) -> np.ndarray:
    """Find the pixels that one of the two sub-iterations removes; `line` has a border of one."""
    n, ne, e, se, s, sw, w, nw = (
        line[:, 1 + y : line.shape[1] - 1 + y, 1 + x : line.shape[2] - 1 + x]
        for y, x in ((-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1), (-1, -1))
    )
    ring = [n, ne, e, se, s, sw, w, nw, n]
    around = sum(pixel.astype(np.int8) for pixel in ring[:8])
    starts = sum((~one & other).astype(np.int8) for one, other in pairwise(ring))
    two_sided = ~(n & e & s) & ~(e & s & w) if side == 0 else ~(n & e & w) & ~(n & s & w)
    return line[:, 1:-1, 1:-1] & (around >= 2) & (around <= 6) & (starts == 1) & two_sided


def skeleton_strokes(line: np.ndarray) -> list[np.ndarray]:
    """Turn a skeleton, (H, W) bool, into smoothed strokes of two points (x, y) each."""
    places = np.argwhere(line)                                  # (n, 2) of row, column
    number = np.full(np.add(line.shape, 2), -1)
    number[1:-1, 1:-1][line] = np.arange(len(places))
    pairs = []
    for down, right in FORWARD_NEIGHBOURS:
        there = number[places[:, 0] + 1 + down, places[:, 1] + 1 + right]
        if down and right:      # a diagonal is no second way beside two straight steps
            aside = number[places[:, 0] + 1 + down, places[:, 1] + 1]
            ahead = number[places[:, 0] + 1, places[:, 1] + 1 + right]
            there = np.where((aside >= 0) | (ahead >= 0), -1, there)
        pairs.append(np.stack([np.arange(len(places)), there], 1)[there >= 0])
    pairs = np.concatenate(pairs)
    points = smooth(places[:, ::-1].astype(float), pairs)
    dots = np.setdiff1d(np.arange(len(places)), pairs)
    return [points[pair] for pair in pairs] + [points[[dot]] for dot in dots]


def smooth(points: np.ndarray, pairs: np.ndarray, times: int = 3) -> np.ndarray:
    """Move each point to the mean of itself and its neighbours; the ends of lines stay."""
    near = np.eye(len(points))
    near[pairs[:, 0], pairs[:, 1]] = near[pairs[:, 1], pairs[:, 0]] = 1
    near[near.sum(1) <= 2] = 0
    np.fill_diagonal(near, 1)
    near /= near.sum(1, keepdims=True)
    for _ in range(times):
        points = near @ points
    return points
