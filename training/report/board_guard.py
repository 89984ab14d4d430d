"""No failure of the board stops a training: it is said once, and the training goes on."""

import functools
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from tqdm import tqdm

from training.run import Run


def disable_board(args: Namespace, error: Exception) -> None:
    """Say why, in one line, and go on without a board."""
    args.board = False
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
    tqdm.write(f"TensorBoard: {reason}. The training goes on without it.", file=sys.stderr)


def never_fatal(draw: Callable[..., None]) -> Callable[..., None]:
    """Nothing without a board; with one, a failure ends the board and nothing else."""

    @functools.wraps(draw)
    def drawn(run: Run, *what: Any) -> None:
        if run.board is None or not run.args.board:
            return
        try:
            draw(run, *what)
        except Exception as error:      # whatever it is: no picture is worth a training
            disable_board(run.args, error)

    return drawn


def silence_writer_thread() -> None:
    """The writer's thread hands its error to us; it shall not print a traceback as well."""
    others = threading.excepthook

    def hook(failure: threading.ExceptHookArgs) -> None:
        if not type(failure.thread).__module__.startswith("tensorboard"):
            others(failure)

    threading.excepthook = hook
