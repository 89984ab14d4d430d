"""Print a run's progress, and what was saved where it ends early."""

import math
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tqdm import tqdm

from training.run_folder import show_path
from training.speed import distributed

LONG = 1000     # items whose progress is worth lines


def progress_bar(items: Sequence, title: str) -> tqdm:
    """Wrap `items` in a progress bar; it is shown on a terminal only, by the main process."""
    hidden = not (sys.stderr.isatty() and distributed.is_main())
    return tqdm(items, title, disable=hidden, leave=False)


def report_progress(items: Sequence, title: str) -> Iterator[Any]:
    """Yield `items` below a progress bar; where it is hidden, print a line after each fifth."""
    bar, total = progress_bar(items, title), len(items)
    printed = bar.disable and total >= LONG and distributed.is_main()
    for n, item in enumerate(bar, 1):
        yield item
        if printed and n * 5 // total > (n - 1) * 5 // total:
            print(f"{title}: {n:,} of {total:,}", flush=True)


def print_progress(
    bar: tqdm, loss: float, accuracy: float, seen: int, total: int, epoch: int
) -> None:
    """Show a batch's loss on the bar, or print the tutorial's line where the bar is hidden."""
    if not distributed.is_main():
        return
    if not bar.disable:
        bar.set_postfix(loss=f"{loss:.4f}", accuracy=f"{accuracy:.1%}")
        return
    part = f"[{seen}/{total} ({seen / total:.0%})]"
    print(f"Train Epoch: {epoch} {part}\tLoss: {loss:.6f}", flush=True)


def check_loss(loss: float, epoch: int, args: Namespace) -> None:
    """Stop if the loss is no longer a finite number, before anything of this epoch is saved."""
    if math.isfinite(loss):
        return
    exact = ", or --precision float32" if args.precision != "float32" else ""
    raise SystemExit(distributed.main_message(
        f"The loss became {loss} in epoch {epoch}; nothing of this epoch was saved. "
        f"Try a smaller --lr, such as {args.lr / 10:g}{exact}."
    ))  # fmt: skip


def run_script(main: Callable[[], None]) -> None:
    """Run a script, so that Ctrl-C ends it in one line; the first lines let it end the imports."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        main()
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        raise SystemExit(130) from None     # the exit code that shells expect of Ctrl-C


@contextmanager
def report_interruption(history: list[dict[str, Any]], args: Namespace) -> Iterator[None]:
    """Handle Ctrl-C, SIGTERM and the end of another process: report what was saved.

    SIGTERM comes from `kill`, from a cluster that shuts down, or from torchrun after another
    process has died; it may arrive before the gradients are missed.
    """
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        if distributed.is_main():
            print(f"\nStopped: {describe_saved(history, args)}", file=sys.stderr)
        raise SystemExit(130) from None     # the exit code that shells expect of Ctrl-C
    except RuntimeError as error:
        if not distributed.is_peer_failure(error):
            raise
        ended = f"Another process of this run has ended: {describe_saved(history, args)}"
        raise SystemExit(distributed.main_message(ended)) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def describe_saved(history: list[dict[str, Any]], args: Namespace) -> str:
    """Say what a run that ends early has saved."""
    if history and args.save_model:
        return f"epoch {len(history)} is saved in {show_path(args.output)}; go on with --resume."
    return "no epoch was finished, so nothing was saved."
