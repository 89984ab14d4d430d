"""Pictures → tensors, as the data sets were made: drawing → ink, picture → ink, picture → rgb."""

from typing import NamedTuple

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from hub.digit_parts import find_strays
from hub.orientation import turn_upright
from hub.paper import find_ink

Box = tuple[int, int, int, int]     # left, top, right, bottom, in pixels; right and bottom excluded

MAX_SIDE = 640          # pixels: larger pictures of digits are made smaller
MIN_INK = 1 / 64        # fainter pixels are paper; MNIST itself counts a soft edge of 1/128 as ink


class Ink(NamedTuple):
    """A network's input, and the part of the picture that it was made from."""

    box: Box            # the part of the picture that holds ink
    image: Tensor       # (1, 1, 28, 28), 0 background to 1 ink
    strays: np.ndarray | None = None    # stray marks, which were left out: a mask, (H, W)


def drawing_ink(drawing: np.ndarray) -> Ink | None:
    """Convert a drawing, (H, W) from 0 paper to 1 ink, as MNIST was made; None if it is empty.

    The ink's box, without stray marks, is scaled into 20×20 pixels by area averages, keeping its
    aspect ratio, and placed in 28×28 with its centre of mass at the centre (LeCun et al.).
    """
    strays = find_strays(drawing, MIN_INK)
    drawing = drawing if strays is None else np.where(strays, 0, drawing)
    box = ink_box(drawing, MIN_INK)
    if box is None:
        return None
    small = scale_to_side(crop(drawing, box), 20)
    small /= small.max()    # thin strokes become black too: every MNIST picture reaches 255
    # MNIST moves by whole pixels only: over its test set, row and column of the centre of mass are
    # 14.0 ± 0.3, always within 13.5 and 14.5, counted from 0.
    rows, columns = (np.arange(side) for side in small.shape)
    mass = small.sum()
    top = round(14 - (small.sum(1) @ rows) / mass)
    left = round(14 - (small.sum(0) @ columns) / mass)
    return Ink(box, place_on_paper(small, top, left), strays)


def squeezed_ink(drawing: np.ndarray) -> Ink | None:
    """Squeeze the whole canvas to 28×28: the usual shortcut, for comparison; None if empty."""
    if ink_box(drawing, MIN_INK) is None:
        return None
    height, width = drawing.shape
    return Ink((0, 0, width, height), place_on_paper(scale_to_side(drawing, 28), 0, 0))


def rgb_tensor(picture: Image.Image, size: tuple[int, int] | None = None) -> Tensor:
    """Convert any picture to (1, 3, H, W) in [0, 1], resized to (height, width) `size`."""
    picture = to_rgb(picture)
    if size:
        picture = picture.resize(size[::-1], Image.Resampling.BILINEAR, reducing_gap=3)
    pixels = np.asarray(picture, np.float32) / 255          # (H, W, 3)
    return torch.from_numpy(pixels).permute(2, 0, 1).unsqueeze(0).contiguous()


def to_rgb(picture: Image.Image) -> Image.Image:
    """Convert to 8-bit RGB: rotated as its EXIF data say, transparent parts on white."""
    picture = turn_upright(picture)
    if is_deep(picture):        # Pillow would clip it
        levels = np.asarray(picture, np.float32)
        levels = levels * (255 / brightest_level(picture))
        picture = Image.fromarray(levels.clip(0, 255).astype(np.uint8))
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return picture.convert("RGB")


def is_deep(picture: Image.Image) -> bool:
    """Tell whether a grey picture has 16 or 32 bits, or floats."""
    return picture.mode.startswith("I") or picture.mode == "F"


def brightest_level(picture: Image.Image) -> float:
    """Return the value that means white in a grey picture of 16 or 32 bits, or of floats.

    Its file doesn't say so: white is the smallest of the usual values that no pixel exceeds.
    """
    most = np.asarray(picture, np.float32).max(initial=0)
    usual = [1.0] if picture.mode == "F" else []
    usual += [255.0, 1023.0, 4095.0, 65535.0]       # of 8, 10, 12 and 16 bits
    return next((white for white in usual if most <= white), float(most))


def grey_levels(picture: Image.Image) -> np.ndarray:
    """Compute the brightness, (H, W) from 0 black to 1 white, with the weights of ITU-R BT.601."""
    return np.asarray(to_rgb(picture).convert("L"), np.float32) / 255


def picture_ink(picture: Image.Image) -> np.ndarray:
    """Convert a picture of a digit to ink levels, (H, W) from 0 paper to 1 ink.

    It may be a drawing, a scan, or a photo of paper or of a blackboard, in any light.
    """
    return find_ink(grey_levels(shrink_picture(to_rgb(picture), MAX_SIDE)))


def shrink_picture(picture: Image.Image, side: int) -> Image.Image:
    """Return a picture of at most `side` pixels on its longer side, by area averages."""
    scale = side / max(picture.size)
    if scale >= 1:
        return picture
    size = [max(1, round(length * scale)) for length in picture.size]
    return picture.resize(size, Image.Resampling.BOX)


def ink_box(ink: np.ndarray, threshold: float) -> Box | None:
    """Return the smallest box around all ink above the threshold, or None."""
    rows, columns = (np.flatnonzero((ink > threshold).any(axis)) for axis in (1, 0))
    if not len(rows):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def crop(ink: np.ndarray, box: Box) -> np.ndarray:
    """Return the part of a picture inside a box."""
    left, top, right, bottom = box
    return ink[top:bottom, left:right]


def scale_to_side(ink: np.ndarray, side: int) -> np.ndarray:
    """Scale the longer side to `side` pixels: area averages to shrink, bilinear to enlarge."""
    height, width = ink.shape
    scale = side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    resampling = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    return np.array(Image.fromarray(ink.astype(np.float32)).resize(size, resampling))


def centre_on_paper(ink: np.ndarray) -> Tensor:
    """Place a small picture in the middle of an empty network input, (1, 1, 28, 28).

    Fashion-MNIST puts the odd pixel of margin above and to the left.
    """
    height, width = ink.shape
    return place_on_paper(ink, (29 - height) // 2, (29 - width) // 2)


def place_on_paper(ink: np.ndarray, top: int, left: int) -> Tensor:
    """Place a small picture on an empty network input, (1, 1, 28, 28), moved inside if needed."""
    height, width = ink.shape
    top, left = min(max(top, 0), 28 - height), min(max(left, 0), 28 - width)
    paper = torch.zeros(1, 1, 28, 28)
    paper[0, 0, top : top + height, left : left + width] = torch.from_numpy(ink)
    return paper
