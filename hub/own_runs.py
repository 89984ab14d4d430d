"""Find the runs trained on this machine: runs/DATASET/RECIPE/RUN/checkpoint.

The training scripts write there, and the app prefers the newest finished run to a bundled network.
"""

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from hub import checkpoint
from hub.validation import InvalidCheckpoint

VARIABLE = "CONVLENS_RUNS"      # names another folder; "off": the app looks for no runs
CHECKPOINT = "checkpoint"       # the folder of the network, in that of its run
RUN_NAME = re.compile(r"\d{8}-\d{6}(-\d+)?(_[\w.=+-]+)?", re.ASCII)
FOLDER_NAME = re.compile(r"[a-z][a-z_]{0,40}", re.ASCII)    # of a data set or a recipe
MAX_RUNS = 200                  # looked at, the newest first
CHANCE = 1.5                    # times the accuracy of guessing: below, nothing was learned


class OwnRun(NamedTuple):
    """A run whose checkpoint can be read; the network in it is not validated yet."""

    folder: Path                # of the checkpoint
    name: str                   # mnist/fast/20261127-201530
    metrics: dict[str, Any]     # its metrics.json

    @property
    def title(self) -> str:
        """Format for display: mnist/fast 2026-11-27 20:15."""
        dataset, recipe, run = self.name.split("/")
        day, time = f"{run[:4]}-{run[4:6]}-{run[6:8]}", f"{run[9:11]}:{run[11:13]}"
        return f"{dataset}/{recipe} {day} {time}"


def runs_root() -> Path:
    """Return the folder of all runs."""
    named = os.environ.get(VARIABLE, "")
    return Path(__file__).parents[1] / "runs" if named in ("", "off") else Path(named)


def list_runs(dataset: str = "*", recipe: str = "*") -> list[OwnRun]:
    """List runs that have a checkpoint, the newest first."""
    found = [
        folder for folder in runs_root().glob(f"{dataset}/{recipe}/*/{CHECKPOINT}")
        if RUN_NAME.fullmatch(folder.parts[-2])
        and all(map(FOLDER_NAME.fullmatch, folder.parts[-4:-2]))
    ]  # fmt: skip
    found.sort(key=lambda folder: folder.parts[-2], reverse=True)
    return [run for folder in found[:MAX_RUNS] if (run := read_run(folder))]


def are_shown() -> bool:
    """Tell whether the app looks for runs."""
    return os.environ.get(VARIABLE) != "off"


def read_run(folder: Path) -> OwnRun | None:
    """Read the metrics of a checkpoint folder; None if there are no valid ones."""
    try:
        return read_unchanged(folder, (folder / "metrics.json").stat().st_mtime_ns)
    except (InvalidCheckpoint, OSError):
        return None


@lru_cache(maxsize=MAX_RUNS)
def read_unchanged(folder: Path, changed: int) -> OwnRun:
    """Read a run's metrics as of the time they changed: the Training page lists runs often."""
    return OwnRun(folder, "/".join(folder.parts[-4:-1]), checkpoint.load_metrics(folder))


def is_finished(metrics: dict[str, Any]) -> bool:
    """Tell whether a run trained all its epochs, on all pictures: neither stopped nor a trial."""
    flags, epochs = metrics.get("flags"), metrics.get("epochs")
    if not isinstance(flags, dict) or type(epochs) is not int:
        return False
    trial = flags.get("limit") or metrics.get("dry_run")
    return flags.get("epochs") == epochs and not trial


def has_learned(metrics: dict[str, Any]) -> bool:
    """Tell whether an accuracy is clearly above guessing."""
    accuracy, recall = metrics.get("accuracy"), metrics.get("recall")
    classes = len(recall) if isinstance(recall, dict) and recall else 10
    return isinstance(accuracy, float) and accuracy >= min(CHANCE / classes, 0.9)


def runs_for(network: str) -> list[OwnRun]:
    """List the runs that may stand for a bundled network, the newest first.

    They are finished, trained for an epoch at least, and better than guessing. `mnist_tutorial`
    takes those of the recipe `tutorial`, and `mnist` those of all others.
    """
    if not are_shown():
        return []
    dataset, tutorial = network.removesuffix("_tutorial"), network.endswith("_tutorial")
    return [
        run for run in list_runs(dataset)
        if (run.folder.parts[-3] == "tutorial") == tutorial
        and is_finished(run.metrics) and run.metrics["epochs"] and has_learned(run.metrics)
    ]  # fmt: skip
