"""The training run behind a checkpoint, read from its files and checked before it is shown.

Where metrics.json is missing or partly invalid, the record holds the valid rest.
"""

from pathlib import Path
from typing import Any, NamedTuple

from hub import checkpoint, predictions
from hub.config_rules import are_integers, are_numbers, is_number
from hub.predictions import Predictions
from hub.validation import InvalidCheckpoint

MAX_EPOCHS, MAX_RUNNING, MAX_COUNT = 2000, 5000, 10_000_000
METRICS = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
SCALAR_TYPES = (str, int, float, bool)


class RunRecord(NamedTuple):
    """Everything known about a training run."""

    classes: list[str]
    history: list[dict[str, float]]     # per epoch, those of METRICS that were recorded
    confusion: list[list[int]]          # row: class, column: prediction; [] if unknown
    facts: dict[str, str]               # results, machine, versions, as text
    flags: dict[str, str]               # of the command line, as text
    answers: Predictions | None
    trouble: str = ""                   # why the file of answers was rejected, if it was
    running: tuple[list[float], ...] = ()   # epoch with its fraction, loss and accuracy till there


def load_run(folder: Path, classes: list[str]) -> RunRecord:
    """Read the record of a checkpoint with these classes; invalid files count as missing."""
    try:
        metrics = checkpoint.load_metrics(folder)
    except InvalidCheckpoint:
        metrics = {}
    try:
        answers, trouble = predictions.load_predictions(folder, len(classes)), ""
    except InvalidCheckpoint as error:
        answers, trouble = None, str(error)
    confusion = valid_confusion(metrics.get("confusion"), len(classes))
    facts = short_facts(metrics) | short_facts(metrics.get("versions"))
    history, flags = valid_history(metrics.get("history")), short_facts(metrics.get("flags"))
    running = valid_running(metrics.get("history"))
    return RunRecord(classes, history, confusion, facts, flags, answers, trouble, running)


def valid_history(value: Any) -> list[dict[str, float]]:
    """Return, epoch by epoch, the metrics that are finite numbers in a plausible range."""
    epochs = value[:MAX_EPOCHS] if isinstance(value, list) else []
    limit = {name: 1.0 if name.endswith("accuracy") else 1e6 for name in METRICS}
    return [
        {name: float(epoch[name]) for name in METRICS if is_number(epoch.get(name), 0, limit[name])}
        for epoch in epochs if isinstance(epoch, dict)
    ]  # fmt: skip


def valid_running(value: Any) -> tuple[list[float], ...]:
    """Return the running means that are plausible numbers, in order of the epochs."""
    found = []
    for k, epoch in enumerate(value[:MAX_EPOCHS] if isinstance(value, list) else []):
        windows = epoch.get("running") if isinstance(epoch, dict) else None
        for window in windows[:MAX_RUNNING] if isinstance(windows, list) else []:
            if are_numbers(window, 0, 1e6, (3,)) and window[0] <= 1 and window[2] <= 1:
                share, loss, accuracy = map(float, window)
                found.append([k + share, loss, accuracy])
    return tuple(sorted(found[:MAX_RUNNING]))


def valid_confusion(value: Any, classes: int) -> list[list[int]]:
    """Return a confusion matrix if its size fits the number of classes, else []."""
    rows = value if isinstance(value, list) and len(value) == classes else []
    fits = rows and all(are_integers(row, 0, MAX_COUNT, (classes,)) for row in rows)
    return rows if fits else []


def short_facts(value: Any) -> dict[str, str]:
    """Return the scalar entries of a JSON object as short text, 50 at most."""
    values = list(value.items())[:50] if isinstance(value, dict) else []
    return {
        str(name)[:40]: (f"{value:.6g}" if isinstance(value, float) else str(value))[:80]
        for name, value in values if isinstance(value, SCALAR_TYPES)
    }  # fmt: skip
