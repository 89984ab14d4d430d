"""Train small networks that fit too little, too much, or well.  `python training/fitting.py`

Without --run all that the lesson shows are recorded, in a few minutes on one core. A picture
that judges a run is held out of Fashion-MNIST's training set; no test picture is looked at.
"""

import argparse
import json
import platform
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from training import augment, data, evaluation
from training.argument_types import non_negative_integer, fraction, positive_number, positive_integer
from training.fitting_runs import RUNS, SETTINGS, run_settings

RECORDS = data.ROOT / "demo" / "lessons" / "fitting" / "records"
VALIDATION = 1000       # pictures held out, or a third of those that are there


def network(channels: int, dropout: float) -> nn.Sequential:
    """Two convolutions and two dense layers; the more channels, the more it can remember."""
    return nn.Sequential(                                       # (N, 1, 28, 28)
        nn.Conv2d(1, channels, 3), nn.ReLU(), nn.MaxPool2d(2),              # (N, c, 13, 13)
        nn.Conv2d(channels, 2 * channels, 3), nn.ReLU(), nn.MaxPool2d(2),   # (N, 2c, 5, 5)
        nn.Flatten(), nn.Dropout(dropout),                                  # (N, 2c * 5 * 5)
        nn.Linear(2 * channels * 5 * 5, 4 * channels), nn.ReLU(), nn.Dropout(dropout),
        nn.Linear(4 * channels, 10),                                        # logits, (N, 10)
    )  # fmt: skip


def split_dataset(everything: data.LabelledImages, pictures: int) -> tuple[data.LabelledImages, data.LabelledImages]:
    """The first pictures, to learn from, and the last ones, to judge by."""
    n = len(everything.labels)
    held_out = min(VALIDATION, n // 3)
    if pictures > n - held_out:
        raise SystemExit(f"--pictures {pictures}: there are {n - held_out} to learn from.")
    last = everything._replace(images=everything.images[-held_out:],
                               labels=everything.labels[-held_out:])
    return first(everything, pictures), last


def first(part: data.LabelledImages, n: int) -> data.LabelledImages:
    """The first n pictures, or all of them."""
    return part._replace(images=part.images[:n], labels=part.labels[:n])


def train_epoch(net: nn.Module, train: data.LabelledImages, optimizer: torch.optim.Optimizer,
          batch_size: int, changed: bool) -> None:  # fmt: skip
    """One epoch: once through the training pictures, shuffled."""
    net.train()
    for index in torch.randperm(len(train.labels)).split(batch_size):
        images = train.images[index].float() / 255              # (N, 1, 28, 28) in [0, 1]
        if changed:
            images = augment.random_shift(augment.random_flip(images), 1)
        loss = F.cross_entropy(net(images), train.labels[index])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def measure_parts(net: nn.Module, train: data.LabelledImages, validation: data.LabelledImages) -> dict[str, float]:
    """Loss and accuracy without dropout and on unchanged pictures, so that both compare.

    Of the training pictures as many are judged as are held out.
    """
    train, found = first(train, len(validation.labels)), {}
    for name, part in (("train", train), ("validation", validation)):
        result = evaluation.score(evaluation.compute_logits(net, part.images), part)
        found |= {f"{name}_{kind}": round(result[kind], 4) for kind in ("loss", "accuracy")}
    return found


def run_epochs(train: data.LabelledImages, validation: data.LabelledImages, how: dict[str, Any]) -> Iterator[dict]:
    """What is known before the first epoch, then the losses and accuracies after each."""
    torch.manual_seed(how["seed"])
    net = network(how["channels"], how["dropout"])
    optimizer = torch.optim.AdamW(net.parameters(), how["lr"], weight_decay=how["weight_decay"])
    yield {"parameters": sum(weights.numel() for weights in net.parameters()),
           "validation": len(validation.labels), "settings": how}  # fmt: skip
    best, waited = float("inf"), 0
    for epoch in range(1, how["epochs"] + 1):
        train_epoch(net, train, optimizer, how["batch_size"], how["augment"])
        found = measure_parts(net, train, validation)
        yield {"epoch": epoch} | found
        waited = 0 if found["validation_loss"] < best else waited + 1
        best = min(best, found["validation_loss"])
        if waited == how["patience"] > 0:
            return      # early stop: the weights of the best epoch would be kept


def record_run(run: str, everything: data.LabelledImages, how: dict[str, Any]) -> dict[str, Any]:
    """A run with all that is needed to tell it, and to run it again."""
    begun = time.perf_counter()
    opening, *history = run_epochs(*split_dataset(everything, how["pictures"]), how)
    curves = {name: [epoch[name] for epoch in history] for name in history[0] if name != "epoch"}
    seconds = round(time.perf_counter() - begun, 1)
    versions = {"python": platform.python_version(), "torch": torch.__version__}
    return {"run": run, **opening, **curves, "seconds": seconds, "versions": versions}


def parse_flags(argv: list[str] | None) -> argparse.Namespace:
    """The flags; a setting that is not given is that of --run, or of SETTINGS."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    add = parser.add_argument
    add("--run", choices=list(RUNS), help="one of the lesson's runs only")
    add("--lines", action="store_true", help="print every epoch as JSON, and write no file")
    add("--data-dir", type=Path, default=data.ROOT / "data", help="where torchvision keeps it")
    add("--output", type=Path, default=RECORDS, help="folder of the records")
    for name, kind in dict(
        pictures=positive_integer, channels=positive_integer, epochs=positive_integer, lr=positive_number, batch_size=positive_integer,
        dropout=fraction, weight_decay=float, patience=non_negative_integer, seed=int,
    ).items():  # fmt: skip
        add(f"--{name.replace('_', '-')}", type=kind, help=f"({SETTINGS[name]})")
    add("--augment", action=argparse.BooleanOptionalAction, help="mirror and move (no)")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None) -> None:
    """Follow one run line by line, or record one or all."""
    args = parse_flags(argv)
    torch.set_num_threads(1)        # so small a network gains nothing from more
    everything, _ = data.load_dataset("FashionMNIST", args.data_dir)
    given = {name: getattr(args, name) for name in SETTINGS if getattr(args, name) is not None}
    if args.lines:
        how = (run_settings(args.run) if args.run else SETTINGS) | given
        for line in run_epochs(*split_dataset(everything, how["pictures"]), how):
            print(json.dumps(line), flush=True)
        return
    args.output.mkdir(parents=True, exist_ok=True)
    for run in [args.run] if args.run else RUNS:
        found = record_run(run, everything, run_settings(run) | given)
        place = args.output / f"{run}.json"
        beside = place.with_suffix(".new")
        beside.write_text(json.dumps(found) + "\n", encoding="utf-8")
        beside.replace(place)
        print(f"{run}: {found['train_accuracy'][-1]:.1%} of the training pictures, "
              f"{found['validation_accuracy'][-1]:.1%} of the others, {found['seconds']} s",
              flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
