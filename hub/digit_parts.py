"""Find the digit among the connected parts of a drawing's ink, and leave stray marks out."""

import numpy as np

from hub.regions import Parts, find_parts

# All but the last two are shares of the main part's longer side.
SAME_SIZE = 0.7     # so long a part is another digit, or another piece of a dotted one, …
PIECE = 0.4         # so long a part is a piece of this digit if it is near: the bar of a 5, …
PIECE_GAP = 0.5
SCRAP_GAP = 0.15    # and a shorter one only if it is nearer
STICKS_OUT = 0.3    # any part may make the digit longer by this much to a side: it harms nothing
DOT_OUT = 0.1       # but a dot, which a tap of the pen leaves, only by this much
SPECK = 0.01        # of the main part's ink: less is dust, which no other part is measured from
MAX_PARTS = 1000    # more are noise all over, in which no digit can be told from marks
FILLED = 0.68       # of its box: so full, and about as wide as high, a part is a dot


def find_strays(drawing: np.ndarray, threshold: float) -> np.ndarray | None:
    """Find stray marks in a drawing, (H, W) of ink levels; return their mask, or None.

    Ink up to the threshold is paper. Everything that may belong to a digit, or to one of several
    digits, is no stray mark.
    """
    parts = find_parts(drawing > threshold)
    if not 2 <= len(parts.boxes) <= MAX_PARTS:
        return None
    stray = ~choose_parts(parts, drawing)[parts.labels]     # (runs,)
    if not stray.any():
        return None
    height, width = drawing.shape
    edges = np.zeros((height, width + 1), np.int8)
    np.add.at(edges, (parts.rows[stray], parts.starts[stray]), 1)
    np.subtract.at(edges, (parts.rows[stray], parts.stops[stray]), 1)
    return edges.cumsum(1)[:, :-1] > 0


def choose_parts(parts: Parts, drawing: np.ndarray) -> np.ndarray:
    """Tell which parts belong to the digit, or to one of several: (parts,) of bool."""
    sides = parts.boxes[:, 2:] - parts.boxes[:, :2]
    lengths, masses = sides.max(1), sum_ink(parts, drawing)
    dots = (masses > FILLED * sides.prod(1)) & (lengths < 1.5 * sides.min(1))
    main = np.where(dots, 0, masses).argmax()
    if dots.all() or (dots.sum() > 2 and masses[dots].sum() > masses[~dots].sum()):   # dotted
        dots[:], main = False, masses.argmax()
    specks = masses < SPECK * masses[main]
    chosen = (lengths >= SAME_SIZE * lengths[main]) & ~dots & ~specks
    chosen[main] = True
    size = lengths[main]
    if masses[main] < masses.sum() / 2:     # no part is the digit: many small pieces are
        box = union_box(parts.boxes[chosen])
        size = max(box[2:] - box[:2])
    gaps = np.where(lengths < PIECE * size, SCRAP_GAP, PIECE_GAP) * size
    gaps[dots | specks] = -1        # those join by standing in the digit's box, or almost
    outside = np.where(dots & ~specks, DOT_OUT, STICKS_OUT) * size
    while (found := join_nearby(parts.boxes, chosen, gaps, outside) & ~specks).any():
        chosen |= found
    return chosen | join_nearby(parts.boxes, chosen, gaps, outside)


def join_nearby(
    boxes: np.ndarray, chosen: np.ndarray, gaps: np.ndarray, sticks_out: np.ndarray
) -> np.ndarray:
    """Return the parts that join the chosen ones, (parts,): those near one, or hardly outside."""
    near = boxes[chosen]
    whole = union_box(near)
    outside = np.maximum(whole[:2] - boxes[:, :2], boxes[:, 2:] - whole[2:]).max(1)
    apart = np.maximum(near[:, :2] - boxes[:, None, 2:], boxes[:, None, :2] - near[:, 2:])
    distances = np.hypot(*apart.clip(0).transpose(2, 0, 1)).min(1)      # (parts,)
    return ~chosen & ((distances <= gaps) | (outside <= sticks_out))


def union_box(boxes: np.ndarray) -> np.ndarray:
    """Return the smallest box around all boxes, (n, 4)."""
    return np.concatenate([boxes[:, :2].min(0), boxes[:, 2:].max(0)])


def sum_ink(parts: Parts, drawing: np.ndarray) -> np.ndarray:
    """Sum the ink of each part: (parts,)."""
    sums = np.zeros((drawing.shape[0], drawing.shape[1] + 1))
    drawing.cumsum(1, out=sums[:, 1:])
    runs = sums[parts.rows, parts.stops] - sums[parts.rows, parts.starts]
    return np.bincount(parts.labels, runs)
