"""Choose where a run writes: runs/DATASET/RECIPE/RUN, or the folders that its flags name.

A run's folder holds TensorBoard's files, the checkpoint in `checkpoint/` and, until the run has
finished, its state. A dry run gets a folder in the system's temporary one, deleted when it ends.
"""

import os
import tempfile
from argparse import Namespace
from pathlib import Path

from filelock import FileLock, Timeout

from hub import checkpoint, own_runs

STATE_SUFFIX = ".resume.safetensors"


def choose_output(args: Namespace) -> None:
    """Set the checkpoint folder where no flag names one, and all folders of a dry run."""
    if args.dry_run:
        args.temporary = tempfile.TemporaryDirectory(
            prefix="convlens-dry-run-", ignore_cleanup_errors=True)
    if args.output:
        return
    if args.evaluate:
        args.output = newest_checkpoint(args)
    elif args.resume:
        args.output = newest_stopped(args) / own_runs.CHECKPOINT
    else:
        args.output = run_folder(args) / own_runs.CHECKPOINT
        args.own_folder = True


def run_folder(args: Namespace) -> Path:
    """Return the folder of a run, which its start names; it need not exist."""
    root = Path(args.temporary.name) if args.dry_run else own_runs.runs_root()
    return root / args.dataset / args.recipe / (args.started + args.settings)


def newest_checkpoint(args: Namespace) -> Path:
    """Return the newest finished run of a recipe, else the bundled checkpoint."""
    runs = own_runs.list_runs(args.dataset, args.recipe)
    finished = [run.folder for run in runs if own_runs.is_finished(run.metrics)]
    return [*finished, checkpoint.BUNDLED / args.name][0]


def newest_stopped(args: Namespace) -> Path:
    """Return the folder of the newest run of a recipe that has not finished."""
    folder = own_runs.runs_root() / args.dataset / args.recipe
    states = folder.glob(f"*/{own_runs.CHECKPOINT}{STATE_SUFFIX}")
    stopped = sorted(
        path.parent for path in states
        if own_runs.RUN_NAME.fullmatch(path.parts[-2])
        and not is_being_written(path.with_name(own_runs.CHECKPOINT))
    )  # fmt: skip
    if not stopped:
        raise SystemExit(
            f"Nothing to resume: {show_path(folder)} holds no stopped run. "
            "--output names the checkpoint of one that was written elsewhere."
        )
    return stopped[-1]


def lock_path(output: Path) -> Path:
    """Return the file beside a checkpoint folder whose lock a run holds while it writes."""
    return output.with_name(f".{output.name}.lock")


def is_being_written(output: Path) -> bool:
    """Tell whether a run is writing to a checkpoint folder."""
    if not lock_path(output).exists():
        return False
    try:
        with FileLock(lock_path(output), timeout=0):
            return False                # left by a run that was killed
    except Timeout:
        return True


def show_path(path: Path) -> str:
    """Format a path for a message: from the current folder if it lies in it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
