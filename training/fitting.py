"""Train small networks that underfit, overfit or fit well.  `python training/fitting.py`

Without --run it records all runs that the lesson shows, in a few minutes on one core. Validation
images are held out of Fashion-MNIST's training set; the test set is not used.
"""

import argparse
import json
import platform
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":      # Ctrl-C while PyTorch is being imported
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from training import augment, console, data, evaluation
from training.argument_types import (
    fraction,
    non_negative_integer,
    positive_integer,
    positive_number,
)
from training.data import LabelledImages
from training.fitting_runs import RUNS, SETTINGS, run_settings

RECORDS = data.ROOT / "demo" / "lessons" / "fitting" / "records"
VALIDATION = 1000       # held-out images, or a third of all if that is fewer


def network(channels: int, dropout: float) -> nn.Sequential:
    """Build two convolutions and two dense layers; more channels can remember more."""
    return nn.Sequential(                                       # (N, 1, 28, 28)
        nn.Conv2d(1, channels, 3), nn.ReLU(), nn.MaxPool2d(2),              # (N, c, 13, 13)
        nn.Conv2d(channels, 2 * channels, 3), nn.ReLU(), nn.MaxPool2d(2),   # (N, 2c, 5, 5)
        nn.Flatten(), nn.Dropout(dropout),                                  # (N, 2c * 5 * 5)
        nn.Linear(2 * channels * 5 * 5, 4 * channels), nn.ReLU(), nn.Dropout(dropout),
        nn.Linear(4 * channels, 10),                                        # logits, (N, 10)
    )  # fmt: skip


def split_dataset(
    everything: LabelledImages, pictures: int
) -> tuple[LabelledImages, LabelledImages]:
    """Split into training images, the first ones, and validation images, the last ones."""
    n = len(everything.labels)
    held_out = min(VALIDATION, n // 3)
    if pictures > n - held_out:
        raise SystemExit(f"--pictures {pictures}: there are {n - held_out} to learn from.")
    return everything.select(slice(pictures)), everything.select(slice(-held_out, None))


def train_epoch(net: nn.Module, train: LabelledImages, optimizer: torch.optim.Optimizer,
                batch_size: int, augmented: bool) -> None:  # fmt: skip
    """Go through the shuffled training images once."""
    net.train()
    for index in torch.randperm(len(train.labels)).split(batch_size):
        images = train.images[index].float() / 255              # (N, 1, 28, 28) in [0, 1]
        if augmented:
            images = augment.random_shift(augment.random_flip(images), 1)
        loss = F.cross_entropy(net(images), train.labels[index])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def measure_parts(
    net: nn.Module, train: LabelledImages, validation: LabelledImages
) -> dict[str, float]:
    """Measure training and validation loss and accuracy, without dropout and augmentation.

    As many training images are used as there are validation images.
    """
    train, found = train.select(slice(len(validation.labels))), {}
    for name, part in (("train", train), ("validation", validation)):
        scores = evaluation.score(evaluation.compute_logits(net, part.images), part)
        found |= {f"{name}_{kind}": round(scores[kind], 4) for kind in ("loss", "accuracy")}
    return found


def run_epochs(
    train: LabelledImages, validation: LabelledImages, settings: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Yield what is known before the first epoch, then loss and accuracy after each."""
    torch.manual_seed(settings["seed"])
    net = network(settings["channels"], settings["dropout"])
    decay = settings["weight_decay"]
    optimizer = torch.optim.AdamW(net.parameters(), settings["lr"], weight_decay=decay)
    yield {"parameters": sum(weights.numel() for weights in net.parameters()),
           "validation": len(validation.labels), "settings": settings}  # fmt: skip
    best, waited = float("inf"), 0
    for epoch in range(1, settings["epochs"] + 1):
        train_epoch(net, train, optimizer, settings["batch_size"], settings["augment"])
        found = measure_parts(net, train, validation)
        yield {"epoch": epoch} | found
        waited = 0 if found["validation_loss"] < best else waited + 1
        best = min(best, found["validation_loss"])
        if waited == settings["patience"] > 0:
            return      # early stop: the weights of the best epoch would be kept


def record_run(run: str, everything: LabelledImages, settings: dict[str, Any]) -> dict[str, Any]:
    """Train one run; return its curves and everything needed to run it again."""
    started = time.perf_counter()
    summary, *history = run_epochs(*split_dataset(everything, settings["pictures"]), settings)
    curves = {name: [epoch[name] for epoch in history] for name in history[0] if name != "epoch"}
    seconds = round(time.perf_counter() - started, 1)
    versions = {"python": platform.python_version(), "torch": torch.__version__}
    return {"run": run, **summary, **curves, "seconds": seconds, "versions": versions}


def parse_flags(argv: list[str] | None) -> argparse.Namespace:
    """Parse the flags; a setting that is not given comes from --run or SETTINGS."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add = parser.add_argument
    add("--run", choices=list(RUNS), help="one of the lesson's runs only")
    add("--lines", action="store_true", help="print every epoch as JSON, and write no file")
    add("--data-dir", type=Path, default=data.ROOT / "data", help="where torchvision keeps it")
    add("--output", type=Path, default=RECORDS, help="folder of the records")
    for name, kind in dict(
        pictures=positive_integer, channels=positive_integer, epochs=positive_integer,
        lr=positive_number, batch_size=positive_integer,
        dropout=fraction, weight_decay=float, patience=non_negative_integer, seed=int,
    ).items():  # fmt: skip
        add(f"--{name.replace('_', '-')}", type=kind, help=f"({SETTINGS[name]})")
    add("--augment", action=argparse.BooleanOptionalAction, help="mirror and move (no)")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    """Print one run line by line, or record one run or all."""
    args = parse_flags(argv)
    torch.set_num_threads(1)        # so small a network gains nothing from more
    everything, _ = data.load_dataset("FashionMNIST", args.data_dir)
    given = {name: getattr(args, name) for name in SETTINGS if getattr(args, name) is not None}
    if args.lines:
        settings = (run_settings(args.run) if args.run else SETTINGS) | given
        for line in run_epochs(*split_dataset(everything, settings["pictures"]), settings):
            print(json.dumps(line), flush=True)
        return
    args.output.mkdir(parents=True, exist_ok=True)
    for run in [args.run] if args.run else RUNS:
        found = record_run(run, everything, run_settings(run) | given)
        place = args.output / f"{run}.json"
        new = place.with_suffix(".new")
        new.write_text(json.dumps(found) + "\n", encoding="utf-8")
        new.replace(place)
        print(f"{run}: {found['train_accuracy'][-1]:.1%} of the training pictures, "
              f"{found['validation_accuracy'][-1]:.1%} of the others, {found['seconds']} s",
              flush=True)  # fmt: skip


if __name__ == "__main__":
    console.run_script(main)
