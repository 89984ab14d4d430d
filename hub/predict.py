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
WIDE = 0.9          # of its height: a narrower part is not two digits that touch
THIN = 0.2          # of its height: where they touch there is no more ink than this in a column
CUTS = 12           # places tried


class Prediction(NamedTuple):
    """A network's answer to one picture."""

    probs: dict[str, float]     # class name → probability, in the network's order
    label: str | None           # the likeliest class, or None: the picture shows none of them
    evidence: float             # log of the sum of the exponentials of the logits


@torch.inference_mode()
def predict(net: nn.Module, ink: Tensor) -> Prediction:
    """Classify one picture, (1, C, H, W)."""
    return judge_logits(net, net(ink)[0])


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
    if width < WIDE * height:
        return []
    ink = crop(part, (left, top, right, bottom))
    first = round(width * 0.25)
    columns = ink[:, first : width - first].sum(0)      # the cut leaves a quarter on either side
    best: list[str] = []
    most = -np.inf
    for cut in first + np.argsort(columns)[:: max(1, len(columns) // 40)][:CUTS]:
        if columns[cut - first] > THIN * height:
            break
        labels, evidence = [], np.inf
        for side in (ink[:, :cut], ink[:, cut:]):
            read = predict(net, drawing_ink(side).image)
            evidence = min(evidence, read.evidence)
            if read.label is None or evidence <= most:      # the other side changes nothing
                break
            labels.append(read.label)
        else:
            best, most = labels, evidence
    return best


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
