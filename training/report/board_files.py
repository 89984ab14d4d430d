"""Find the files of a run's board, and copy them for its checkpoint folder."""

from argparse import Namespace
from pathlib import Path

from hub import own_runs
from training.report.board_guard import disable_board
from training.run_folder import run_folder


def board_folder(args: Namespace) -> Path:
    """Return the folder of a run's board: that of the run, or one in --log-dir for each start."""
    return args.log_dir / args.name / args.started if args.log_dir else run_folder(args)


def list_board_files(folder: Path) -> list[Path]:
    """List the files of a board; in the folder of a run it lies beside the checkpoint."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [
        path for path in files
        if not path.relative_to(folder).parts[0].lstrip(".").startswith(own_runs.CHECKPOINT)
    ]  # fmt: skip


def copy_board(args: Namespace) -> dict[str, bytes]:
    """Return a finished board as files for runs/ in the checkpoint folder; {} without a board.

    A checkpoint that stays in the folder of its run goes without, as TensorBoard would show the
    copy as a second run.
    """
    folder, kept = board_folder(args), {}
    if not args.board or (folder == args.output.parent and not args.push):
        return {}
    try:
        for number, path in enumerate(list_board_files(folder)):
            place = folder.name / path.relative_to(folder)
            if "tfevents" in path.name:     # the name ends with this machine's: keep it private
                place = place.with_name(".".join([*path.name.split(".")[:4], f"{number:03}"]))
            kept[f"runs/{place.as_posix()}"] = path.read_bytes()
    except OSError as error:
        disable_board(args, error)
        return {}
    return kept
