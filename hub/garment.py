"""Find the garment in a photo: its mask, the box around it, and the network's input."""

from typing import NamedTuple

import numpy as np
from PIL import Image

from hub import foreground, garment_steps
from hub.preprocess import Box, Ink, crop, ink_box, shrink_picture, to_rgb
from hub.regions import largest_region

SIDE = 128              # the garment is looked for in a copy of at most this many pixels,
DETAIL = 4              # and cut out of one this many times as large
MARGIN = 0.12           # the ground around a visitor's box, in parts of the box
BLACK = 0.04            # darker than this is the ground of Fashion-MNIST
Fractions = tuple[float, float, float, float]   # left, top, right, bottom in parts of the picture


class Garment(NamedTuple):
    """A garment in a photo, and the pictures on the way to the network's input."""

    mask: np.ndarray        # (H, W), bool: the garment in a copy of at most SIDE pixels
    box: Fractions          # the box around it
    ink: Ink                # the network's input, and the box in pixels of that copy
    steps: dict[str, np.ndarray]    # uint8: found, trimmed, scaled, grey, inverted


def find_garment(
    photo: Image.Image, box: Fractions | None = None, turns: int = 0
) -> Garment | None:
    """Find a photo's garment; return None if the photo shows nothing but ground.

    The photo is first rotated by `turns` × 90° to the left; `box` then tells where to look.
    """
    rgb, alpha = open_layers(photo, turns)
    small = shrink(rgb, SIDE)
    height, width = small.shape[:2]
    inverted = box is None and is_inverted(small)
    if inverted:
        mask = small.max(2) > 0.05
    elif box is None and alpha.min() < 0.5 < alpha.max():
        mask = largest_region(shrink(alpha, SIDE) > 0.5)
    else:
        mask = find_mask(small, box)
    if mask is None or not mask.any():
        return None
    left, top, right, bottom = ink_box(mask, 0)
    ink, steps = garment_steps.convert(rgb, mask, inverted)
    return Garment(mask, (left / width, top / height, right / width, bottom / height), ink, steps)


def garment_ink(photo: Image.Image) -> Ink | None:
    """Convert a photo of a garment to a network's input; None if it shows nothing but ground."""
    found = find_garment(photo)
    return found and found.ink


def open_layers(photo: Image.Image, turns: int) -> tuple[np.ndarray, np.ndarray]:
    """Return a photo's colours on white, (H, W, 3), and its opacity, (H, W), in [0, 1]."""
    rgb = to_rgb(photo)
    alpha = Image.new("L", rgb.size, 255)
    if photo.has_transparency_data and photo.size == rgb.size:
        alpha = photo.convert("RGBA").getchannel("A")
    layers = [shrink_picture(layer, SIDE * DETAIL) for layer in (rgb, alpha)]
    return tuple(np.rot90(np.asarray(layer, np.float32) / 255, turns) for layer in layers)


def shrink(values: np.ndarray, side: int) -> np.ndarray:
    """Shrink (H, W) or (H, W, C) in [0, 1] to at most `side` pixels on its longer side."""
    picture = Image.fromarray((np.ascontiguousarray(values) * 255).round().astype(np.uint8))
    return np.asarray(shrink_picture(picture, side), np.float32) / 255


def is_inverted(rgb: np.ndarray) -> bool:
    """Tell whether a picture is already like Fashion-MNIST's: grey, bright on a black ground."""
    colourless = np.quantile(np.ptp(rgb, axis=2), 0.99) < BLACK
    ring = foreground.border_ring(rgb.shape[:2])
    return bool(colourless and (rgb.max(2)[ring] < BLACK).mean() > 0.2)


def find_mask(rgb: np.ndarray, box: Fractions | None) -> np.ndarray | None:
    """Find the garment in a small picture, or in a part of it that a visitor has marked.

    A visitor's box is tight, so the ground's colours are taken from around it.
    """
    height, width = rgb.shape[:2]
    lab = foreground.blur(foreground.lab_colours(rgb), 1)
    inside = foreground.frame_box(lab) if box is None else scale_box(box, width, height)
    around = inside if box is None else widen_box(inside, width, height)
    part = crop(lab, around)
    distance = foreground.ground_distance(part, foreground.border_ring(part.shape[:2]))
    full = np.zeros((height, width))
    crop(full, around)[:] = distance
    found = foreground.separate(crop(full, inside))
    if box is not None and (found is None or found.mean() < 0.1):
        found = np.ones_like(crop(full, inside), bool)      # the visitor knows better
    if found is None:
        return None
    mask = np.zeros((height, width), bool)
    crop(mask, inside)[:] = found
    return mask


def scale_box(box: Fractions, width: int, height: int) -> Box:
    """Convert fractions of a picture to pixels inside it, at least four of them each way."""

    def pixels(low: float, high: float, side: int) -> tuple[int, int]:
        first = min(max(0, round(low * side)), max(0, side - 4))
        return first, min(side, max(round(high * side), first + 4))

    (left, right), (top, bottom) = pixels(box[0], box[2], width), pixels(box[1], box[3], height)
    return left, top, right, bottom


def widen_box(box: Box, width: int, height: int) -> Box:
    """Add the margin around a box, as far as the picture reaches."""
    left, top, right, bottom = box
    across, down = max(2, round(MARGIN * (right - left))), max(2, round(MARGIN * (bottom - top)))
    return max(0, left - across), max(0, top - down), min(width, right + across), \
        min(height, bottom + down)
