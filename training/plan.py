"""Say before a training what it will do, and after a few batches how long it will take."""

from argparse import Namespace
from collections.abc import Iterable, Iterator
from time import perf_counter

import torch
from torch import Tensor
from tqdm import tqdm

from training.run import Run, describe_device, steps_per_epoch
from training.run_folder import show_path
from training.speed import distributed

WARM_UP, MEASURED = 5, 25       # batches: the first ones are slower, and not measured


def print_plan(run: Run, finished: int) -> None:
    """Print recipe, network, pictures, length and folder; `finished` epochs are already trained."""
    if not distributed.is_main():
        return
    args, steps = run.args, steps_per_epoch(run.train, run.args)
    weights = sum(weights.numel() for weights in run.net.parameters())
    epochs = f"{count(args.epochs, 'epoch')} of {count(steps, 'batch', 'batches')}"
    if finished:
        epochs = f"epochs {finished + 1} to {args.epochs}, of {count(steps, 'batch', 'batches')}"
    shown, tested = len(run.train.labels), len(run.test.labels)
    lines = {
        "Recipe": f"{args.recipe}: {type(run.net).__name__}, {weights:,} parameters",
        "Pictures": f"{run.train.title}: {shown:,} to train with, {tested:,} to test with",
        "Training": f"{epochs} of {args.batch_size}, {args.precision}",
        "Machine": describe_device(args.device),
        "Folder": describe_folder(args),
    }
    print("\n".join(f"{name:<9} {text}" for name, text in lines.items()), flush=True)


def count(n: int, one: str, several: str = "") -> str:
    """Format a number with its noun: "1 epoch", "2 epochs"."""
    return f"{n:,} {one if n == 1 else several or one + 's'}"


def describe_folder(args: Namespace) -> str:
    """Say where the checkpoint goes."""
    if args.own_folder and args.dry_run:
        return "none: a dry run keeps nothing"
    return show_path(args.output) if args.save_model else "none: --no-save-model"


def announce_duration(batches: Iterable[Tensor], run: Run, epoch: int) -> Iterator[Tensor]:
    """Yield the batches of an epoch; after some of the first ones, print how long all will take."""
    args, started = run.args, 0.0
    for step, batch in enumerate(batches):
        if step == WARM_UP:
            started = perf_counter()
        if step == WARM_UP + MEASURED and not args.announced and distributed.is_main():
            args.announced = True
            if args.device.type == "cuda":
                torch.cuda.synchronize()
            left = (args.epochs - epoch + 1) * steps_per_epoch(run.train, args) - step
            seconds = (perf_counter() - started) / MEASURED * left
            # Not print, which would break the progress bar of a terminal.
            tqdm.write(f"Training will take about {format_duration(seconds)} on this machine.")
        yield batch


def format_duration(seconds: float) -> str:
    """Format a duration in seconds, minutes or hours."""
    if seconds < 90:
        return count(max(1, round(seconds)), "second")
    minutes = round(seconds / 60)
    return f"{minutes} minutes" if minutes < 90 else f"{minutes / 60:.1f} hours"
