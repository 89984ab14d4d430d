"""What a training script's lines tell while it goes on, and the curves that are drawn of them."""

import re
from typing import Any, NamedTuple

from demo.i18n import both
from demo.networks import trained
from demo.training_runs import charts as run_panels
from hub import run_record
from hub.run_record import RunRecord

MOST = 400              # points of the live curve; with more, every other one is dropped
BATCH = re.compile(r"Train Epoch: (\d+) \[\d+/\d+ \((\d+)%\)\]\tLoss: (\d+\.\d+)")
TESTED = re.compile(r"Epoch (\d+)/\d+: Test set:")


class Progress(NamedTuple):
    """What the script's lines have told so far."""

    epochs: int                         # wanted
    batches: list[list[float]]          # epoch, with its fraction, and loss
    run: RunRecord | None                     # what was saved after the last whole epoch


def heard(line: str, known: Progress, choice: str) -> tuple[Progress, dict[str, str] | None]:
    """What a line adds, and what is to be said of it; None if it is none that we know."""
    if found := BATCH.match(line):
        epoch, percent, loss = int(found[1]), int(found[2]), float(found[3])
        batches = [*known.batches, [round(epoch - 1 + percent / 100, 3), loss]]
        batches = batches if len(batches) <= MOST else batches[::2]
        told = both("runs_under_way", epoch=epoch, epochs=known.epochs, percent=f"{percent}%",
                    loss=f"{loss:.3f}")
        return known._replace(batches=batches), told
    if found := TESTED.match(line):
        run = saved(choice)
        told = both("runs_tested", epoch=found[1], epochs=known.epochs, accuracy=accuracy(run))
        return known._replace(run=run), told
    return known, None


def saved(choice: str) -> RunRecord | None:
    """What is known of a visitor's network; None if no epoch was finished."""
    known = trained.has_checkpoint(choice)
    return run_record.load_run(trained.checkpoint_folder(choice), list("0123456789")) if known else None


def accuracy(run: RunRecord | None) -> str:
    """Of its test, as a percentage."""
    last = run.history[-1] if run and run.history else {}
    return f"{last['test_accuracy']:.1%}" if "test_accuracy" in last else "–"


def curves(known: Progress) -> dict[str, Any]:
    """Loss as it falls batch by batch, and what each finished epoch has shown."""
    history = known.run.history if known.run else []
    points = {
        name: [[k, round(epoch[name], 5)] for k, epoch in enumerate(history, 1) if name in epoch]
        for name in ("test_loss", "train_accuracy", "test_accuracy")
    }
    points["batches"] = known.batches
    charts = [
        ("loss", [("batches", "runs_running", run_panels.THEIRS, "thin"),
                  ("test_loss", "runs_yours", run_panels.OURS, "line")]),
        ("accuracy", [("train_accuracy", "runs_yours_train", run_panels.OURS, "dashed"),
                      ("test_accuracy", "runs_yours", run_panels.OURS, "line")]),
    ]
    return {
        "charts": [{
            "title": both(f"runs_{measure}"), "x": both("runs_epoch"), "xs": [0, known.epochs],
            "percent": measure == "accuracy",
            "series": [
                {"name": both(word), "key": word, "colour": colour, "look": look,
                 "points": points[name]}
                for name, word, colour, look in lines if points[name]
            ],
        } for measure, lines in charts],
        "head": [both("runs_epoch"), both("runs_test_loss"), both("runs_test_accuracy")],
        "rows": [[str(k), *(run_panels.number(name, epoch.get(name))
                            for name in ("test_loss", "test_accuracy"))]
                 for k, epoch in enumerate(history, 1)],
    }  # fmt: skip
