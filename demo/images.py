"""Convert small tensors to pictures, and pictures to data URLs."""

import base64
import io
from functools import cache

import matplotlib
import numpy as np
from PIL import Image, ImageFont
from torch import Tensor


def to_uint8(image: Tensor) -> np.ndarray:
    """Round values in [0, 1] to bytes from 0 to 255, of the same shape."""
    return (image.clamp(0, 1) * 255).round().byte().numpy()


def to_picture(image: Tensor) -> Image.Image:
    """Convert a tensor, (1, 3, H, W) or (1, 1, H, W) in [0, 1], pixel for pixel."""
    return Image.fromarray(to_uint8(image[0].permute(1, 2, 0).squeeze(2)))


def png_url(picture: Image.Image) -> str:
    """Encode a picture as a PNG data URL, at the fastest compression that still shrinks it."""
    png = io.BytesIO()
    picture.save(png, format="PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()


def picture_url(picture: Image.Image) -> str:
    """Encode a photo as a JPEG data URL; a small picture as PNG, for its sharp pixels."""
    if max(picture.size) <= 64:
        return png_url(picture)
    jpeg = io.BytesIO()
    picture.save(jpeg, format="JPEG", quality=80)
    return "data:image/jpeg;base64," + base64.b64encode(jpeg.getvalue()).decode()


def pixels_url(ink: Tensor) -> str:
    """Encode the ink, (1, 1, 28, 28) in [0, 1], as a PNG data URL of 28×28 pixels."""
    return png_url(Image.fromarray(to_uint8(ink[0, 0])))


@cache
def load_font(size: int) -> ImageFont.FreeTypeFont:
    """Load the font that matplotlib brings: Pillow's own has no multiplication sign."""
    return ImageFont.truetype(f"{matplotlib.get_data_path()}/fonts/ttf/DejaVuSans.ttf", size)
