"""The training behind the networks in use, from the files that travel with them."""

from collections.abc import Callable
from functools import partial
from typing import Any

import gradio as gr

from demo import training_process
from demo.events import QUIET
from demo.i18n import both, t
from demo.templates import template
from demo.training_runs import charts, choice, train
from demo.training_runs import pictures as run_pictures
from demo.training_runs.choice import chosen, find
from hub import predictions
from hub.remote.source import Source

QUIETLY = QUIET | dict(trigger_mode="always_last", concurrency_limit=4)
SAID = "training_runs/notes"     # lines of text in both languages


def summary(runs: list[Source]) -> list[dict[str, str]]:
    """Each run in a line."""
    told, wanted = [], ("correct", "n", "dataset", "parameters", "epochs", "seconds")
    for source in runs:
        facts = source.run.facts
        if all(name in facts for name in wanted):
            values = {name: counted(facts[name]) for name in wanted}
            line = both("runs_summary", **values)
            told.append({language: f"{source.name}: {text}" for language, text in line.items()})
        else:
            told.append(both("runs_unmeasured", name=source.name))
    return told


def counted(text: str) -> str:
    """A number with its thousands apart, and without its fraction if it is a large one."""
    try:
        value = float(text)
    except ValueError:
        return text
    return f"{value:,.0f}"


def lacking(source: Source) -> list[dict[str, str]]:
    """Why there are no answers to be shown, if there are none."""
    if source.run.answers is not None:
        return []
    words = dict(name=source.name, file=predictions.FILE)
    if source.run.trouble:
        told = both("runs_bad_answers", **words, trouble=source.run.trouble[:200])
    else:
        told = both("runs_no_answers", **words)
    return [{**told, "look": "trouble"}]


def answered(show: Callable[..., Any], runs: list[Source]) -> tuple:
    """A panel that needs the first run's answers, and why it is empty where there are none."""
    return lacking(runs[0]), show(runs[0].run) if runs[0].run.answers else None


def confusion(runs: list[Source]) -> tuple:
    """The matrix is in metrics.json, the pictures of its cells are not."""
    run = runs[0].run
    bare = [] if run.confusion else summary(runs[:1])
    return lacking(runs[0]) or bare, charts.matrix(run), None


def precision(runs: list[Source]) -> tuple:
    """Of those runs that have answers."""
    lacks = [line for source in runs for line in lacking(source)]
    return lacks, charts.precision([source for source in runs if source.run.answers])


VIEWS: dict[str, Callable[[list[Source]], tuple]] = {   # a tab: what its components show
    "curves": lambda runs: ([], charts.curves(runs)),
    "confusion": confusion,
    "precision": precision,
    "mistakes": partial(answered, run_pictures.mistakes),
    "predictions": partial(answered, run_pictures.predictions),
    "embedding": partial(answered, run_pictures.cloud),
    "facts": lambda runs: ([], charts.facts(runs)),
}


def cell(first: str, event: gr.EventData, request: gr.Request) -> dict[str, Any] | None:
    """The pictures of a cell that was clicked."""
    run, place = find(first, request).run, event._data.get("index")
    inside = isinstance(place, list) and len(place) == 2 and all(
        k in range(len(run.classes)) for k in place)
    return run_pictures.cell(run, *place) if run.answers and inside else None


def more(first: str, most: int, request: gr.Request) -> tuple:
    """More mistakes than were shown."""
    run, most = find(first, request).run, int(most) + run_pictures.PAGE
    return (run_pictures.mistakes(run, most) if run.answers else None), most


def others(first: str, start: int, request: gr.Request) -> tuple:
    """Other pictures than were shown."""
    run, start = find(first, request).run, int(start) + run_pictures.DRAWN
    return (run_pictures.predictions(run, start) if run.answers else None), start


def parts(name: str, first: gr.Dropdown) -> list[gr.HTML]:
    """The components of a tab, in the order of what its view returns."""
    gr.Markdown(t(f"runs_{name}_text"), elem_classes="small")
    lacks = template(SAID, f"runs-{name}-said", [])
    if name in ("curves", "precision"):
        return [lacks, template("training_runs/chart", f"runs-{name}")]
    if name == "confusion":
        with gr.Row():
            with gr.Column(scale=3, min_width=300):
                matrix = template("training_runs/matrix", "runs-matrix")
            with gr.Column(scale=2, min_width=280):
                pictures = template("training_runs/pictures", "runs-cell")
        matrix.select(cell, first, pictures, **QUIETLY | {"trigger_mode": "multiple"})
        return [lacks, matrix, pictures]
    if name == "embedding":
        return [lacks, template("training_runs/cloud", "runs-cloud")]
    if name == "facts":
        return [lacks, template("training_runs/facts", "runs-facts")]
    pictures = template("training_runs/pictures", f"runs-{name}")
    return [lacks, pictures]


def turn_over(name: str, first: gr.Dropdown, pictures: gr.HTML, tab: gr.Tab) -> None:
    """The button below the pictures of a tab; it begins anew when the tab is opened."""
    word, take, start = {
        "mistakes": ("runs_more", more, run_pictures.PAGE),
        "predictions": ("runs_others", others, 0),
    }[name]
    place = gr.State(start)
    gr.Button(t(word), size="sm", elem_id=f"runs-{name}-more").click(
        take, [first, place], [pictures, place], **QUIETLY)
    afresh = QUIETLY | {"trigger_mode": "multiple"}
    gr.on([tab.select, first.change], lambda: start, None, place, **afresh)


def page(rooms: gr.Tabs, tab: gr.Tab, digits_and_garments: dict[str, gr.Radio]) -> None:
    """Which runs, a line on each, and a tab for each way to look at them."""
    gr.Markdown(t("runs_intro"))
    first, second, own = choice.controls()
    lines = template(SAID, "runs-summary", summary(chosen(first.value, "")))
    opened, tabs, made = gr.State("curves"), {}, {}
    with gr.Tabs(overflow_behavior="wrap", elem_id="runs"):
        for name in VIEWS:
            with gr.Tab(t(f"runs_{name}"), id=name) as tabs[name]:
                made[name] = parts(name, first)
                if name in ("mistakes", "predictions"):
                    turn_over(name, first, made[name][1], tabs[name])
        if training_process.training_allowed():
            with gr.Tab(t("runs_live"), id="live"):
                train.page(rooms, first, second, own, digits_and_garments)
    everything = [part for view in made.values() for part in view]

    def renew(first: str, second: str, opened: str, request: gr.Request) -> list:
        """The opened tab; the others are filled when they are opened."""
        runs = chosen(first, second, request)
        shown = {name: (gr.skip(),) * len(view) for name, view in made.items()}
        shown[opened] = VIEWS[opened](runs)
        return [summary(runs), *(part for view in shown.values() for part in view)]

    def opening(name: str) -> Callable[..., list]:
        def fill(first: str, second: str, request: gr.Request) -> list:
            return [name, *VIEWS[name](chosen(first, second, request))]

        return fill

    asked = [first, second]
    gr.on([tab.select, first.change, second.change], renew, [*asked, opened],
          [lines, *everything], **QUIETLY)
    for name, view in made.items():
        tabs[name].select(opening(name), asked, [opened, *view], **QUIETLY)
