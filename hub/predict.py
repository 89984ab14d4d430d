"""Ink → which of its classes a network sees, if any; a drawing → the digits side by side in it."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from hub.preprocess import MIN_INK, crop, drawing_ink, ink_box

MIN_GAP = 0.03      # of the ink's width: a narrower gap between two digits is none
MAX_DIGITS = 12       # digits in a row; more gaps than that are hatching


class Prediction(NamedTuple):
    """What a network says of a picture."""

    probs: dict[str, float]     # the class names, in the network's order, and their probabilities
    label: str | None           # the likeliest of them, or None: the picture shows none of them
    evidence: float             # log of the sum of the exponentials of the logits


@torch.inference_mode()
def predict(net: nn.Module, ink: Tensor) -> Prediction:
    """The verdict on one picture, (1, C, H, W).

    A network with a threshold has learnt to give little evidence for anything where there is none
    of its classes: as though there were one logit more, always 0, for "none of them".
    """
    logits = net(ink)[0]                                # (classes,)
    probs, evidence = logits.softmax(0).tolist(), logits.logsumexp(0).item()
    threshold = getattr(net, "threshold", None)
    known = threshold is None or evidence >= threshold
    label = net.classes[logits.argmax()] if known else None
    return Prediction(dict(zip(net.classes, probs)), label, evidence)


def read_digits(net: nn.Module, drawing: np.ndarray) -> list[str]:
    """The digits of a drawing, (H, W) from 0 paper to 1 ink, read from left to right.

    To be asked of a drawing that is no digit as a whole. Fewer than two mean that it was not
    several digits either: every part between two empty columns must be one.
    """
    parts = split_digits(drawing)
    if not 2 <= len(parts) <= MAX_DIGITS:
        return []
    labels = [predict(net, drawing_ink(part).image).label for part in parts]
    return [] if None in labels else labels


def split_digits(drawing: np.ndarray) -> list[np.ndarray]:
    """The drawing cut where a few columns hold no ink: its parts from left to right."""
    box = ink_box(drawing, MIN_INK)
    if box is None:
        return []
    ink = crop(drawing, box)
    filled = np.flatnonzero((ink > MIN_INK).any(0))               # columns
    cuts = np.flatnonzero(np.diff(filled) > max(1, MIN_GAP * ink.shape[1]))
    edges = [0, *(filled[cuts] + 1), ink.shape[1]]
    return [ink[:, left:right] for left, right in pairwise(edges)]
