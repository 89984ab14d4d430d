"""Explain an answer for the page: heat map, score terms, first maps, neighbours and mistakes.

A function NAME_value returns what the template NAME shows.
"""

from typing import Any

import numpy as np
from PIL import Image
from torch import Tensor, nn

from demo import images, mosaic
from demo.i18n import both
from demo.mnist import neighbours
from demo.networks import attribution
from demo.theme import ON_INK
from hub.activations import ScoreTerms, decompose_scores
from hub.preprocess import Ink, ink_box

TOP_CHANNELS = 5        # shown of those that count for a class, and of those against it


def heat_value(ink: Ink, size: tuple[int, int], losses: Tensor, index: int) -> dict[str, Any]:
    """Colour the ink that counts for class `index` and against it, placed on the drawing.

    `size` is the drawing's (height, width), `losses` come from `attribution.measure_occlusion`.
    """
    values = losses[index].numpy()                          # (28, 28)
    strength = np.sqrt(np.abs(values) / max(losses.abs().max().item(), 1e-6))[..., None]
    colours = np.where(values[..., None] > 0, ON_INK["positive"], ON_INK["negative"]) * strength
    left, top, across, down = attribution.locate_image(ink, size)
    return {
        "url": images.png_url(Image.fromarray(colours.astype(np.uint8))),
        "x": left, "y": top, "across": across, "down": down, "width": size[1], "height": size[0],
    }


def strokes_value(
    ink: Ink, losses: Tensor, index: int, digit: str, answered: bool
) -> dict[str, Any]:
    """Say in words where the ink counts for a class, which may be the answer, and against it."""
    area = ink_box(ink.image[0, 0].numpy(), 0)
    signed = losses[index].numpy()                          # (28, 28)
    return {"title": both("why_digit" if answered else "why_not", digit=digit)} | {
        key: attribution.place_sentence(
            f"strokes_{key}", (signed * sign).clip(min=0), area, digit=digit)
        for key, sign in (("for", 1), ("against", -1))
    }


def score_terms_value(net: nn.Module, image: Tensor, index: int) -> dict[str, Any]:
    """Show how the score of class `index` adds up, and the sums of all classes."""
    terms = decompose_scores(net, image)
    digit, total = net.classes[index], terms.terms.sum(1) + terms.constant
    shown = {
        "title": both("parts_title", digit=digit, score=signed_number(total[index])),
        "channels": channel_bars(terms, index),
        "rows": [score_row(terms, net.classes, k, index) for k in range(len(net.classes))],
        "seen": images.pixels_url(image),
    }
    if terms.places == 1:
        return {**shown, "no_places": both("parts_no_places")}
    places = terms.by_place()[index].flatten()      # (9,)
    numbers = ", ".join(signed_number(term) for term in places)
    return {**shown, "places": [place_cell(term, places.abs().max()) for term in places],
            "places_words": both("parts_places", digit=digit, numbers=numbers)}


def channel_bars(score_terms: ScoreTerms, index: int) -> list[dict[str, Any]]:
    """Return bars: the top channels for a class and against it, the sum of the rest, the bias."""
    terms = score_terms.by_channel()[index]         # (channels,)
    order = terms.argsort(descending=True).tolist()
    first, last = order[:TOP_CHANNELS], order[-TOP_CHANNELS:]
    kind = "parts_unit" if score_terms.places == 1 else "parts_channel"
    ends = first + last
    bars = [(both(kind, number=k + 1), terms[k]) for k in first]
    bars += [(both("parts_rest", count=len(terms) - len(ends)), terms.sum() - terms[ends].sum())]
    bars += [(both(kind, number=k + 1), terms[k]) for k in last]
    bars += [(both("parts_constant"), score_terms.constant[index])]
    most = max(abs(float(term)) for _, term in bars)
    return [{"name": name, "width": f"{100 * abs(float(term)) / max(most, 1e-6):.0f}",
             "side": term_side(term), "shown": signed_number(term)} for name, term in bars]


def score_row(
    score_terms: ScoreTerms, classes: list[str], k: int, index: int
) -> dict[str, str]:
    """Return the table row of class k: its positive terms, negative terms, bias, and their sum."""
    plus, minus = (score_terms.terms[k].clamp(**limit).sum() for limit in ({"min": 0}, {"max": 0}))
    constant = score_terms.constant[k]
    return {
        "digit": classes[k], "plus": signed_number(plus), "minus": signed_number(minus),
        "constant": signed_number(constant), "score": signed_number(plus + minus + constant),
        "chosen": "chosen" if k == index else "",
    }


def place_cell(term: Tensor, most: Tensor) -> dict[str, str]:
    """Return one of the nine places; `most` is the magnitude shown in the strongest colour."""
    return {"shown": signed_number(term), "side": term_side(term),
            "strength": f"{0.75 * float(term.abs() / most.clamp(min=1e-6)):.2f}"}


def term_side(term: Tensor) -> str:
    """Return "for" or "against", by the sign of a term."""
    return "for" if term > 0 else "against"


def signed_number(term: Tensor) -> str:
    """Format a term with its sign, a true minus."""
    return f"{float(term):+.2f}".replace("-", "−")


def first_maps_value(net: nn.Module, image: Tensor) -> dict[str, Any]:
    """Show the maps of the first layer on one numbered sheet."""
    maps = attribution.first_layer_maps(net, image)
    _, count, height, width = maps.shape
    sheet = mosaic.numbered_mosaic(maps[0])
    size = both("first_maps_size", count=count, height=height, width=width)
    return {"url": images.png_url(sheet), "size": size}


def neighbours_value(net: nn.Module, image: Tensor) -> list[dict[str, str]]:
    """Show the training digits whose features are closest to a picture's."""
    pictures = neighbours.digit_sheet("train")
    return [
        {"url": images.pixels_url(pictures[n][None]), "digit": digit, "distance": f"{distance:.1f}",
         "words": both("training_digit", digit=digit)}
        for n, digit, distance in neighbours.find_nearest(net, image)
    ]


def mistakes_value(net: nn.Module) -> list[dict[str, Any]]:
    """Show the test digits that a network gets wrong."""
    pictures = neighbours.digit_sheet("hard")
    return [
        {"url": images.pixels_url(pictures[n][None]), "index": n, "digit": digit, "taken": taken,
         "percent": f"{p:.0%}",
         "words": both("mistake", digit=digit, taken=taken, percent=f"{p:.0%}")}
        for n, digit, taken, p in neighbours.find_mistakes(net)
    ]
