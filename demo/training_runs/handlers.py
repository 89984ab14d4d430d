"""Compute what each tab of the Training page shows, and the pictures behind its clicks."""

from collections.abc import Callable
from functools import partial
from typing import Any

import gradio as gr

from demo.events import event_data
from demo.i18n import both
from demo.networks import sample_pictures
from demo.training_runs import charts, pictures, settings
from demo.training_runs.choice import run_source
from demo.training_runs.inside import show_inside
from demo.uploads import clamp_int
from hub import predictions
from hub.remote.source import Source
from hub.run_record import RunRecord

SUMMARY_FACTS = ("correct", "n", "dataset", "parameters", "epochs", "seconds")
MOST = 10_000_000       # pictures of a test set
Note = dict[str, str]       # a line in both languages, and its style


def summarize_runs(runs: list[Source]) -> dict[str, Any]:
    """Return four figures of each run, and notes on runs that have none or differ in their task."""
    figures = [summary_figures(source) for source in runs if is_measured(source)]
    notes = [unmeasured_note(source) for source in runs if not is_measured(source)]
    return {"runs": figures, "notes": notes + task_note(runs)}


def is_measured(source: Source) -> bool:
    """Report whether a run's record has all that the summary shows."""
    return all(name in source.run.facts for name in SUMMARY_FACTS)


def unmeasured_note(source: Source) -> Note:
    """Say that a run has no record."""
    return both("runs_unmeasured", name=source.name)


def summary_figures(source: Source) -> dict[str, Any]:
    """Return a run's name, accuracy, parameters, epochs and seconds, as text."""
    values = {name: group_thousands(source.run.facts[name]) for name in SUMMARY_FACTS}
    accuracy = "–" if source.accuracy is None else f"{source.accuracy:.2%}"
    return {**values, "name": source.name, "accuracy": accuracy,
            "counted": both("runs_counted", **values)}


def group_thousands(text: str) -> str:
    """Round a number and group its thousands; leave other text as it is."""
    try:
        return f"{float(text):,.0f}"
    except ValueError:
        return text


def missing_note(source: Source) -> list[Note]:
    """Say why a run has no stored predictions; [] if it has some."""
    if source.run.answers is not None:
        return []
    values = dict(name=source.name, file=predictions.FILE)
    if source.run.trouble:
        note = both("runs_bad_answers", **values, trouble=source.run.trouble[:200])
    else:
        note = both("runs_no_answers", **values)
    return [{**note, "style": "trouble"}]


def task_note(runs: list[Source]) -> list[Note]:
    """Say so if two runs solve different tasks; [] if they don't."""
    datasets = {source.run.facts.get("dataset", "") for source in runs} - {""}
    return [{**both("runs_other_task"), "style": "large"}] if len(datasets) > 1 else []


def show_curves(runs: list[Source]) -> dict[str, Any]:
    """Show loss and accuracy of every epoch."""
    return {"notes": [], "chart": charts.history_charts(runs)}


def show_confusion(runs: list[Source]) -> dict[str, Any]:
    """Show the matrix, and the pictures of its largest error if they are stored."""
    run = runs[0].run
    unmeasured = [] if run.confusion else [unmeasured_note(runs[0])]
    matrix = charts.confusion_matrix(run)
    chosen = run.answers and matrix["chosen"]
    return {"notes": missing_note(runs[0]) or unmeasured, "matrix": matrix,
            "pictures": pictures.cell_gallery(run, *chosen) if chosen else None}


def show_precision(runs: list[Source]) -> dict[str, Any]:
    """Show the precision-recall curves of the runs that have stored predictions."""
    notes = [note for source in runs for note in missing_note(source)]
    known = [source for source in runs if source.run.answers]
    return {"notes": notes, "chart": charts.precision_recall_chart(known)}


def needs_predictions(
    name: str, show: Callable[[RunRecord], Any], runs: list[Source]
) -> dict[str, Any]:
    """Show the first run's stored predictions in component `name`, or say why there are none."""
    run = runs[0].run
    return {"notes": missing_note(runs[0]), name: show(run) if run.answers else None}


def show_settings(runs: list[Source]) -> dict[str, Any]:
    """Show flags and machine of each run."""
    return {"notes": [], "table": settings.settings_table(runs)}


# Each view: a function of the compared runs that returns the value of each of its components.
VIEWS: dict[str, Callable[[list[Source]], dict[str, Any]]] = {
    "curves": show_curves,
    "confusion": show_confusion,
    "precision": show_precision,
    "mistakes": partial(needs_predictions, "pictures", pictures.mistake_gallery),
    "predictions": partial(needs_predictions, "pictures", sample_pictures.sample_gallery),
    "embedding": partial(needs_predictions, "cloud", pictures.embedding_cloud),
    "inside": show_inside,
    "facts": show_settings,
}

# The tabs, each with the views that it shows one below the other.
TABS = {
    "curves": ("curves", "precision", "facts"),
    "mistakes": ("confusion", "mistakes"),
    "explore": ("predictions", "embedding", "inside"),
}


def cell_pictures(first: str, event: gr.EventData, request: gr.Request) -> dict[str, Any] | None:
    """Return the pictures of the clicked cell of the confusion matrix."""
    run, cell = run_source(first, request).run, event_data(event).get("index")
    inside = isinstance(cell, list) and len(cell) == 2 and all(
        k in range(len(run.classes)) for k in cell)
    return pictures.cell_gallery(run, *cell) if run.answers and inside else None


def more_mistakes(first: str, shown: int, request: gr.Request) -> tuple[dict | None, int]:
    """Return one page of mistakes more than shown, and how many that are."""
    run, shown = run_source(first, request).run, clamp_int(shown, 0, MOST) + pictures.PAGE_SIZE
    return pictures.mistake_gallery(run, shown) if run.answers else None, shown


def other_predictions(first: str, start: int, request: gr.Request) -> tuple[dict | None, int]:
    """Return the random test pictures after those shown, and the index of the first."""
    run = run_source(first, request).run
    start = clamp_int(start, 0, MOST) + sample_pictures.SAMPLE_SIZE
    return sample_pictures.sample_gallery(run, start) if run.answers else None, start
