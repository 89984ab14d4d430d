"""Compute what each tab of the Training page shows, and the pictures behind its clicks."""

from collections.abc import Callable
from functools import partial
from typing import Any

import gradio as gr

from demo.events import event_data
from demo.i18n import both
from demo.training_runs import charts, pictures, settings
from demo.training_runs.choice import run_source
from hub import predictions
from hub.remote.source import Source
from hub.run_record import RunRecord

SUMMARY_FACTS = ("correct", "n", "dataset", "parameters", "epochs", "seconds")
Note = dict[str, str]       # a line in both languages, and its style


def summary_notes(runs: list[Source]) -> list[Note]:
    """Summarize each run in one line."""
    notes = []
    for source in runs:
        facts = source.run.facts
        if all(name in facts for name in SUMMARY_FACTS):
            values = {name: group_thousands(facts[name]) for name in SUMMARY_FACTS}
            values["epochs"] = charts.epoch_words(values["epochs"])
            notes.append(both("runs_summary", name=source.name, **values))
        else:
            notes.append(both("runs_unmeasured", name=source.name))
    return notes


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
    """Show the matrix; it is in metrics.json, the pictures of its cells are not."""
    run = runs[0].run
    unmeasured = [] if run.confusion else summary_notes(runs[:1])
    notes = missing_note(runs[0]) or unmeasured
    return {"notes": notes, "matrix": charts.confusion_matrix(run), "pictures": None}


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


# Each tab: a function of the compared runs that returns the value of each of its components.
VIEWS: dict[str, Callable[[list[Source]], dict[str, Any]]] = {
    "curves": show_curves,
    "confusion": show_confusion,
    "precision": show_precision,
    "mistakes": partial(needs_predictions, "pictures", pictures.mistake_gallery),
    "predictions": partial(needs_predictions, "pictures", pictures.sample_gallery),
    "embedding": partial(needs_predictions, "cloud", pictures.embedding_cloud),
    "facts": show_settings,
}


def cell_pictures(first: str, event: gr.EventData, request: gr.Request) -> dict[str, Any] | None:
    """Return the pictures of the clicked cell of the confusion matrix."""
    run, cell = run_source(first, request).run, event_data(event).get("index")
    inside = isinstance(cell, list) and len(cell) == 2 and all(
        k in range(len(run.classes)) for k in cell)
    return pictures.cell_gallery(run, *cell) if run.answers and inside else None


def more_mistakes(first: str, shown: int, request: gr.Request) -> tuple[dict | None, int]:
    """Return one page of mistakes more than shown, and how many that are."""
    run, shown = run_source(first, request).run, int(shown) + pictures.PAGE_SIZE
    return pictures.mistake_gallery(run, shown) if run.answers else None, shown


def other_predictions(first: str, start: int, request: gr.Request) -> tuple[dict | None, int]:
    """Return the random test pictures after those shown, and the index of the first."""
    run, start = run_source(first, request).run, int(start) + pictures.SAMPLE_SIZE
    return pictures.sample_gallery(run, start) if run.answers else None, start
