"""Show the answer to a photo of a garment in words, and a bar for each class."""

from typing import Any

from torch import nn

from demo.fashion_mnist.training_pictures import CLASSES, class_mark
from demo.i18n import both, class_words
from hub.predict import Prediction

CLOSE = 0.2     # a second class at least as likely as this is named beside the first


def api_label(name: str) -> str:
    """Return the API's label of a class, English first, such as "Ankle boot 短靴"."""
    return " ".join(dict.fromkeys(class_words(name).values()))


def rank_classes(answer: Prediction) -> list[str]:
    """Sort the classes, the likeliest first."""
    return sorted(answer.probs, key=answer.probs.get, reverse=True)


def second_guess(answer: Prediction) -> str | None:
    """Return the class that the network nearly gave as its answer; None if none is close."""
    second = rank_classes(answer)[1:2]
    return second[0] if answer.label and second and answer.probs[second[0]] >= CLOSE else None


def answer_value(answer: Prediction, net: nn.Module) -> dict[str, Any]:
    """Return what answer.html shows: the class or none, and a bar for each in a fixed order."""
    best, second = rank_classes(answer)[0], second_guess(answer)
    bars = [
        {"id": name, "name": class_words(name), "percent": f"{p:.1%}", "width": f"{100 * p:.1f}",
         "rank": "first" if name == best else "", **class_mark(name, k)}
        for k, (name, p) in enumerate(answer.probs.items())
    ]
    shown = {"bars": bars, "answer": class_words(best)}
    if answer.label:
        return shown | {"second": second and second_words(second)}
    numbers = {"evidence": f"{answer.evidence:.1f}", "least": f"{net.threshold:.1f}"}
    reason = both("none_reason", name=class_words(best), **numbers)
    return shown | {"answer": both("fashion_none"), "none": reason}


def second_words(name: str) -> dict[str, str]:
    """Say that the garment may also be of a class."""
    known = name in CLASSES
    return both(f"perhaps_{name}") if known else both("perhaps_other", name=class_words(name))
