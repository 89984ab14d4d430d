"""Find the files of a run's board, and copy them for its checkpoint folder."""

from argparse import Namespace
from pathlib import Path

from training.report.board_guard import disable_board


def board_folder(args: Namespace) -> Path:
    """Return the folder of a run's board: one for each start."""
    return args.log_dir / args.name / args.started


def copy_board(args: Namespace) -> dict[str, bytes]:
    """Return a finished board as files for runs/ in the checkpoint folder; {} without a board."""
    kept = {}
    try:
        for number, path in enumerate(sorted(board_folder(args).rglob("*")) if args.board else []):
            place = path.relative_to(args.log_dir / args.name)
            if "tfevents" in path.name:     # the name ends with this machine's: keep it private
                place = place.with_name(".".join([*path.name.split(".")[:4], f"{number:03}"]))
            if path.is_file():
                kept[f"runs/{place.as_posix()}"] = path.read_bytes()
    except OSError as error:
        disable_board(args, error)
        return {}
    return kept
