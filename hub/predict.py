"""Predictions: the class of one picture, if any, and the digits of a drawing with several."""

from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn

from hub.preprocess import MIN_INK, crop, drawing_ink, ink_box

MIN_GAP = 0.03      # of the ink's width: narrower gaps do not separate digits
MAX_DIGITS = 24     # more parts than this are hatching, not digits
NEW_ROW = "/"
WIDE = 0.9          # of its height: a narrower part is not two digits that touch,
WIDEST = 2.4        # nor is a wider one, a stroke that has just begun for example
THIN = 0.2          # of its height: where they touch there is no more ink than this in a column
CUTS = 12           # places tried


class Prediction(NamedTuple):
    """A network's answer to one picture."""

    probs: dict[str, float]     # class name → probability, in the network's order
    label: str | None           # the likeliest class, or None: the picture shows none of them
    evidence: float             # log of the sum of the exponentials of the logits


def predict(net: nn.Module, ink: Tensor) -> Prediction:
    """Classify one picture, (1, C, H, W)."""
    return predict_each(net, ink)[0]


@torch.inference_mode()
def predict_each(net: nn.Module, inks: Tensor) -> list[Prediction]:
    """Classify pictures, (N, C, H, W), at once."""
    return [judge_logits(net, logits) for logits in net(inks)]


def judge_logits(net: nn.Module, logits: Tensor) -> Prediction:
    """Return the answer that a network's logits of one picture, (classes,), mean.

    A network with a threshold was trained with one more logit, always 0, for "none of them":
    where a picture shows none of its classes, the evidence for all of them is low.
    """
    probs, evidence = logits.softmax(0).tolist(), logits.logsumexp(0).item()
    threshold = getattr(net, "threshold", None)
    known = threshold is None or evidence >= threshold
    label = net.classes[logits.argmax()] if known else None
    return Prediction(dict(zip(net.classes, probs)), label, evidence)


def read_digits(net: nn.Module, drawing: np.ndarray) -> list[str]:
    """Read a drawing of several digits, (H, W) from 0 paper to 1 ink: row by row, left to right.

    Call this when the drawing as a whole is not a digit. Between rows stands a NEW_ROW. Every part
    must be a digit, or two that touch; otherwise, and for a single digit, the list is empty.
    """
    rows = [split_columns(row) for row in split_rows(drawing)]
    if sum(map(len, rows)) > MAX_DIGITS:
        return []
    if [len(row) for row in rows] == [1]:       # as a whole it is no digit
        return split_touching(net, rows[0][0])
    read: list[str] = []
    for row in rows:
        labels = [read_part(net, part) for part in row]
        if [] in labels:
            return []
        read += [*([NEW_ROW] if read else []), *chain(*labels)]
    return read if len(read) > 1 else []


def read_part(net: nn.Module, part: np.ndarray) -> list[str]:
    """Read one digit, or two that touch; empty if it is neither."""
    label = predict(net, drawing_ink(part).image).label
    return [label] if label else split_touching(net, part)


def split_touching(net: nn.Module, part: np.ndarray) -> list[str]:
    """Cut a wide part where it holds least ink, and read both sides; empty if one is no digit."""
    left, top, right, bottom = ink_box(part, MIN_INK)
    width, height = right - left, bottom - top
    if not WIDE * height <= width <= WIDEST * height:
        return []
    ink = crop(part, (left, top, right, bottom))
    first = round(width * 0.25)
    columns = ink[:, first : width - first].sum(0)      # the cut leaves a quarter on either side
    order = columns.argsort()[:: max(1, len(columns) // 40)][:CUTS]
    cuts = [first + place for place in order if columns[place] <= THIN * height]
    lefts = read_sides(net, [ink[:, :cut] for cut in cuts])
    cuts = [cut for cut, side in zip(cuts, lefts) if side.label]
    lefts = [side for side in lefts if side.label]
    rights = read_sides(net, [ink[:, cut:] for cut in cuts])
    read = [pair for pair in zip(lefts, rights) if pair[1].label]
    best = max(read, key=lambda pair: min(side.evidence for side in pair), default=())
    return [side.label for side in best]


def read_sides(net: nn.Module, sides: list[np.ndarray]) -> list[Prediction]:
    """Classify parts of a drawing at once, each of which holds ink."""
    if not sides:
        return []
    return predict_each(net, torch.cat([drawing_ink(side).image for side in sides]))


def split_rows(drawing: np.ndarray) -> list[np.ndarray]:
    """Split a drawing where a few rows hold no ink; return its parts from top to bottom."""
    return [part.T for part in split_columns(drawing.T)]


def split_columns(drawing: np.ndarray) -> list[np.ndarray]:
    """Split a drawing where a few columns hold no ink; return its parts from left to right."""
    box = ink_box(drawing, MIN_INK)
    if box is None:
        return []
    ink = crop(drawing, box)
    filled = np.flatnonzero((ink > MIN_INK).any(0))               # columns
    cuts = np.flatnonzero(np.diff(filled) > max(1, MIN_GAP * ink.shape[1]))
    edges = [0, *(filled[cuts] + 1), ink.shape[1]]
    return [ink[:, left:right] for left, right in pairwise(edges)]
