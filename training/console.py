"""What a run says while it goes on, and its last words where it ends early."""

import math
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from training.speed import distributed


def print_progress(bar: tqdm, loss: float, correct: float, seen: int, total: int, number: int) -> None:
    """Progress, on the bar if a terminal looks on, else as the tutorial's line."""
    if not distributed.is_main():
        return
    if not bar.disable:
        bar.set_postfix(loss=f"{loss:.4f}", accuracy=f"{correct:.1%}")
        return
    part = f"[{seen}/{total} ({seen / total:.0%})]"
    print(f"Train Epoch: {number} {part}\tLoss: {loss:.6f}", flush=True)


def check_loss(loss: float, number: int, args: Namespace) -> None:
    """Stop where a loss is no number any more, before anything of that epoch is saved."""
    if math.isfinite(loss):
        return
    exact = ", or --precision float32" if args.precision != "float32" else ""
    raise SystemExit(distributed.main_message(
        f"The loss became {loss} in epoch {number}, of which nothing is saved: "
        f"try a smaller --lr, such as {args.lr / 10:g}{exact}."
    ))  # fmt: skip


@contextmanager
def report_interruption(history: list[dict[str, Any]], args: Namespace) -> Iterator[None]:
    """A run that is asked to end says what is kept: by Ctrl-C, or by `kill`, or by a cluster.

    By torchrun, too, when another process is gone: it may be quicker than the gradients that do
    not come.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        raise SystemExit(report_ctrl_c(history, args)) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def report_ctrl_c(history: list[dict[str, Any]], args: Namespace) -> int:
    """Say what Ctrl-C leaves behind; returns the exit code that shells expect of it."""
    if distributed.is_main():
        print(f"\nStopped: {describe_saved(history, args)}", file=sys.stderr)
    return 130


def describe_saved(history: list[dict[str, Any]], args: Namespace) -> str:
    """What a run that ends early has saved."""
    if history and args.save_model:
        return f"epoch {len(history)} is saved in {args.output}; go on with --resume."
    return "no epoch was finished, so nothing was saved."
