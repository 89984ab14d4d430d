"""Collect a network's answers to its test set, for the app's page of training runs.

Every training writes the file. `python -m training.report.predictions` adds it to checkpoints that
have none: to the bundled ones, or to the folders named.
"""

import argparse
import os
import sys
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[2]))  # the repository root, wherever this is run from

from hub import checkpoint, model_card, predictions
from hub.predictions import Predictions
from training import data, evaluation
from training.data import LabelledImages
from training.report import projector

POINTS = 100                # of each precision-recall curve
MOST_MISTAKES, RIGHT_PER_CLASS = 400, 5     # images kept: wrong in all, right in each class
MOST_PER_CELL = 12          # mistakes kept for a cell of the confusion matrix


def collect_predictions(net: nn.Module, test: LabelledImages, logits: Tensor) -> Predictions | None:
    """Collect the answers to a test set from its logits, (N, classes); None for many classes."""
    if len(test.classes) > predictions.MAX_CLASSES:
        return None
    logs = logits.double().log_softmax(1)               # (N, classes)
    confidence, answers = logs.max(1)
    drawn = projector.sample_indices(len(test.labels), projector.EMBEDDED)
    kept = torch.cat([choose_pictures(test.labels, answers, confidence), drawn]).unique()
    shown = test.select(drawn)
    clouds = [shown.images.flatten(1).double(), projector.last_layer_inputs(net, shown.images)]
    pixels, features = map(principal_axes, clouds)
    thresholds, precision, recall = precision_recall(logs, test.labels)
    return Predictions(
        labels=test.labels, answers=answers, confidence=confidence,
        thresholds=thresholds, precision=precision, recall=recall,
        kept=kept, probs=logs[kept].exp(), pictures=test.images[kept],
        embedded=torch.searchsorted(kept, drawn), pixels=pixels[0], features=features[0],
        spread=torch.stack([pixels[1], features[1]]),
    )  # fmt: skip


def choose_pictures(labels: Tensor, answers: Tensor, confidence: Tensor) -> Tensor:
    """Choose the most confident mistakes of each kind and the least confident right answers."""
    order = confidence.argsort(descending=True, stable=True)
    wrong = order[(labels != answers)[order]]
    ranks = rank_within_kind(labels[wrong] * predictions.MAX_CLASSES + answers[wrong])
    counts = [(ranks < most).sum().item() for most in range(1, MOST_PER_CELL + 1)]
    most = max([1, *(m for m, count in enumerate(counts, 1) if count <= MOST_MISTAKES)])
    right = order.flip(0)
    right = right[(labels == answers)[right]]
    right = right[rank_within_kind(labels[right]) < RIGHT_PER_CLASS]
    return torch.cat([wrong[ranks < most][:MOST_MISTAKES], right])


def rank_within_kind(kinds: Tensor) -> Tensor:
    """Count, for each element of (n,), the equal ones before it."""
    order = kinds.argsort(stable=True)
    _, counts = kinds[order].unique_consecutive(return_counts=True)
    first = (counts.cumsum(0) - counts).repeat_interleave(counts)
    return torch.empty_like(order).scatter_(0, order, torch.arange(len(order)) - first)


def precision_recall(logs: Tensor, labels: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Return thresholds, precision and recall of each class, (classes, POINTS) each.

    `logs` are log probabilities, (N, classes). Each threshold is the probability of an image of the
    class, chosen so that one more hundredth of them is found than with the threshold before.
    """
    found = torch.zeros(3, logs.shape[1], POINTS)
    for k, scores in enumerate(logs.unbind(1)):
        positive = scores[labels == k].sort().values    # ascending
        if not len(positive):
            continue
        wanted = (torch.arange(1, POINTS + 1) * len(positive) / POINTS).ceil().long()
        thresholds = positive[len(positive) - wanted]
        hits = len(positive) - torch.searchsorted(positive, thresholds)
        taken = len(scores) - torch.searchsorted(scores.sort().values, thresholds)
        found[:, k] = torch.stack([thresholds.exp(), hits / taken, hits / len(positive)])
    return tuple(found)


def principal_axes(vectors: Tensor) -> tuple[Tensor, Tensor]:
    """Project points, (E, D), on their three principal axes: (E, 3); return the shares of variance.

    The projection is scaled so that its largest coordinate is 1.
    """
    centred = vectors - vectors.mean(0)
    u, s, _ = torch.linalg.svd(centred, full_matrices=False)
    u, s = (torch.nn.functional.pad(x, (0, 3))[..., :3] for x in (u, s))    # E or D may be small
    places = u * s
    total = centred.square().sum().clamp(min=1e-12)
    return places / places.abs().max().clamp(min=1e-12), s.square() / total


def add_to_checkpoint(folder: Path, data_dir: Path) -> str:
    """Write the file into a checkpoint folder, and the card that lists it; return a summary."""
    net, metrics = checkpoint.load(folder), checkpoint.load_metrics(folder)
    titles = {source.title: name for name, source in data.SOURCES.items()}
    usual = "CIFAR10" if len(net.normalize.mean) == 3 else "MNIST"    # for your own pictures
    test = data.load_test_set(titles.get(metrics["dataset"], usual), data_dir)
    if test.classes != net.classes:
        raise SystemExit(f"{folder} knows {net.classes}, the data has {test.classes}.")
    logits = evaluation.compute_logits(net, test.images)
    if evaluation.score(logits, test)["confusion"] != metrics["confusion"]:
        raise SystemExit(f"{folder}: its metrics.json was measured on other pictures than these.")
    found = collect_predictions(net, test, logits)
    if found is None:
        return f"{folder}: more than {predictions.MAX_CLASSES} classes, so no {predictions.FILE}"
    content = predictions.predictions_to_bytes(found)
    names = {path.name for path in folder.iterdir()} | {predictions.FILE}
    card = model_card.render_card(net, metrics, names | ({"runs/"} if "runs" in names else set()))
    for name, written in ((predictions.FILE, content), ("README.md", card.encode())):
        new = folder.with_name(f".{folder.name}.{name}.new")
        new.write_bytes(written)
        os.replace(new, folder / name)
    return f"{folder / predictions.FILE}: {len(found.kept)} pictures, {len(content):,} bytes"


def main(argv: list[str] | None = None) -> None:
    """Add the file to the folders named, or to the bundled checkpoints."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, help="checkpoint folders (the bundled)")
    parser.add_argument(
        "--data-dir", type=Path, default=data.ROOT / "data", metavar="DIR",
        help="where their test pictures are, as for the training scripts (data)",
    )
    args = parser.parse_args(argv)
    for folder in args.folders or sorted(checkpoint.BUNDLED.iterdir()):
        try:
            print(add_to_checkpoint(folder, args.data_dir), flush=True)
        except (checkpoint.InvalidCheckpoint, OSError) as error:
            raise SystemExit(f"{folder}: {error}") from None


if __name__ == "__main__":
    main()
