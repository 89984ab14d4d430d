"""Trace the outline of a garment that was found in a photo, as an SVG path."""

from collections import defaultdict

import numpy as np

SHORTEST = 12       # edges of pixels: a shorter loop is a speck or a pinhole
SMOOTH = 2          # the path averages over as many edges on either side
# Of a pixel of the mask, for the neighbour on each side that is ground: where that neighbour is,
# and the corners between which the edge runs, so that the mask is always on the right.
EDGES = (
    ((-1, 0), (0, 0), (0, 1)), ((0, 1), (0, 1), (1, 1)),
    ((1, 0), (1, 1), (1, 0)), ((0, -1), (1, 0), (0, 0)),
)  # fmt: skip


def outline_path(mask: np.ndarray) -> str:
    """Return the outlines of a mask, (H, W), as an SVG path, in its pixels."""
    loops = [smooth_loop(loop) for loop in trace_loops(mask) if len(loop) >= SHORTEST]
    return "".join(
        "M" + " ".join(f"{x:.1f} {y:.1f}" for y, x in loop[::2].tolist()) + "Z" for loop in loops)


def trace_loops(mask: np.ndarray) -> list[np.ndarray]:
    """Follow the edges between mask and ground; return the corners, (N, 2), of each closed loop."""
    padded = np.pad(mask, 1)
    following: dict[tuple, list[tuple]] = defaultdict(list)
    for (down, across), first, last in EDGES:
        is_edge = padded & ~np.roll(padded, (-down, -across), (0, 1))
        for y, x in (np.argwhere(is_edge) - 1).tolist():
            following[y + first[0], x + first[1]].append((y + last[0], x + last[1]))
    loops = []
    while following:
        loop = [next(iter(following))]
        while (corner := loop[-1]) in following:
            loop.append(following[corner].pop())
            if not following[corner]:
                del following[corner]
        loops.append(np.array(loop[1:]))
    return loops


def smooth_loop(loop: np.ndarray) -> np.ndarray:
    """Average a closed loop of corners, (N, 2), along itself."""
    shifts = range(-SMOOTH, SMOOTH + 1)
    return np.mean([np.roll(loop, shift, 0) for shift in shifts], axis=0)
