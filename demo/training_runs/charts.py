"""A training in numbers: curves, confusion matrix, precision and recall, settings."""

import re
from typing import Any

import torch

from demo.i18n import both, class_name
from demo.networks.registry import NETWORKS as KNOWN
from hub import model_card, model_card_sections
from hub.remote.source import Source
from hub.run_record import RunRecord

OURS, THEIRS = "#6366f1", "#ea7317"     # the run that is looked at, and the one beside it
COLOURS = ("#4e79a7", "#f28e2b", "#e15759", "#3aa6a0", "#59a14f", "#c9a227", "#b07aa1", "#ff7d95",
           "#9c755f", "#8b8f98")        # of classes
UNFILLED = {name: f"{{{name}}}" for name in ("name", "threshold", "precision", "recall")}
PLAIN = re.compile(r"[\w.+-]+", re.ASCII)
RECALLS = (0.5, 0.8, 0.9, 0.99)         # where the table tells the precision


def colour(k: int) -> str:
    """Of a class; where there are more than ten, hues as far apart as they can be."""
    return COLOURS[k] if k < len(COLOURS) else f"hsl({k * 137.5 % 360:.0f} 60% 55%)"


def curves(runs: list[Source]) -> dict[str, Any]:
    """Loss and accuracy of every epoch, of one run or two."""
    charts = []
    for measure in ("loss", "accuracy"):
        lines = [
            line(source, n, f"{part}_{measure}", part)
            for n, source in enumerate(runs) for part in ("train", "test")
        ]
        charts.append({
            "title": both(f"runs_{measure}"), "x": both("runs_epoch"),
            "percent": measure == "accuracy", "series": [line for line in lines if line["points"]],
        })
    return {"charts": charts, **table(runs)} if any(c["series"] for c in charts) else {"charts": []}


def line(source: Source, n: int, measure: str, part: str) -> dict[str, Any]:
    """One curve: the n-th run's."""
    history = source.run.history
    return {
        "name": both(f"runs_{part}", name=source.name), "key": f"{part} {n}",
        "colour": (OURS, THEIRS)[n], "look": "dashed" if part == "train" else "line",
        "points": [[k, round(epoch[measure], 5)] for k, epoch in enumerate(history, 1)
                   if measure in epoch],
    }


def table(runs: list[Source]) -> dict[str, Any]:
    """The same in numbers: a row for each epoch."""
    measures = ("train_loss", "test_loss", "train_accuracy", "test_accuracy")
    head = [both("runs_epoch")]
    for source in runs:
        names = [both(f"runs_{measure}") for measure in measures]
        head += [{k: f"{source.name} · {word}" for k, word in name.items()} for name in names]
    longest = max(len(source.run.history) for source in runs)
    rows = [[str(epoch + 1)] for epoch in range(longest)]
    for row in rows:
        for source in runs:
            told = source.run.history[int(row[0]) - 1 : int(row[0])] or [{}]
            row += [number(measure, told[0].get(measure)) for measure in measures]
    return {"head": head, "rows": rows}


def number(measure: str, value: float | None) -> str:
    """A loss or an accuracy, as the table has it."""
    if value is None:
        return "–"
    return f"{value:.2%}" if measure.endswith("accuracy") else f"{value:.4f}"


def matrix(run: RunRecord) -> dict[str, Any]:
    """The confusion matrix, with class names that fit beside it."""
    names = [class_name(name) for name in run.classes]
    return {"counts": run.confusion, "names": names, "shorter": run.classes}


def precision(runs: list[Source]) -> dict[str, Any]:
    """A curve for each class; those of a second run with the same classes are dashed."""
    lines, rows = [], []
    for n, source in enumerate(runs):
        for k in range(len(source.run.classes)):
            drawn = precision_line(source.run, k, n)
            if drawn["points"]:
                lines.append(drawn)
                rows.append(precision_row(source, k))
    head = [both("runs_class"), both("runs_mean_precision")]
    head += [both("runs_precision_at", recall=f"{recall:.0%}") for recall in RECALLS]
    chart = {
        "title": both("runs_precision"), "x": both("runs_recall"), "percent": True,
        "nearest": both("runs_point", **UNFILLED), "xs": [0, 1],
        "ys": [lowest(lines), 1], "series": lines,
    }
    return {"charts": [chart] if lines else [], "head": head, "rows": rows}


def precision_line(run: RunRecord, k: int, n: int) -> dict[str, Any]:
    """One class's curve, from its highest threshold to its lowest: recall, precision, threshold."""
    found, name = run.answers, class_name(run.classes[k])
    points = torch.stack([found.recall[k], found.precision[k], found.thresholds[k]], 1)  # (P, 3)
    return {
        "name": {"en": name, "zh": name}, "key": run.classes[k], "colour": colour(k),
        "look": "dashed" if n else "line",
        "points": [[round(value, 4) for value in point] for point in points.tolist() if point[0]],
    }


def lowest(lines: list[dict[str, Any]]) -> float:
    """Where the axis of the precision begins: good curves would all lie on its upper edge."""
    least = min((point[1] for line in lines for point in line["points"]), default=0)
    return next(floor for floor in (0.9, 0.5, 0.0) if least >= floor)


def precision_row(source: Source, k: int) -> list[str]:
    """One class in the table."""
    found = source.run.answers
    precision, recall = found.precision[k], found.recall[k]
    at = [precision[(recall >= wanted - 1e-6).nonzero()[0, 0]].item() for wanted in RECALLS]
    name = f"{source.name} · {class_name(source.run.classes[k])}"
    return [name, *(f"{value:.1%}" for value in (precision.mean().item(), *at))]


def facts(runs: list[Source]) -> dict[str, Any]:
    """Flags and machine, side by side; what differs is marked."""
    known = [source.run.flags | source.run.facts for source in runs]
    names = list(dict.fromkeys(name for facts in known for name in facts))
    head = [both("runs_fact"), *({"en": source.name, "zh": source.name} for source in runs)]
    rows = []
    for name in names:
        values = [facts.get(name, "–") for facts in known]
        rows.append({"name": name, "values": values,
                     "look": "differs" if len(set(values)) > 1 else ""})
    commands = [{"name": source.name, "command": told} for source in runs
                if (told := command(source))]
    return {"head": head, "rows": rows, "commands": commands} if names else {}


def command(source: Source) -> str:
    """What trains it again, if its files say so in words that are safe in a shell."""
    name, flags = source.run.facts.get("name", ""), source.run.flags
    known = flags.get("recipe") and name in KNOWN
    if not known or not all(map(PLAIN.fullmatch, [*flags, *flags.values()])):
        return ""
    own = source.run.facts.get("dataset") not in model_card.DATASETS
    return model_card_sections.training_command({"name": name, "flags": flags}, own).replace(" \\\n    ", " ")
