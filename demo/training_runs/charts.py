"""Turn runs into line charts and tables: loss and accuracy, confusion, precision and recall."""

from typing import Any

import torch

from demo.i18n import both, class_words
from demo.theme import CLASS_COLOURS, CLASS_SYMBOLS
from hub.remote.source import Source
from hub.run_record import METRICS, RunRecord

RUN_COLOURS = ("var(--first-run)", "var(--second-run)")     # the chosen run and the compared one
PART_STYLES = {"train": "line", "test": "dashed"}
RECALLS = (0.5, 0.8, 0.9, 0.99)         # at which the table shows the precision
UNFILLED = {name: f"{{{name}}}" for name in ("name", "threshold", "precision", "recall")}


def class_colour(k: int) -> str:
    """Return the colour of class k; beyond ten classes, hues as far apart as possible."""
    return CLASS_COLOURS[k] if k < len(CLASS_COLOURS) else f"hsl({k * 137.5 % 360:.0f} 60% 45%)"


def class_symbol(k: int) -> str:
    """Return the symbol of class k; after ten classes they begin again."""
    return CLASS_SYMBOLS[k % len(CLASS_SYMBOLS)]


def history_charts(runs: list[Source]) -> dict[str, Any]:
    """Chart loss and accuracy of every epoch, and between them, for one run or two."""
    charts = []
    for measure in ("loss", "accuracy"):
        series = [
            history_series(source, n, f"{part}_{measure}", part)
            for n, source in enumerate(runs) for part in ("train", "test")
        ]  # fmt: skip
        series += [running_series(source, n, measure) for n, source in enumerate(runs)]
        charts.append({
            "title": both(f"runs_chart_{measure}"), "x": both("runs_epoch"),
            "percent": measure == "accuracy", "series": [line for line in series if line["points"]],
        })
    if not any(chart["series"] for chart in charts):
        return {"charts": []}
    return {"charts": charts, **history_table(runs)}


def history_series(source: Source, n: int, measure: str, part: str) -> dict[str, Any]:
    """Return one curve of the n-th run: (epoch, value) of each epoch that was measured."""
    history = source.run.history
    return {
        "name": both(f"runs_series_{part}", name=source.name), "key": f"{part} {n}",
        "colour": RUN_COLOURS[n], "style": PART_STYLES[part],
        "points": [[k, round(epoch[measure], 5)] for k, epoch in enumerate(history, 1)
                   if measure in epoch],
    }


def running_series(source: Source, n: int, measure: str) -> dict[str, Any]:
    """Return the running loss or accuracy of the n-th run, which shows each epoch as a curve."""
    column = 1 if measure == "loss" else 2
    return {
        "name": both("runs_series_running", name=source.name), "key": f"running {n}",
        "colour": RUN_COLOURS[n], "style": "dotted",
        "points": [[round(window[0], 3), round(window[column], 5)]
                   for window in source.run.running],
    }


def history_table(runs: list[Source]) -> dict[str, Any]:
    """Return the numbers of the charts: a row for each epoch, four columns for each run."""
    head = [both("runs_epoch")]
    for source in runs:
        words = [both(f"runs_column_{measure}") for measure in METRICS]
        head += [{k: f"{source.name} · {text}" for k, text in word.items()} for word in words]
    rows = []
    for k in range(max(len(source.run.history) for source in runs)):
        row = [str(k + 1)]
        for source in runs:
            epoch = source.run.history[k] if k < len(source.run.history) else {}
            row += [format_measure(measure, epoch.get(measure)) for measure in METRICS]
        rows.append(row)
    return {"head": head, "rows": rows}


def format_measure(measure: str, value: float | None) -> str:
    """Format a loss or an accuracy for the table."""
    if value is None:
        return "–"
    return f"{value:.2%}" if measure.endswith("accuracy") else f"{value:.4f}"


def confusion_matrix(run: RunRecord) -> dict[str, Any]:
    """Return the counts, the class names in both languages, and the cell to show first."""
    names = [class_words(name) for name in run.classes]
    return {"counts": run.confusion, "names": names, "chosen": largest_error(run.confusion)}


def largest_error(counts: list[list[int]]) -> tuple[int, int] | None:
    """Return row and column of the greatest count off the diagonal; None without an error."""
    errors = [(count, row, column) for row, line in enumerate(counts)
              for column, count in enumerate(line) if row != column and count]
    return max(errors, key=lambda error: error[0])[1:] if errors else None


def precision_recall_chart(runs: list[Source]) -> dict[str, Any]:
    """Chart precision over recall, a curve for each class; those of a second run are dotted."""
    series, rows = [], []
    for n, source in enumerate(runs):
        for k in range(len(source.run.classes)):
            curve = precision_recall_series(source.run, k, n)
            if curve["points"]:
                series.append(curve)
                rows.append(precision_row(source, k))
    head = [both("runs_class"), both("runs_mean_precision")]
    head += [both("runs_precision_at", recall=f"{recall:.0%}") for recall in RECALLS]
    chart = {
        "title": both("runs_precision_recall"), "x": both("runs_recall"), "percent": True,
        "nearest": both("runs_point", **UNFILLED), "xs": [0, 1],
        "ys": [axis_floor(series), 1], "series": series,
    }
    return {"charts": [chart] if series else [], "head": head, "rows": rows}


def precision_recall_series(run: RunRecord, k: int, n: int) -> dict[str, Any]:
    """Return class k's curve, from the highest threshold: (recall, precision, threshold)."""
    found = run.answers
    points = torch.stack([found.recall[k], found.precision[k], found.thresholds[k]], 1)  # (P, 3)
    return {
        "name": class_words(run.classes[k]), "key": run.classes[k], "colour": class_colour(k),
        "style": "dotted" if n else "line", "symbol": class_symbol(k),
        "points": [[round(value, 4) for value in point] for point in points.tolist() if point[0]],
    }


def axis_floor(series: list[dict[str, Any]]) -> float:
    """Return where the precision axis begins: from 0, good curves would lie on the upper edge."""
    least = min((point[1] for line in series for point in line["points"]), default=0)
    return next(floor for floor in (0.9, 0.5, 0.0) if least >= floor)


def precision_row(source: Source, k: int) -> list[Any]:
    """Return class k's row of the table: mean precision, and the precision at each recall."""
    found = source.run.answers
    precision, recall = found.precision[k], found.recall[k]
    at = [precision[(recall >= wanted - 1e-6).nonzero()[0, 0]].item() for wanted in RECALLS]
    words = class_words(source.run.classes[k])
    name = {language: f"{source.name} · {text}" for language, text in words.items()}
    return [name, *(f"{value:.1%}" for value in (precision.mean().item(), *at))]
