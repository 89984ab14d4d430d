"""Predictions: the class of one picture, if any, and the digits of a drawing with several."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from hub.preprocess import MIN_INK, crop, drawing_ink, ink_box

MIN_GAP = 0.03      # of the ink's width: narrower gaps do not separate digits
MAX_DIGITS = 12       # more parts than this are hatching, not digits


class Prediction(NamedTuple):
    """A network's answer to one picture."""

    probs: dict[str, float]     # class name → probability, in the network's order
    label: str | None           # the likeliest class, or None: the picture shows none of them
    evidence: float             # log of the sum of the exponentials of the logits


@torch.inference_mode()
def predict(net: nn.Module, ink: Tensor) -> Prediction:
    """Classify one picture, (1, C, H, W).

    A network with a threshold was trained with one more logit, always 0, for "none of them":
    where a picture shows none of its classes, the evidence for all of them is low.
    """
    logits = net(ink)[0]                                # (classes,)
    probs, evidence = logits.softmax(0).tolist(), logits.logsumexp(0).item()
    threshold = getattr(net, "threshold", None)
    known = threshold is None or evidence >= threshold
    label = net.classes[logits.argmax()] if known else None
    return Prediction(dict(zip(net.classes, probs)), label, evidence)


def read_digits(net: nn.Module, drawing: np.ndarray) -> list[str]:
    """Read a drawing of several digits, (H, W) from 0 paper to 1 ink, from left to right.

    Call this when the drawing as a whole is not a digit. Every part between empty columns must be
    one; otherwise, and for a single part, the list is empty.
    """
    parts = split_digits(drawing)
    if not 2 <= len(parts) <= MAX_DIGITS:
        return []
    labels = [predict(net, drawing_ink(part).image).label for part in parts]
    return [] if None in labels else labels


def split_digits(drawing: np.ndarray) -> list[np.ndarray]:
    """Split a drawing where a few columns hold no ink; return its parts from left to right."""
    box = ink_box(drawing, MIN_INK)
    if box is None:
        return []
    ink = crop(drawing, box)
    filled = np.flatnonzero((ink > MIN_INK).any(0))               # columns
    cuts = np.flatnonzero(np.diff(filled) > max(1, MIN_GAP * ink.shape[1]))
    edges = [0, *(filled[cuts] + 1), ink.shape[1]]
    return [ink[:, left:right] for left, right in pairwise(edges)]
