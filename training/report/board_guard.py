"""Keep a failure of the board from stopping the training: report it once and go on."""

import functools
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from typing import Any

from tqdm import tqdm

from training.run import Run


def disable_board(args: Namespace, error: Exception) -> None:
    """Report the error in one line and go on without a board."""
    args.board = False
    reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
    tqdm.write(f"TensorBoard: {reason}. The training goes on without it.", file=sys.stderr)


def never_fatal(log: Callable[..., None]) -> Callable[..., None]:
    """Wrap a function that logs: it does nothing without a board, and an error ends the board."""

    @functools.wraps(log)
    def guarded(run: Run, *arguments: Any) -> None:
        if run.board is None or not run.args.board:
            return
        try:
            log(run, *arguments)
        except Exception as error:      # any error: no picture is worth a training
            disable_board(run.args, error)

    return guarded


def silence_writer_thread() -> None:
    """Suppress the traceback of TensorBoard's writer thread, which hands its error to us as well.

    The thread is known by its module, tensorboard.summary.writer.event_file_writer; read in
    TensorBoard 2.21, and checked by tests/test_training/test_board.py with a full disk.
    """
    original = threading.excepthook

    def hook(failure: threading.ExceptHookArgs) -> None:
        if not type(failure.thread).__module__.startswith("tensorboard"):
            original(failure)

    threading.excepthook = hook
