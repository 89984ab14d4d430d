"""The lesson: over- and underfitting. Recorded runs to judge, remedies, and runs of one's own."""

import json
from collections.abc import Iterator
from math import isfinite
from pathlib import Path
from typing import Any

import gradio as gr

from demo import training_process
from demo.events import QUIET
from demo.i18n import both, t
from demo.lessons.lesson import panel

RECORDS = Path(__file__).parent / "records"    # written by training/fitting.py
CASES = {   # in the order of their letters: the right verdict
    "long": "late", "small": "under", "healthy": "well", "few": "over", "short": "under",
}  # fmt: skip
VERDICTS = ["under", "over", "late", "well"]
LIMITS = {  # setting of training/fitting.py: the least and the most that a visitor may ask for
    "pictures": (50, 6000), "channels": (1, 16), "epochs": (1, 80), "lr": (1e-5, 1),
    "dropout": (0, 0.9), "weight_decay": (0, 10), "patience": (0, 20), "seed": (1, 99),
}  # fmt: skip
FRACTIONS = ("lr", "dropout", "weight_decay")
SECONDS = 180       # that a run of a visitor may take


def records() -> dict[str, dict[str, Any]]:
    """The recorded runs by name: "few", or "few-dropout" for a remedy of it."""
    paths = sorted(RECORDS.glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def flags(sent: Any) -> list[str]:
    """What a visitor has set, as flags of training/fitting.py. Raises TrainingFailed."""
    given = ["--lines", "--data-dir", str(training_process.data_dir())]
    for name, (least, most) in LIMITS.items():
        value = sent.get(name) if isinstance(sent, dict) else None
        number = isinstance(value, (int, float)) and isfinite(value) and least <= value <= most
        if not number or (name not in FRACTIONS and value != int(value)):
            raise training_process.TrainingFailed("fitting_unreadable")
        text = str(value) if name in FRACTIONS else str(int(value))
        given += [f"--{name.replace('_', '-')}", text]
    return [*given, "--augment"] if sent.get("augment") is True else given


def grown(sent: Any) -> Iterator[dict[str, Any]]:
    """The run that a visitor has asked for, as far as it is, again and again until it ends."""
    run: dict[str, Any] = {"lines": []}
    try:
        for line in training_process.follow_script("fitting.py", flags(sent), SECONDS):
            if line.startswith("{"):
                run = {"lines": [*run["lines"], json.loads(line)]}
            yield run
        yield run | {"over": True}
    except training_process.TrainingFailed as failed:
        yield run | {"over": True, "refused": both(failed.key, **failed.values)}


def train(event: gr.EventData) -> Iterator[gr.HTML]:
    """Each state of that run, with the number that the page gave it."""
    sent = event._data if isinstance(event._data, dict) else {}
    for run in grown(sent.get("settings")):
        yield gr.HTML(told=run | {"number": sent.get("number")})


def page() -> None:
    """What there is to understand, and the thing to play with."""
    gr.Markdown(t("fitting_text"))
    live = training_process.training_allowed()
    made = panel("fitting",
        records=records(), cases=CASES, verdicts=VERDICTS, live=live, told=None,
    )
    if live:
        # More may wait here than may train, so that who comes too late hears so at once.
        running = made.train(
            train, None, made, trigger_mode="multiple", concurrency_limit=8, **QUIET)
        made.halt(None, None, None, cancels=[running], api_visibility="private")
