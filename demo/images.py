"""Numbers → pictures: small tensors as pixels."""

import base64
import io

from PIL import Image
from torch import Tensor

from demo.mosaic import levels


def png_url(picture: Image.Image) -> str:
    """A picture as a PNG data URL, encoded for speed."""
    png = io.BytesIO()
    picture.save(png, format="PNG", compress_level=1)
    return "data:image/png;base64," + base64.b64encode(png.getvalue()).decode()


def pixels_url(ink: Tensor) -> str:
    """A (1, 1, 28, 28) picture in [0, 1] as a PNG data URL of as many pixels."""
    return png_url(Image.fromarray(levels(ink[0, 0])))
