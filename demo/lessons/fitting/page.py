"""Lesson: over- and underfitting. Recorded runs to judge, remedies, and the visitor's own runs."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gradio as gr

from demo import training_process
from demo.events import QUIET, event_data
from demo.i18n import both, t
from demo.lessons.lesson import lesson_panel

RECORDS = Path(__file__).parent / "records"    # written by training/fitting.py
CASES = {   # in the order of their letters, with the right verdict
    "long": "late", "small": "under", "healthy": "well", "few": "over", "short": "under",
}  # fmt: skip
VERDICTS = ["under", "over", "late", "well"]
LIMITS = {  # settings of training/fitting.py: minimum and maximum for a visitor's run
    "pictures": (50, 6000), "channels": (1, 16), "epochs": (1, 80), "lr": (1e-5, 1),
    "dropout": (0, 0.9), "weight_decay": (0, 10), "patience": (0, 20), "seed": (1, 99),
}  # fmt: skip
FRACTIONS = ("lr", "dropout", "weight_decay")
MAX_SECONDS = 180    # of a visitor's run


def load_records() -> dict[str, dict[str, Any]]:
    """Load the recorded runs by name: "few", or "few-dropout" for a remedy of it."""
    paths = sorted(RECORDS.glob("*.json"))
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths}


def fitting_args(sent: Any) -> list[str]:
    """Turn a visitor's settings into flags of training/fitting.py. Raises TrainingFailed."""
    args = ["--lines", "--data-dir", str(training_process.data_dir())]
    for name, (least, most) in LIMITS.items():
        value = sent.get(name) if isinstance(sent, dict) else None
        number = isinstance(value, (int, float)) and least <= value <= most      # NaN is not
        if not number or (name not in FRACTIONS and value != int(value)):
            raise training_process.TrainingFailed("fitting_unreadable")
        text = str(value) if name in FRACTIONS else str(int(value))
        args += [f"--{name.replace('_', '-')}", text]
    return [*args, "--augment"] if sent.get("augment") is True else args


def stream_run(sent: Any, request: gr.Request | None = None) -> Iterator[dict[str, Any]]:
    """Train with a visitor's settings; yield the run so far after each epoch."""
    run: dict[str, Any] = {"lines": []}
    try:
        for line in training_process.follow_script(
            "fitting.py", fitting_args(sent), MAX_SECONDS, request
        ):
            if line.startswith("{"):
                run = {"lines": [*run["lines"], json.loads(line)]}
            yield run
        yield run | {"over": True}
    except training_process.TrainingFailed as failed:
        yield run | {"over": True, "refused": both(failed.key, **failed.values)}


def train_live(event: gr.EventData, request: gr.Request) -> Iterator[gr.HTML]:
    """Train for the panel; each update carries the number that the panel gave this run."""
    sent = event_data(event)
    for run in stream_run(sent.get("settings"), request):
        yield gr.HTML(progress=run | {"number": sent.get("number")})


def build() -> None:
    """Build the lesson's panel, and its text below."""
    live = training_process.training_allowed()
    panel = lesson_panel(
        "fitting",
        constants={"records": load_records()},
        cases=CASES,
        verdicts=VERDICTS,
        live=live,
        progress=None,
    )
    gr.Markdown(t("fitting_text"), elem_classes="lesson-text")
    if live:
        # More may start here than may train, so a refusal comes at once instead of after a queue.
        running = panel.train(
            train_live, None, panel, trigger_mode="multiple", concurrency_limit=8, **QUIET)
        panel.halt(None, None, None, cancels=[running], api_visibility="private")
