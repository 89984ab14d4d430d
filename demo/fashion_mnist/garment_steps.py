"""Show the garment found in a photo, and the steps from the photo to the network's input."""

from typing import Any

from PIL import Image

from demo import images
from hub.garment import Garment
from hub.predict import Prediction


def steps_value(found: Garment, answer: Prediction) -> dict[str, Any]:
    """Return what garment_steps.html shows: pictures as data URLs, and whether it is no garment."""
    urls = {name: images.png_url(Image.fromarray(pixels)) for name, pixels in found.steps.items()}
    return {**urls, "none": answer.label is None}
