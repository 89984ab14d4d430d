"""Show the steps from a photo to the network's input, one picture each."""


from PIL import Image

from demo import images
from hub.garment import Garment

SIDE = 240      # pixels of the first two; the others have 28


def steps_value(found: Garment) -> dict[str, str]:
    """Return the pictures that garment_steps.html shows, by the name of the step."""
    urls = {}
    for name, pixels in found.steps.items():
        picture = Image.fromarray(pixels)
        picture.thumbnail((SIDE, SIDE))
        urls[name] = images.picture_url(picture)
    return urls
