"""Lay out the Training page: the runs behind the networks, a tab for each view of them."""

from collections.abc import Callable

import gradio as gr

from demo import training_process
from demo.events import LATEST
from demo.i18n import t
from demo.templates import template
from demo.training_runs import handlers, pictures
from demo.training_runs.choice import choice_controls, compared_runs, own_repository_box
from demo.training_runs.train_tab import build_train_tab
from hub.remote.source import Source

TABS = (*handlers.VIEWS, *(["live"] if training_process.training_allowed() else []))
EVERY = LATEST | {"trigger_mode": "multiple"}        # no click or change may be skipped


def build(tabs: gr.Tabs, tab: gr.Tab, radios: dict[str, gr.Radio]) -> dict[str, gr.Dropdown]:
    """Build the page in `tab` of the app's `tabs`; return its controls, by their names in links.

    `radios` are those of other pages: there a network that was trained here can be used.
    """
    gr.Markdown(t("runs_intro"), elem_id="runs-intro")
    first, second, visitor = choice_controls()
    summary = handlers.summary_notes(compared_runs(first.value, ""))
    lines = template("training_runs/notes", "runs-summary", summary)
    opened, view_tabs, views = gr.State("curves"), {}, {}
    with gr.Tabs(overflow_behavior="wrap", elem_id="runs"):
        for name in handlers.VIEWS:
            with gr.Tab(t(f"runs_tab_{name}"), id=name) as view_tabs[name]:
                views[name] = view_components(name, first)
                if name in ("mistakes", "predictions"):
                    more_button(name, first, views[name]["pictures"], view_tabs[name])
        if "live" in TABS:
            with gr.Tab(t("runs_tab_live"), id="live"):
                build_train_tab(tabs, first, second, visitor, radios)

    own_repository_box(first, second, visitor)

    def fill(name: str, runs: list[Source]) -> dict:
        return {views[name][part]: value for part, value in handlers.VIEWS[name](runs).items()}

    def update(first: str, second: str, opened: str, request: gr.Request) -> dict:
        runs = compared_runs(first, second, request)
        notes = handlers.summary_notes(runs) + handlers.task_note(runs)
        return {lines: notes, **fill(opened, runs)}

    def open_tab(name: str) -> Callable[..., dict]:
        def fill_tab(first: str, second: str, request: gr.Request) -> dict:
            return {opened: name, **fill(name, compared_runs(first, second, request))}

        return fill_tab

    # Only the opened tab is filled; the others are filled when they are opened.
    components = [part for view in views.values() for part in view.values()]
    gr.on([tab.select, first.change, second.change], update, [first, second, opened],
          [lines, *components], **LATEST)
    for name, view in views.items():
        view_tabs[name].select(open_tab(name), [first, second], [opened, *view.values()], **LATEST)
    return {"run": first, "compare": second}


def view_components(name: str, first: gr.Dropdown) -> dict[str, gr.HTML]:
    """Build the components of a tab, named as in the values of its view."""
    notes = {"notes": template("training_runs/notes", f"runs-{name}-said", [])}
    if name in ("curves", "precision"):
        view = {"chart": template("training_runs/chart", f"runs-{name}")}
    elif name == "confusion":
        view = confusion_components(first)
    elif name == "embedding":
        view = {"cloud": template("training_runs/cloud", "runs-cloud")}
    elif name == "facts":
        view = {"table": template("training_runs/settings", "runs-facts")}
    else:
        view = {"pictures": template("training_runs/pictures", f"runs-{name}")}
    gr.Markdown(t(f"runs_text_{name}"), elem_classes="small")
    return notes | view


def confusion_components(first: gr.Dropdown) -> dict[str, gr.HTML]:
    """Build the confusion matrix, and beside it the pictures of the clicked cell."""
    with gr.Row():
        with gr.Column(scale=3, min_width=300):
            matrix = template("training_runs/matrix", "runs-matrix")
        with gr.Column(scale=2, min_width=280):
            cell = template("training_runs/pictures", "runs-cell")
    matrix.select(handlers.cell_pictures, first, cell, **EVERY)
    return {"matrix": matrix, "pictures": cell}


def more_button(name: str, first: gr.Dropdown, gallery: gr.HTML, tab: gr.Tab) -> None:
    """Build the button below the pictures of a tab; opening the tab starts over."""
    word, show_next, start = {
        "mistakes": ("runs_more", handlers.more_mistakes, pictures.PAGE_SIZE),
        "predictions": ("runs_others", handlers.other_predictions, 0),
    }[name]
    position = gr.State(start)

    def turn(first: str, at: int, request: gr.Request) -> dict:
        shown, at = show_next(first, at, request)
        return {gallery: shown, position: at}

    button = gr.Button(t(word), size="sm", elem_id=f"runs-{name}-more")
    button.click(turn, [first, position], [gallery, position], **LATEST)
    gr.on([tab.select, first.change], lambda: start, None, position, **EVERY)
