"""Show the garment found in a photo, and the steps from the photo to the network's input."""

from typing import Any

from PIL import Image

from demo import images
from hub.garment import Garment


def steps_value(found: Garment, none: bool) -> dict[str, Any]:
    """Return the pictures that garment_steps.html shows, as data URLs; `none` adds a sentence."""
    urls = {name: images.png_url(Image.fromarray(pixels)) for name, pixels in found.steps.items()}
    return {**urls, "none": none}
