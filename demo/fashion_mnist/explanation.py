"""Explain an answer on the visitor's own photo, by similar training pictures, and by a pair.

A function NAME_value returns what the template NAME shows.
"""

from typing import Any

import numpy as np
from PIL import Image
from torch import Tensor, nn

from demo import images
from demo.fashion_mnist.answer import second_guess
from demo.fashion_mnist.training_pictures import CLASSES, SHEET, SimilarPicture, class_mark
from demo.i18n import both, class_words
from demo.networks import attribution, similar
from demo.theme import ON_INK
from hub.predict import Prediction
from hub.preprocess import Ink, ink_box
from hub.remote.source import Source

SIMILAR, OF_PAIR = 8, 4     # training pictures shown; of each class of a pair
OPAQUE = 0.85               # of the strongest colour on the photo


def heat_value(ink: Ink, size: tuple[int, int], losses: Tensor, index: int) -> dict[str, Any]:
    """Colour the parts of the photo that count for class `index` and against it.

    `size` is (height, width) of the picture in whose pixels the garment's box is given, `losses`
    come from `attribution.measure_occlusion`.
    """
    values = losses[index].numpy()                              # (28, 28)
    strength = np.sqrt(np.abs(values) / max(np.abs(values).max(), 1e-6))[..., None]
    colours = np.where(values[..., None] > 0, ON_INK["positive"], ON_INK["negative"])
    layers = np.concatenate([colours, 255 * OPAQUE * strength], axis=2).astype(np.uint8)
    left, top, across, down = attribution.locate_scaled(ink)
    return {"url": images.png_url(Image.fromarray(layers)), "x": left, "y": top,
            "across": across, "down": down, "width": size[1], "height": size[0]}


def why_value(ink: Ink, losses: Tensor, net: nn.Module, index: int) -> dict[str, dict[str, str]]:
    """Say in words where the photo counts for a class, and where against it."""
    area = ink_box(ink.image[0, 0].numpy(), 0)
    name, signed = class_words(net.classes[index]), losses[index].numpy()
    shown = {"title": both("why_class", name=name)}
    for side, sign in (("for", 1), ("against", -1)):
        values = (signed * sign).clip(min=0)
        shown[side] = attribution.place_sentence(f"why_{side}", values, area, name=name)
    return shown


def similar_value(ranked: list[SimilarPicture]) -> list[dict[str, Any]]:
    """Show training pictures, each with its class and the distance of its features."""
    pictures = similar.load_sheet(SHEET)
    return [
        {"url": images.pixels_url(pictures[n][None]), "name": class_words(name),
         "distance": f"{distance:.1f}", "words": both("training_garment", name=class_words(name)),
         **class_mark(name, 0)}
        for n, name, distance in ranked
    ]


def pair_value(
    source: Source, answer: Prediction, ranked: list[SimilarPicture]
) -> dict[str, Any] | None:
    """Compare the two classes between which a network hesitates; None if it does not."""
    pair = (answer.label, second_guess(answer))
    if not set(pair) <= set(CLASSES):
        return None
    first, second = map(class_words, pair)
    sides = [
        {"name": class_words(name), "note": both(f"note_{name}"), **class_mark(name, 0),
         "pictures": similar_value([each for each in ranked if each.name == name][:OF_PAIR])}
        for name in pair
    ]
    return {"title": both("pair_title", first=first, second=second), "sides": sides,
            "confused": count_confused(source, *pair)}


def count_confused(source: Source, first: str, second: str) -> dict[str, str] | None:
    """Say how often test pictures of two classes are taken for each other; None if unknown."""
    confusion, classes = source.run and source.run.confusion, source.net.classes
    if not confusion:
        return None
    a, b = classes.index(first), classes.index(second)
    return both(
        "pair_confused", first=class_words(first), second=class_words(second),
        there=confusion[a][b], n=f"{sum(confusion[a]):,}",
        back=confusion[b][a], m=f"{sum(confusion[b]):,}",
    )
