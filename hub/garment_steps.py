"""Convert a garment, once it is found, to Fashion-MNIST's form: trimmed, scaled, grey, inverted."""

import numpy as np
from PIL import Image

from hub.preprocess import Ink, centre_on_paper, crop, ink_box, scale_to_side

FAINTEST = 0.12         # ink of the lightest cloth, so that a white shirt keeps its outline
GREY = np.array([0.299, 0.587, 0.114], np.float32)      # ITU-R BT.601
OUTLINE = (229, 57, 53)


def convert(
    rgb: np.ndarray, mask: np.ndarray, inverted: bool
) -> tuple[Ink, dict[str, np.ndarray]]:
    """Return the network's input and the pictures of every step, as uint8.

    `rgb` is the photo, (H, W, 3) in [0, 1]; `mask` the garment in a smaller copy. A picture that
    is inverted already, such as one of Fashion-MNIST's own, is trimmed and scaled only.
    """
    box = ink_box(mask, 0)
    ground = 0.0 if inverted else 1.0       # black, or a shop's white
    cover = enlarge(mask, rgb.shape[:2])
    part = scale_box_up(box, mask.shape, rgb.shape)
    cover = crop(cover, part)[..., None]
    trimmed = crop(rgb, part)
    if not inverted:
        trimmed = trimmed * cover + ground * (1 - cover)
    weight = scale_to_side(cover[..., 0], 28)
    scaled = np.stack([scale_to_side(layer, 28) for layer in np.moveaxis(trimmed, 2, 0)], -1)
    grey = scaled @ GREY
    grey = grey if inverted else stretch(grey, weight)
    ink = grey if inverted else 1 - grey
    image = centre_on_paper(ink.astype(np.float32))
    steps = {
        "found": draw_outline(rgb, mask), "trimmed": trimmed, "scaled": scaled, "grey": grey,
        "inverted": image[0, 0].numpy(),
    }  # fmt: skip
    return Ink(box, image), {name: to_bytes(picture) for name, picture in steps.items()}


def stretch(grey: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Stretch a garment's grey levels as if the photo had been lit like a shop's, on white.

    The darkest cloth becomes black, the lightest all but white; `weight` is the garment's share of
    each pixel.
    """
    own = (grey - (1 - weight)) / np.maximum(weight, 0.1)       # without the white behind
    cloth = own[weight >= min(0.5, weight.max())]
    dark, light = np.quantile(cloth, [0.02, 0.98])
    light = max(light, 0.6, dark + 0.05)
    dark = min(dark, 0.4)
    level = ((own - dark) / (light - dark)).clip(0, 1) * (1 - FAINTEST)
    return level * weight + (1 - weight)


def enlarge(mask: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Enlarge a mask to a photo's size, (H, W) in [0, 1], with soft edges."""
    picture = Image.fromarray(mask.astype(np.uint8) * 255)
    large = picture.resize(shape[::-1], Image.Resampling.BILINEAR)
    return np.asarray(large, np.float32) / 255


def scale_box_up(box: tuple, mask_shape: tuple, shape: tuple) -> tuple:
    """Convert a box in pixels of the mask to pixels of the photo."""
    down, across = shape[0] / mask_shape[0], shape[1] / mask_shape[1]
    left, top, right, bottom = box
    return round(left * across), round(top * down), round(right * across), round(bottom * down)


def draw_outline(rgb: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Draw a mask's outline on the photo, two pixels wide in a picture of 256 pixels."""
    scale = max(1, -(-max(rgb.shape[:2]) // 256))
    photo = rgb[::scale, ::scale].copy()
    inside = enlarge(mask, photo.shape[:2]) > 0.5
    padded = np.pad(inside, 1, "edge")
    same = np.ones_like(inside)
    for down, across in ((0, 1), (2, 1), (1, 0), (1, 2)):
        same &= padded[down : down + len(inside), across : across + inside.shape[1]] == inside
    photo[~same] = np.array(OUTLINE) / 255
    return photo


def to_bytes(picture: np.ndarray) -> np.ndarray:
    """Round levels in [0, 1] to uint8."""
    return (picture.clip(0, 1) * 255).round().astype(np.uint8)
