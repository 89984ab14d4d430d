"""Train a small network with four optimizers and five schedules.  `python training/optimizers.py`

It records the runs that the lesson on optimizers shows. All start from the same weights and see the
same batches. Validation images are held out of MNIST's training set.
"""

import argparse
import json
import platform
import signal
import sys
from itertools import product
from pathlib import Path
from typing import Any

if __name__ == "__main__":      # Ctrl-C while PyTorch is being imported
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.optim import lr_scheduler

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from training import console, data, evaluation
from training.argument_types import positive_integer

RECORD = data.ROOT / "demo" / "lessons" / "optimizers" / "runs.json"
VALIDATION = 1000       # held-out images, or a third of all if that is fewer
SETTINGS = dict(pictures=3000, epochs=8, batch_size=32, seed=1)
RATES = {               # of each optimizer: small, usual, large
    "sgd": (0.01, 0.1, 1.0), "momentum": (0.001, 0.01, 0.1),
    "adadelta": (0.1, 1.0, 10.0), "adamw": (0.0003, 0.003, 0.03),
}  # fmt: skip
SCHEDULES = ("constant", "step-0.5", "step-0.7", "step-0.9", "cycle")   # step-GAMMA: StepLR
PARTS = 4               # of an epoch, with a mean loss for each


def small_network() -> nn.Sequential:
    """Build two convolutions and a linear layer: 5,258 parameters."""
    return nn.Sequential(                                           # (N, 1, 28, 28)
        nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2),             # (N, 8, 13, 13)
        nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),            # (N, 16, 5, 5)
        nn.Flatten(), nn.Linear(16 * 5 * 5, 10),                    # logits, (N, 10)
    )  # fmt: skip


def build_optimizer(name: str, net: nn.Module, rate: float) -> torch.optim.Optimizer:
    """Build one of RATES; only the learning rate, and SGD's momentum, differ from the defaults."""
    if name == "adadelta":
        return torch.optim.Adadelta(net.parameters(), lr=rate)
    if name == "adamw":
        return torch.optim.AdamW(net.parameters(), lr=rate)
    return torch.optim.SGD(net.parameters(), lr=rate, momentum=0.9 if name == "momentum" else 0)


def build_schedule(
    name: str, optimizer: torch.optim.Optimizer, rate: float, epochs: int, steps: int
) -> lr_scheduler.LRScheduler:
    """Build one of SCHEDULES; each of them is moved on after every batch."""
    if name == "cycle":
        return lr_scheduler.OneCycleLR(optimizer, rate, epochs * steps, cycle_momentum=False)
    gamma = float(name.removeprefix("step-")) if name != "constant" else 1.0
    return lr_scheduler.StepLR(optimizer, step_size=steps, gamma=gamma)     # once an epoch


def split_off_validation(
    everything: data.LabelledImages, pictures: int
) -> tuple[data.LabelledImages, data.LabelledImages]:
    """Return the first images to train on, and the last ones to validate with."""
    held_out = min(VALIDATION, len(everything.labels) // 3)
    room = len(everything.labels) - held_out
    return everything.select(slice(min(pictures, room))), everything.select(slice(room, None))


def train_run(
    train: data.LabelledImages, validation: data.LabelledImages, name: str, rate: float,
    schedule: str, settings: dict[str, int],
) -> dict[str, list[float | None]]:  # fmt: skip
    """Train once; return the curves, with None for a loss that is no longer a number."""
    torch.manual_seed(settings["seed"])
    net, epochs, size = small_network(), settings["epochs"], settings["batch_size"]
    optimizer = build_optimizer(name, net, rate)
    steps = -(-len(train.labels) // size)
    scheduler = build_schedule(schedule, optimizer, rate, epochs, steps)
    rates, losses, measured = [], [], [validate(net, validation)]
    for _ in range(epochs):
        for index in torch.randperm(len(train.labels)).split(size):
            rates.append(scheduler.get_last_lr()[0])
            loss = F.cross_entropy(net(train.images[index].float() / 255), train.labels[index])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            scheduler.step()
            losses.append(loss.item())
        measured.append(validate(net, validation))
    return {
        "rates": [float(f"{part[0].item():.8g}") for part in epoch_parts(rates, epochs)],
        "train_loss": [finite(part.mean().item()) for part in epoch_parts(losses, epochs)],
        "validation_loss": [finite(loss) for loss, _ in measured],      # before the first epoch too
        "validation_accuracy": [round(right, 4) for _, right in measured],
    }


def validate(net: nn.Module, validation: data.LabelledImages) -> tuple[float, float]:
    """Return the loss and the accuracy on the held-out images."""
    found = evaluation.score(evaluation.compute_logits(net, validation.images), validation)
    return found["loss"], found["accuracy"]


def epoch_parts(numbers: list[float], epochs: int) -> list[Tensor]:
    """Split the numbers of all batches into PARTS for each epoch."""
    assert len(numbers) >= PARTS * epochs, f"an epoch has fewer than {PARTS} batches"
    by_epoch = torch.tensor(numbers, dtype=torch.float64).view(epochs, -1)
    return [part for epoch in by_epoch for part in epoch.tensor_split(PARTS)]


def finite(loss: float) -> float | None:
    """Round a loss; JSON has no NaN."""
    return round(loss, 4) if abs(loss) < float("inf") else None


def record_runs(everything: data.LabelledImages, settings: dict[str, int]) -> dict[str, Any]:
    """Train all runs; return their curves and everything needed to run them again."""
    parts, runs = split_off_validation(everything, settings["pictures"]), {}
    for name, level, schedule in product(RATES, range(3), SCHEDULES):
        rate = RATES[name][level]
        run = runs[f"{name} {level} {schedule}"] = train_run(*parts, name, rate, schedule, settings)
        print(f"{name}, {rate}, {schedule}: {run['validation_accuracy'][-1]:.1%}", flush=True)
    return {
        "made_by": "python training/optimizers.py", "settings": settings, "rates": RATES,
        "parts": PARTS, "training": len(parts[0].labels), "validation": len(parts[1].labels),
        "parameters": sum(weights.numel() for weights in small_network().parameters()),
        "torch": torch.__version__, "python": platform.python_version(), "runs": runs,
    }  # fmt: skip


def main(argv: list[str] | None = None) -> None:
    """Record all runs in one file."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data-dir", type=Path, default=data.ROOT / "data")
    parser.add_argument("--output", type=Path, default=RECORD, help="file of the record")
    for name, default in SETTINGS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", type=positive_integer, default=default)
    args = parser.parse_args(argv)
    torch.set_num_threads(1)        # so small a network gains nothing from more
    everything, _ = data.load_dataset("MNIST", args.data_dir)
    record = record_runs(everything, {name: getattr(args, name) for name in SETTINGS})
    args.output.write_text(json.dumps(record, separators=(",", ":")).replace('},"', '},\n"') + "\n")


if __name__ == "__main__":
    console.run_script(main)
