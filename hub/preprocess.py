"""Pictures → tensors, as the data sets were made: drawing → ink, photo → ink, picture → rgb."""

from typing import NamedTuple

import numpy as np
import torch
from PIL import Image, ImageOps
from torch import Tensor

from hub.digit_parts import find_strays
from hub.paper import find_ink

Box = tuple[int, int, int, int]     # left, top, right, bottom, in pixels; right and bottom excluded

MAX_SIDE = 640          # pixels: larger pictures of digits are made smaller
MIN_INK = 1 / 64        # fainter pixels are paper; MNIST itself counts a soft edge of 1/128 as ink
BACKGROUND_TOLERANCE = 0.05     # variation of the background that Fashion-MNIST's trimming allows


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


def photo_ink(photo: Image.Image) -> Ink | None:
    """Convert a photo of one garment as Fashion-MNIST was made; None if it shows nothing.

    Grey, a light background turned black, trimmed, longest side 28 pixels, centred (Xiao, Rasul &
    Vollgraf 2017, section 2). A black background, as in the data set, stays black.
    """
    ink = paper_ink(photo)
    side = max(1, min(ink.shape) // 20)
    corners = [ink[rows, columns].mean() for rows in (slice(side), slice(-side, None))
               for columns in (slice(side), slice(-side, None))]
    background = min(corners)       # a garment may reach into some corners, rarely into all
    ink = np.clip((ink - background) / max(1 - background, BACKGROUND_TOLERANCE), 0, 1)
    box = ink_box(ink, BACKGROUND_TOLERANCE)
    if box is None:
        return None
    small = scale_to_side(crop(ink, box), 28)
    height, width = small.shape
    # Fashion-MNIST puts the odd pixel of margin above and to the left.
    return Ink(box, place_on_paper(small, (29 - height) // 2, (29 - width) // 2))


def rgb_tensor(picture: Image.Image, size: tuple[int, int] | None = None) -> Tensor:
    """Convert any picture to (1, 3, H, W) in [0, 1], resized to (height, width) `size`."""
    picture = to_rgb(picture)
    if size:
        picture = picture.resize(size[::-1], Image.Resampling.BILINEAR, reducing_gap=3)
    pixels = np.asarray(picture, np.float32) / 255          # (H, W, 3)
    return torch.from_numpy(pixels).permute(2, 0, 1).unsqueeze(0).contiguous()


def to_rgb(picture: Image.Image) -> Image.Image:
    """Convert to 8-bit RGB: rotated as its EXIF data say, transparent parts on white."""
    picture = ImageOps.exif_transpose(picture)
    if picture.mode.startswith("I") or picture.mode == "F":     # 16 bits, which Pillow would clip
        levels = np.asarray(picture, np.float32)
        levels = levels * (255 / brightest_level(picture))
        picture = Image.fromarray(levels.clip(0, 255).astype(np.uint8))
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return picture.convert("RGB")


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
    picture = to_rgb(picture)
    if max(picture.size) > MAX_SIDE:
        scale = MAX_SIDE / max(picture.size)
        size = [max(1, round(side * scale)) for side in picture.size]
        picture = picture.resize(size, Image.Resampling.BOX)
    return find_ink(np.asarray(picture.convert("L"), np.float32) / 255)


def paper_ink(picture: Image.Image) -> np.ndarray:
    """Convert a picture to ink levels, (H, W) from 0 paper to 1 ink.

    The background may be light or dark, such as a blackboard: the border's median decides.
    """
    grey = grey_levels(picture)         # (H, W), 0 black to 1 white
    border = np.concatenate([grey[0], grey[-1], grey[:, 0], grey[:, -1]])
    return 1 - grey if np.median(border) > 0.5 else grey


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


def place_on_paper(ink: np.ndarray, top: int, left: int) -> Tensor:
    """Place a small picture on an empty network input, (1, 1, 28, 28), moved inside if needed."""
    height, width = ink.shape
    top, left = min(max(top, 0), 28 - height), min(max(left, 0), 28 - width)
    paper = torch.zeros(1, 1, 28, 28)
    paper[0, 0, top : top + height, left : left + width] = torch.from_numpy(ink)
    return paper
