"""Claim the folder that a run writes to: for this run alone, and before anything is trained."""

import shutil
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import torch
from filelock import FileLock, Timeout

from hub import own_runs
from training.run import Run
from training.run_folder import lock_path, run_folder, show_path
from training.write_errors import explain_write_error

NEEDED_BYTES = 24   # for each weight: checkpoint, state with two moments, and a new copy of both
OTHER_BYTES = 20_000_000    # pictures, predictions, TensorBoard


@contextmanager
def claimed_output(run: Run) -> Iterator[None]:
    """Lock the checkpoint folder for this run; stop in one sentence if it cannot be written."""
    args = run.args
    if not args.save_model:     # nothing is saved, or by the main process only
        yield
        return
    try:
        create_folder(args)
        check_space(args.output.parent, sum(map(torch.numel, run.net.parameters())))
        lock = FileLock(lock_path(args.output), timeout=0)
        lock.acquire()
    except Timeout:
        raise SystemExit(
            f"Another run is writing to {show_path(args.output)}: wait until it has finished, or "
            "name another folder with --output."
        ) from None
    except OSError as error:
        why = explain_write_error(error)
        raise SystemExit(f"{args.output} cannot be written: {why}. Nothing was trained.") from None
    try:
        check_output(args)
        delete_leftovers(args.output)
        yield
    finally:
        lock_path(args.output).unlink(missing_ok=True)
        lock.release()
        if args.own_folder:
            with suppress(OSError):             # only if nothing was saved in it
                args.output.parent.rmdir()


def create_folder(args: Namespace) -> None:
    """Create the folder of a new run, with a name of its own, or the one above --output."""
    started, number = args.started, 1
    while args.own_folder:
        try:
            run_folder(args).mkdir(parents=True)
            args.output = run_folder(args) / own_runs.CHECKPOINT
            return
        except FileExistsError:         # another run began in the same second
            if not run_folder(args).is_dir():
                raise
            number += 1
            args.started = f"{started}-{number}"
    args.output.parent.mkdir(parents=True, exist_ok=True)


def check_space(folder: Path, weights: int) -> None:
    """Raise OSError if the disk has too little room for what a run saves."""
    free, needed = shutil.disk_usage(folder).free, weights * NEEDED_BYTES + OTHER_BYTES
    if free < needed:
        raise OSError(f"{free / 1e6:.0f} MB are free on its disk, {needed / 1e6:.0f} are needed")


def check_output(args: Namespace) -> None:
    """Stop if what is there must not be replaced: a finished run by a trial, or other files."""
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


def delete_leftovers(output: Path) -> None:
    """Delete what runs that were killed left half-written; no other run is writing now."""
    for path in output.parent.glob(f".{output.name}.*.new"):
        shutil.rmtree(path, ignore_errors=True)
