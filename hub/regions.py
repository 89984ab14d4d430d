"""Connected regions of a mask: number them, keep the largest, fill the holes."""

import numpy as np


def label_regions(mask: np.ndarray) -> np.ndarray:
    """Number the connected regions of a mask, (H, W), from 1; pixels outside it are 0.

    Every row is a list of runs; a run joins those that it touches in the row above.
    """
    height, width = mask.shape
    change = np.diff(np.pad(mask, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = np.nonzero(change == 1)
    ends = np.nonzero(change == -1)[1]
    above, span = (rows - 1) * (width + 1), rows * (width + 1)
    first = np.searchsorted(span + ends, above + starts, "right").tolist()
    last = np.searchsorted(span + starts, above + ends, "left").tolist()
    parent = list(range(len(rows)))

    def root(run: int) -> int:
        while parent[run] != run:
            parent[run] = run = parent[parent[run]]
        return run

    for run, (low, high) in enumerate(zip(first, last)):
        for touching in range(low, high):
            parent[root(touching)] = root(run)
    _, numbers = np.unique([root(run) for run in range(len(rows))], return_inverse=True)
    lengths = ends - starts
    pixels = np.arange(lengths.sum()) + np.repeat(
        rows * width + starts - (lengths.cumsum() - lengths), lengths
    )
    labels = np.zeros(height * width, int)
    labels[pixels] = np.repeat(numbers + 1, lengths)
    return labels.reshape(height, width)


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
