"""Follow a training through the lines that its script prints, and chart it."""

import re
from typing import Any, NamedTuple

from demo.i18n import both
from demo.networks import trained
from demo.training_runs.charts import PART_STYLES, format_measure
from hub import run_record
from hub.run_record import RunRecord

PART_COLOURS = {"train": "var(--training-line)", "test": "var(--test-line)"}
MAX_POINTS = 400        # of the live curve; beyond, every other one is dropped
BATCH = re.compile(r"Train Epoch: (\d+) \[\d+/\d+ \((\d+)%\)\]\tLoss: (\d+\.\d+)")
TESTED = re.compile(r"Epoch (\d+)/\d+: Test set:")


class Progress(NamedTuple):
    """A training so far."""

    epochs: int                         # to be trained
    batches: list[list[float]]          # (epoch, with its fraction, and loss)
    run: RunRecord | None               # saved after the last whole epoch


def parse_line(
    line: str, progress: Progress, choice: str
) -> tuple[Progress, dict[str, str] | None]:
    """Parse one line of output; return the new progress, and a note or None."""
    if match := BATCH.match(line):
        epoch, percent, loss = int(match[1]), int(match[2]), float(match[3])
        batches = [*progress.batches, [round(epoch - 1 + percent / 100, 3), loss]]
        batches = batches if len(batches) <= MAX_POINTS else batches[::2]
        note = both("runs_under_way", epoch=epoch, epochs=progress.epochs, percent=f"{percent}%",
                    loss=f"{loss:.3f}")
        return progress._replace(batches=batches), note
    if match := TESTED.match(line):
        run = saved_run(choice)
        note = both("runs_tested", epoch=match[1], epochs=progress.epochs,
                    accuracy=final_accuracy(run))
        return progress._replace(run=run), note
    return progress, None


def saved_run(choice: str) -> RunRecord | None:
    """Load the record of a visitor's training; None before its first whole epoch."""
    if not trained.has_checkpoint(choice):
        return None
    return run_record.load_run(trained.checkpoint_folder(choice), list("0123456789"))


def final_accuracy(run: RunRecord | None) -> str:
    """Format the test accuracy after the last epoch."""
    last = run.history[-1] if run and run.history else {}
    return f"{last['test_accuracy']:.1%}" if "test_accuracy" in last else "–"


def epoch_words(count: str) -> dict[str, str]:
    """Return a number of epochs with its noun, in both languages."""
    return both("runs_one_epoch") if count == "1" else both("runs_several_epochs", n=count)


def progress_charts(progress: Progress) -> dict[str, Any]:
    """Chart the loss batch by batch, and the measures of each finished epoch."""
    history = progress.run.history if progress.run else []
    points = {
        name: [[k, round(epoch[name], 5)] for k, epoch in enumerate(history, 1) if name in epoch]
        for name in ("test_loss", "train_accuracy", "test_accuracy")
    }
    points["batches"] = progress.batches
    curves = {      # chart: points, words and part of each curve
        "loss": [("batches", "runs_running", "train"),
                 ("test_loss", "runs_yours", "test")],
        "accuracy": [("train_accuracy", "runs_yours_train", "train"),
                     ("test_accuracy", "runs_yours", "test")],
    }  # fmt: skip
    charts = [{
        "title": both(f"runs_chart_{measure}"), "x": both("runs_epoch"),
        "xs": [0, progress.epochs], "percent": measure == "accuracy",
        "series": [
            {"name": both(word), "key": word, "colour": PART_COLOURS[part],
             "style": PART_STYLES[part], "points": points[name]}
            for name, word, part in lines if points[name]
        ],
    } for measure, lines in curves.items()]  # fmt: skip
    columns = ("test_loss", "test_accuracy")
    head = [both("runs_epoch"), *(both(f"runs_column_{name}") for name in columns)]
    rows = [[str(k), *(format_measure(name, epoch.get(name)) for name in columns)]
            for k, epoch in enumerate(history, 1)]
    return {"charts": charts, "head": head, "rows": rows}
