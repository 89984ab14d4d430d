"""Calibrate a network: probabilities to be trusted, and a threshold for "none of the classes"."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training import evaluation
from training.data import LabelledImages
from training.run import Run


def fit_calibration(run: Run) -> dict[str, float]:
    """Fit temperature and threshold on held-out images; return the share of negatives refused.

    Without held-out images nothing is fitted, and the result is {}.

    The temperature is the one of least cross entropy (Guo et al. 2017) among 201. The threshold is
    chosen among those that refuse at most `run.most_refused` of the pictures of a class: the sum of
    the share of these that it refuses and the share of negatives that it accepts is least.
    """
    net, held_out = run.net, run.held_out
    if held_out is None:
        return {}
    net.calibrate(1.0, None)
    logits = evaluation.compute_logits(net, held_out.images)
    known = held_out.labels < len(held_out.classes)
    labels = held_out.labels[known]
    tried = torch.logspace(-1, 1, 201, base=4)
    losses = [F.cross_entropy(logits[known] / t, labels) for t in tried]
    temperature = round(tried[torch.stack(losses).argmin()].item(), 4)
    evidence = (logits / temperature).logsumexp(1)
    refused = torch.linspace(0, run.most_refused, 51)
    thresholds = evidence[known].quantile(refused)                              # (51,)
    passed = (evidence[~known, None] >= thresholds).float().mean(0)             # (51,)
    threshold = round(thresholds[(refused + passed).argmin()].item(), 4)
    net.calibrate(temperature, threshold)
    return {"caught": (evidence[~known] < threshold).float().mean().item()}


def measure_calibration(net: nn.Module, logits: Tensor, data: LabelledImages) -> dict[str, Any]:
    """Measure the calibration error and, if the network has a threshold, the share refused."""
    measured = {"ece": calibration_error(logits.softmax(1), data.labels)}
    threshold = getattr(net, "threshold", None)
    if threshold is not None:
        measured["refused"] = (logits.logsumexp(1) < threshold).float().mean().item()
    return measured


def calibration_error(probs: Tensor, labels: Tensor, bins: int = 15) -> float:
    """Return the mean gap between confidence and accuracy, over equally wide bins of confidence.

    (N, classes) and (N,) → 0 to 1 (Naeini, Cooper & Hauskrecht 2015).
    """
    confidence, answer = probs.max(1)
    step = (confidence * bins).long().clamp(max=bins - 1)
    surplus = confidence - (answer == labels).float()
    return torch.zeros(bins).index_add(0, step, surplus).abs().sum().item() / len(labels)
