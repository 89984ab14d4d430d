"""Lay out the Training page: the runs behind the networks, and views of them in four tabs."""

from collections.abc import Callable

import gradio as gr

from demo import training_process
from demo.engineers import programs
from demo.engineers.fold import build_fold
from demo.events import LATEST
from demo.i18n import t
from demo.templates import template
from demo.training_runs import handlers, pictures, tensorboard
from demo.training_runs.choice import (
    choice_controls,
    compared_runs,
    own_repository_box,
    run_source,
)
from demo.training_runs.inside import build_inside
from demo.training_runs.train_tab import build_train_tab
from hub.remote.source import Source

SOURCES = ("demo/training_runs", "hub/run_record.py", "training/loop.py", "training/report")
TABS = (*handlers.TABS, *(["live"] if training_process.training_allowed() else []))
# The views that stand below another one in their tab; each has an address of its own.
PARTS = {name: tab for tab, names in handlers.TABS.items() for name in names if name != tab}
EVERY = LATEST | {"trigger_mode": "multiple"}        # no click or change may be skipped


def build(tabs: gr.Tabs, tab: gr.Tab, radios: dict[str, gr.Radio]) -> dict[str, gr.Dropdown]:
    """Build the page in `tab` of the app's `tabs`; return its controls, by their names in links.

    `radios` are those of other pages: there a network that was trained here can be used.
    """
    gr.Markdown(t("runs_intro"), elem_id="runs-intro")
    first, second, visitor = choice_controls()
    summary = handlers.summarize_runs(compared_runs(first.value, ""))
    figures = template("training_runs/summary", "runs-summary", summary)
    opened, view_tabs, views = gr.State("curves"), {}, {}
    with gr.Tabs(overflow_behavior="wrap", elem_id="runs"):
        for tab_name, names in handlers.TABS.items():
            with gr.Tab(t(f"runs_tab_{tab_name}"), id=tab_name) as view_tabs[tab_name]:
                for name in names:
                    views[name] = build_view(name, first, view_tabs[tab_name])
        if "live" in TABS:
            with gr.Tab(t("runs_tab_live"), id="live"):
                build_train_tab(tabs, first, second, visitor, radios)

    if tensorboard.can_open_boards():
        tensorboard.build_board_button(first, [first.change])
    own_repository_box(first, second, visitor)
    build_fold("runs", SOURCES, programs.read_run, run_source, [first],
               [first.change, tab.select])

    def fill(tab_name: str, runs: list[Source]) -> dict:
        return {views[name][part]: value for name in handlers.TABS[tab_name]
                for part, value in handlers.VIEWS[name](runs).items()}

    def update(first: str, second: str, opened: str, request: gr.Request) -> dict:
        runs = compared_runs(first, second, request)
        return {figures: handlers.summarize_runs(runs), **fill(opened, runs)}

    def open_tab(name: str) -> Callable[..., dict]:
        def fill_tab(first: str, second: str, request: gr.Request) -> dict:
            return {opened: name, **fill(name, compared_runs(first, second, request))}

        return fill_tab

    # Only the opened tab is filled; the others are filled when they are opened.
    components = [part for view in views.values() for part in view.values()]
    gr.on([tab.select, first.change, second.change], update, [first, second, opened],
          [figures, *components], **LATEST)
    for tab_name, names in handlers.TABS.items():
        filled = [part for name in names for part in views[name].values()]
        view_tabs[tab_name].select(open_tab(tab_name), [first, second], [opened, *filled], **LATEST)
    return {"run": first, "compare": second}


def build_view(name: str, first: gr.Dropdown, tab: gr.Tab) -> dict[str, gr.HTML]:
    """Build a view with its heading; return its components, named as in its values."""
    if name not in ("curves", "precision"):     # whose charts have titles
        gr.Markdown("### " + t(f"runs_view_{name}"), elem_id=f"runs-part-{name}")
    components = view_components(name, first)
    if name in ("mistakes", "predictions"):
        more_button(name, first, components["pictures"], tab)
    return components


def view_components(name: str, first: gr.Dropdown) -> dict[str, gr.HTML]:
    """Build the components of a view."""
    notes = {"notes": template("training_runs/notes", f"runs-{name}-said", [])}
    if name in ("curves", "precision"):
        view = {"chart": template("training_runs/chart", f"runs-{name}")}
    elif name == "confusion":
        view = confusion_components(first)
    elif name == "embedding":
        view = {"cloud": template("training_runs/cloud", "runs-cloud")}
    elif name == "facts":
        view = {"table": template("training_runs/settings", "runs-facts")}
    elif name == "inside":
        view = {"network": build_inside(first)}
    else:
        view = {"pictures": template("networks/pictures", f"runs-{name}")}
    gr.Markdown(t(f"runs_text_{name}"), elem_classes="small")
    return notes | view


def confusion_components(first: gr.Dropdown) -> dict[str, gr.HTML]:
    """Build the confusion matrix, and beside it the pictures of the clicked cell."""
    with gr.Row():
        with gr.Column(scale=3, min_width=300):
            matrix = template("training_runs/matrix", "runs-matrix")
        with gr.Column(scale=2, min_width=280):
            cell = template("networks/pictures", "runs-cell")
    matrix.select(handlers.cell_pictures, first, cell, **EVERY)
    return {"matrix": matrix, "pictures": cell}


def more_button(name: str, first: gr.Dropdown, gallery: gr.HTML, tab: gr.Tab) -> None:
    """Build the button below the pictures of a view; opening the tab starts over."""
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
