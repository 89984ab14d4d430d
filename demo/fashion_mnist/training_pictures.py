"""The ten classes of Fashion-MNIST, and its training pictures that are most like a garment."""

from typing import NamedTuple

from torch import Tensor, nn

from demo.networks import similar
from demo.theme import CLASS_COLOURS, CLASS_SYMBOLS

CLASSES = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker",
           "Bag", "Ankle boot")
SHEET = "garments/train.webp"       # 500 pictures, sorted by class (training/digit_sheets.py)


class SimilarPicture(NamedTuple):
    """A training picture near a garment, by a network's features."""

    index: int          # on the sheet
    name: str           # its class
    distance: float     # between its features and the garment's


def rank_similar(net: nn.Module, image: Tensor) -> list[SimilarPicture]:
    """Rank all training pictures on the sheet, most like the garment first."""
    count = len(similar.load_sheet(SHEET))
    return [SimilarPicture(n, CLASSES[n * 10 // count], distance)
            for n, distance in similar.nearest_tiles(net, image, SHEET, count)]


def class_of_file(stem: str) -> str:
    """Return the class that an example file is named after, such as "9-ankle-boot"."""
    words = stem.lstrip("0123456789-")
    return next(name for name in CLASSES
                if name.lower().replace("/", "-").replace(" ", "-").startswith(words))


def class_mark(name: str, k: int) -> dict[str, str]:
    """Return colour and symbol of a class: the same everywhere; of another, by its place `k`."""
    k = CLASSES.index(name) if name in CLASSES else k % 10
    return {"colour": CLASS_COLOURS[k], "symbol": CLASS_SYMBOLS[k]}
