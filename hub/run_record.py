"""The training behind a checkpoint, from the files that travel with it, checked before it is shown.

A checkpoint without metrics.json, or one that others have written, shows what there is of it.
"""

from pathlib import Path
from typing import Any, NamedTuple

from hub import checkpoint, predictions
from hub.predictions import Predictions
from hub.validation import InvalidCheckpoint, are_integers, is_number

MAX_EPOCHS, MAX_COUNT = 2000, 10_000_000
METRICS = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
SCALAR_TYPES = (str, int, float, bool)


class RunRecord(NamedTuple):
    """What is known of it."""

    classes: list[str]
    history: list[dict[str, float]]     # of each epoch those of MEASURES that were taken
    confusion: list[list[int]]          # a row is a class, a column an answer; [] if not measured
    facts: dict[str, str]               # results, machine, versions, as they are written
    flags: dict[str, str]               # what it was started with
    answers: Predictions | None
    trouble: str = ""                   # why there are no answers although there is a file


def load_run(folder: Path, classes: list[str]) -> RunRecord:
    """What lies beside the weights of a network with these classes; it never fails."""
    try:
        metrics = checkpoint.load_metrics(folder)
    except InvalidCheckpoint:
        metrics = {}
    try:
        found, trouble = predictions.load_predictions(folder, len(classes)), ""
    except InvalidCheckpoint as error:
        found, trouble = None, str(error)
    table = valid_confusion(metrics.get("confusion"), len(classes))
    told = short_facts(metrics) | short_facts(metrics.get("versions"))
    epochs, flags = valid_history(metrics.get("history")), short_facts(metrics.get("flags"))
    return RunRecord(classes, epochs, table, told, flags, found, trouble)


def valid_history(told: Any) -> list[dict[str, float]]:
    """Epoch by epoch, the finite numbers among those that we can draw."""
    epochs = told[:MAX_EPOCHS] if isinstance(told, list) else []
    limit = {name: 1.0 if name.endswith("accuracy") else 1e6 for name in METRICS}
    return [
        {name: float(epoch[name]) for name in METRICS if is_number(epoch.get(name), 0, limit[name])}
        for epoch in epochs if isinstance(epoch, dict)
    ]  # fmt: skip


def valid_confusion(told: Any, classes: int) -> list[list[int]]:
    """The matrix, if it is one of so many classes."""
    rows = told if isinstance(told, list) and len(told) == classes else []
    fits = rows and all(are_integers(row, 0, MAX_COUNT, (classes,)) for row in rows)
    return rows if fits else []


def short_facts(told: Any) -> dict[str, str]:
    """The single values of a JSON object, as short text."""
    values = list(told.items())[:50] if isinstance(told, dict) else []
    return {
        str(name)[:40]: (f"{value:.6g}" if isinstance(value, float) else str(value))[:80]
        for name, value in values if isinstance(value, SCALAR_TYPES)
    }  # fmt: skip
