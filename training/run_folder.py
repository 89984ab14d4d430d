"""Choose where a run writes: runs/DATASET/RECIPE/RUN, or the folders that its flags name.

A run's folder holds TensorBoard's files, the checkpoint in `checkpoint/` and, until the run has
finished, its state. A dry run gets a folder in the system's temporary one, deleted when it ends.
"""

import os
import tempfile
from argparse import Namespace
from pathlib import Path

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
    stopped = sorted(path.parent for path in states if own_runs.RUN_NAME.fullmatch(path.parts[-2]))
    if not stopped:
        raise SystemExit(
            f"Nothing to resume: {show_path(folder)} holds no stopped run. "
            "--output names the checkpoint of one that was written elsewhere."
        )
    return stopped[-1]


def claim_output(args: Namespace) -> None:
    """Create the folder of a new run, with a name of its own; check a folder that was named.

    A trial replaces no finished run, and nothing but a checkpoint is ever replaced.
    """
    if not args.save_model:
        return
    started, number = args.started, 1
    while args.own_folder:
        try:
            run_folder(args).mkdir(parents=True)
            args.output = run_folder(args) / own_runs.CHECKPOINT
            return
        except FileExistsError:         # another run began in the same second
            number += 1
            args.started = f"{started}-{number}"
    found = own_runs.read_run(args.output)
    if found and (args.limit or args.dry_run) and own_runs.is_finished(found.metrics):
        raise SystemExit(f"{args.output} holds a finished run, which a trial does not replace: "
                         "name another folder with --output, or none.")
    if not found and args.output.exists() and not is_replaceable(args.output):
        raise SystemExit(f"{args.output} is no checkpoint, and would be replaced: "
                         "name another folder with --output, or none.")


def is_replaceable(folder: Path) -> bool:
    """Tell whether a folder is empty or has the files of a checkpoint."""
    return folder.is_dir() and (not any(folder.iterdir()) or (folder / "config.json").is_file())


def show_path(path: Path) -> str:
    """Format a path for a message: from the current folder if it lies in it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
