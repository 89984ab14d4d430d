"""Find the connected parts of a mask: number them, keep the largest, fill the holes."""

from typing import NamedTuple

import numpy as np


class Parts(NamedTuple):
    """The connected parts of a mask, as horizontal runs of pixels, row by row."""

    rows: np.ndarray        # (runs,): the row of each run
    starts: np.ndarray      # (runs,): its first column
    stops: np.ndarray       # (runs,): the column after its last
    labels: np.ndarray      # (runs,): the part to which it belongs, from 0
    boxes: np.ndarray       # (parts, 4): left, top, right, bottom; right and bottom excluded


def find_parts(mask: np.ndarray, corners: bool = True) -> Parts:
    """Find the parts of a mask, (H, W); do pixels that touch at `corners` only belong together?"""
    sides = ("left", "right") if corners else ("right", "left")
    height, width = mask.shape
    line = width + 2            # an empty column on either side ends every run in its row
    padded = np.zeros((height, line), np.int8)
    padded[:, 1:-1] = mask
    edges = np.flatnonzero(np.diff(padded.ravel()))
    starts, stops = edges[::2] + 1, edges[1::2] + 1
    first = np.searchsorted(stops, starts + line, sides[0])     # of the runs that touch it below
    count = np.searchsorted(starts, stops + line, sides[1]) - first
    above = np.repeat(np.arange(len(starts)), count)
    below = np.arange(len(above)) - np.repeat(count.cumsum() - count, count) + first[above]
    labels = np.unique(join_labels(len(starts), above, below), return_inverse=True)[1]
    rows, starts, stops = starts // line, starts % line - 1, (stops - 1) % line
    boxes = np.zeros((labels.max(initial=-1) + 1, 4), int)
    boxes[:, :2] = max(height, width)
    for column, values, extreme in (
        (0, starts, np.minimum), (1, rows, np.minimum),
        (2, stops, np.maximum), (3, rows + 1, np.maximum),
    ):  # fmt: skip
        extreme.at(boxes[:, column], labels, values)
    return Parts(rows, starts, stops, labels, boxes)


def join_labels(n: int, above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """Give the same label to all of n runs that are joined by pairs, directly or in a chain."""
    labels = np.arange(n)
    while len(above):
        low = np.minimum(labels[above], labels[below])
        np.minimum.at(labels, above, low)
        np.minimum.at(labels, below, low)
        labels = labels[labels]
        if (labels[above] == labels[below]).all():
            break
    return labels


def label_regions(mask: np.ndarray) -> np.ndarray:
    """Number the connected regions of a mask, (H, W), from 1; pixels outside it are 0."""
    parts = find_parts(mask, corners=False)
    labels = np.zeros(mask.shape, int)
    labels[mask] = np.repeat(parts.labels + 1, parts.stops - parts.starts)
    return labels


def largest_region(mask: np.ndarray) -> np.ndarray:
    """Keep the region that is largest, with regions near the centre counting for more."""
    labels = label_regions(mask)
    y, x = np.mgrid[-1 : 1 : mask.shape[0] * 1j, -1 : 1 : mask.shape[1] * 1j]
    weight = np.exp(-(x * x + y * y))
    sums = np.bincount(labels.ravel(), weight.ravel())
    sums[0] = 0
    return labels == sums.argmax() if len(sums) > 1 else mask


def fill_holes(mask: np.ndarray, ground: np.ndarray) -> np.ndarray:
    """Fill the holes of a mask, except large ones where the ground shows, as in a bag's handle."""
    labels = label_regions(~mask)
    if not labels.any():
        return mask
    sizes = np.bincount(labels.ravel())
    clear = np.bincount(labels.ravel(), ground.ravel()) > 0.9 * sizes
    open_ = clear & (sizes > 0.02 * mask.size)
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    open_[rim], open_[0] = True, False
    return ~open_[labels]
