"""Separate one object in a photo from the ground it lies on, with numpy alone."""

import numpy as np

from hub.preprocess import Box
from hub.regions import fill_holes, largest_region

RING = 0.04             # width of the border that is taken for ground, in parts of the side
MIN_DISTANCE = 6.0      # colours nearer to the ground than this are ground, in units of CIELAB
SMALLEST = 0.006        # smaller regions are crumbs, in parts of the picture


def lab_colours(rgb: np.ndarray) -> np.ndarray:
    """Convert sRGB, (H, W, 3) in [0, 1], to CIELAB under D65, where distances are as one sees them.

    The constants are those of IEC 61966-2-1 and CIE 15.
    """
    linear = np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )
    xyz = linear @ (to_xyz / [[0.9505], [1.0], [1.089]]).T
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], -1)


def border_ring(shape: tuple[int, int], width: float = RING) -> np.ndarray:
    """Return a mask, (H, W), of the pixels along the four sides."""
    ring = np.ones(shape, bool)
    rows, columns = (max(1, round(width * side)) for side in shape)
    ring[rows:-rows, columns:-columns] = False
    return ring


def ground_distance(lab: np.ndarray, ring: np.ndarray) -> np.ndarray:
    """Return each pixel's colour distance to the ground, (H, W), in multiples of what is usual.

    The ground's colour is a surface of second degree through the ring, so that light may fall off
    to one side. Pixels far off the surface, such as a sleeve that reaches into the border, are left
    out, and the surface is fitted again.
    """
    height, width, _ = lab.shape
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j]
    terms = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], -1)      # (H, W, 6)
    colours = lab * [0.8, 1, 1]         # a shadow changes brightness more than hue
    keep = ring
    for _ in range(5):
        surface, *_ = np.linalg.lstsq(terms[keep], colours[keep], rcond=None)
        distance = np.linalg.norm(colours - terms @ surface, axis=-1)
        usual = np.median(distance[ring])
        keep = ring & (distance <= max(1.5 * usual, MIN_DISTANCE / 2))
    return distance / max(1, usual / 5)


def otsu_threshold(values: np.ndarray) -> float:
    """Return the threshold that parts values into the two most compact groups (Otsu 1979)."""
    counts, edges = np.histogram(values, 128)
    centres = (edges[:-1] + edges[1:]) / 2
    below, above = counts.cumsum(), counts.sum() - counts.cumsum()
    sums = (counts * centres).cumsum()
    gap = sums / np.maximum(below, 1) - (sums[-1] - sums) / np.maximum(above, 1)
    return edges[1:][np.argmax(below * above * gap**2)]


def blur(values: np.ndarray, reach: int) -> np.ndarray:
    """Average over squares of 2·reach + 1 pixels; the border is repeated outwards."""
    for axis in (0, 1):
        padding = [(reach + 1, reach) if a == axis else (0, 0) for a in range(values.ndim)]
        sums = np.pad(values, padding, "edge").cumsum(axis)
        side = 2 * reach + 1
        values = (np.take(sums, range(side, sums.shape[axis]), axis)
                  - np.take(sums, range(sums.shape[axis] - side), axis)) / side  # fmt: skip
    return values


def separate(distance: np.ndarray) -> np.ndarray | None:
    """Return the mask of the largest object in a map of distances to the ground; None if none is.

    Narrow gaps are closed first, so that a stripe does not cut a garment in two.
    """
    top = np.quantile(distance, 0.995)
    threshold = max(MIN_DISTANCE, 0.8 * otsu_threshold(distance.clip(0, top)))
    reach = max(1, round(max(distance.shape) / 64))
    marked = distance > threshold
    closed = blur(blur(marked.astype(float), reach) > 0.3, reach) > 0.6
    mask = largest_region(marked | closed)
    mask = blur(mask.astype(float), reach) > 0.5        # without threads and crumbs
    mask = fill_holes(largest_region(mask), distance < 0.6 * threshold) if mask.any() else mask
    return mask if mask.mean() > SMALLEST else None


def frame_box(lab: np.ndarray) -> Box:
    """Return the box inside a frame of one colour; the whole picture if there is no frame.

    A frame ends all at once, at a straight line; the ground around a garment does not. It stands on
    two opposite sides at least.
    """
    height, width = lab.shape[:2]
    top, bottom = frame_depth(lab), frame_depth(lab[::-1])
    sideways = lab.swapaxes(0, 1)
    left, right = frame_depth(sideways), frame_depth(sideways[::-1])
    if not ((top and bottom) or (left and right)):
        return 0, 0, width, height
    return left, top, width - right, height - bottom


def frame_depth(lab: np.ndarray) -> int:
    """Count the rows of a frame at the top of a picture, (H, W, 3); 0 if there is none."""
    most = len(lab) // 3
    if most < 2:
        return 0
    colour = np.median(lab[0], axis=0)
    near = (np.linalg.norm(lab - colour, axis=2) < 4).mean(1)       # (H,), share of each row
    depth = int(np.argmin(near[:most] > 0.97))
    if near[0] <= 0.97 or not depth:
        return 0
    after = near[depth + 1 : depth + 4]
    return depth + 1 if len(after) and after.min() < 0.2 else 0
