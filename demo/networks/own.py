"""Networks trained on this machine: the newest finished run stands for a bundled network.

`bundled:mnist` is the choice that goes back to the bundled one, `run:mnist/fast/…` that of one run.
"""

import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from hub import own_runs
from hub.own_runs import OwnRun
from hub.remote import source
from hub.remote.errors import PullFailed
from hub.remote.source import Source
from hub.validation import InvalidCheckpoint

BUNDLED, RUN = "bundled:", "run:"       # beginnings of choices
MOST_LISTED = 20                        # runs, the newest


def newest_run(network: str, bundled: Source) -> Source | None:
    """Load the newest finished run that may stand for a bundled network; None without one.

    A run that cannot be used is named on the console and passed over.
    """
    for run in own_runs.runs_for(network):
        try:
            return source.require_same_input(load_run(run), like=bundled.net)
        except (InvalidCheckpoint, PullFailed) as error:
            print(f"{run.name} cannot be used: {error}", file=sys.stderr, flush=True)
    return None


def finished_runs() -> list[OwnRun]:
    """List the newest finished runs, of all networks."""
    runs = own_runs.list_runs() if own_runs.are_shown() else []
    return [run for run in runs if own_runs.is_finished(run.metrics)][:MOST_LISTED]


def run_choices() -> list[tuple[str, str]]:
    """Return (label, choice) of each finished run."""
    choices = []
    for run in finished_runs():
        accuracy = source.read_accuracy(run.folder)
        measured = f" · {accuracy:.1%}" if accuracy is not None else ""
        choices.append((run.title + measured, RUN + run.name))
    return choices


def chosen_run(choice: Any) -> Source | None:
    """Load the run of a choice; None if it is no choice of a run.  Raises InvalidCheckpoint."""
    if not isinstance(choice, str) or not choice.startswith(RUN):
        return None
    for run in finished_runs():
        if choice == RUN + run.name:
            return load_run(run)
    return None


def load_run(run: OwnRun) -> Source:
    """Load a run's network and record, again only if its weights change.

    Raises InvalidCheckpoint.
    """
    weights = run.folder / "model.safetensors"
    return load_once(run.folder, run.title, weights.stat().st_mtime_ns if weights.exists() else 0)


@lru_cache(maxsize=8)
def load_once(folder: Path, title: str, changed: int) -> Source:
    """Load a run, as of the time its weights changed.  Raises InvalidCheckpoint."""
    return source.load_folder(folder, title, "own")._replace(folder=folder)
