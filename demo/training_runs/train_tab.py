"""Lay out the Train tab: settings, the curves while it trains, and the way to the new network."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from demo.events import QUIET
from demo.i18n import both, t
from demo.network_view.view import network_view
from demo.networks import trained
from demo.templates import template
from demo.training_runs import train
from demo.training_runs.choice import (
    NO_COMPARISON,
    Choices,
    VisitorRuns,
    run_choices,
    trained_choices,
    training_script,
)

TAB_OF_SCRIPT = {"mnist": "digits", "fashion_mnist": "fashion"}     # where its networks are used


def settings() -> list[gr.Component]:
    """Build the settings, in the order of the arguments of `train.train_network`."""
    with gr.Row():
        script = gr.Radio(list(train.RECIPES), value="mnist", label=t("runs_script"),
                          elem_id="runs-script", min_width=220)
        recipe = gr.Radio(list(train.RECIPES["mnist"]), value="fast", label=t("runs_recipe"),
                          info=t("runs_recipe_info"), elem_id="runs-recipe", min_width=220)
    script.change(train.recipe_choices, [script, recipe], recipe, **QUIET)
    with gr.Row():
        epochs = gr.Slider(*train.EPOCHS, value=3, step=1, label=t("runs_epochs"), min_width=200,
                           elem_id="runs-epochs")
        limit = gr.Slider(*train.LIMIT, value=5000, step=100, label=t("runs_limit"), min_width=260,
                          elem_id="runs-limit")
        seed = gr.Number(1, precision=0, label=t("runs_seed"), min_width=120, elem_id="runs-seed")
    return [script, recipe, epochs, limit, seed]


def build_train_tab(
    tabs: gr.Tabs, first: gr.Dropdown, second: gr.Dropdown, visitor: VisitorRuns,
    radios: dict[str, gr.Radio],
) -> None:
    """Build the tab; `radios` are those on which each script's networks can be chosen."""
    gr.Markdown(t("runs_live_text"), elem_classes="small")
    given = settings()
    with gr.Row():
        start = gr.Button(t("runs_start"), variant="primary", elem_id="runs-start")
        stop = gr.Button(t("runs_stop"), visible=False, elem_id="runs-stop")
        use = gr.Button(t("runs_use"), visible=False, variant="primary", elem_id="runs-use")
    notes = template("training_runs/notes", "runs-live-said", [both("runs_idle")])
    chart = template("training_runs/chart", "runs-live")
    network = network_view("runs-live-network", None, "live")
    outputs = {"notes": notes, "chart": chart, "network": network, "mine": visitor.trained,
               "stop": stop, "use": use}

    def by_component(values: dict[str, Any]) -> dict[gr.blocks.Block, Any]:
        return {outputs[name]: value for name, value in values.items()}

    def follow(request: gr.Request, *values: Any) -> Iterator[dict]:
        for update in train.train_network(*values, request):
            yield by_component(update)

    def stopped(mine: list[str]) -> dict:
        return by_component(train.report_stopped(mine))

    def use_newest(mine: list[str], fetched: Choices) -> dict:
        if not mine:
            return gr.skip()
        newest, runs = mine[-1], run_choices(mine, fetched)
        script = training_script(trained.trained_network(newest, None))
        networks = [*bundled[script], *trained_choices(mine, script)]
        return {
            tabs: gr.Tabs(selected=TAB_OF_SCRIPT[script]),
            radios[script]: gr.Radio(networks, value=newest),
            first: gr.Dropdown(runs, value=newest),
            second: gr.Dropdown([NO_COMPARISON, *runs], value=script),
        }

    bundled = {script: list(radio.choices) for script, radio in radios.items()}
    training = start.click(
        follow, [*given, visitor.trained], [*outputs.values()],
        concurrency_limit=None, trigger_mode="once", **QUIET,
    )
    # `stopped` waits until the training has ended: its last update must not come afterwards.
    ended = stop.click(None, None, None, cancels=training, **QUIET)
    ended.then(stopped, visitor.trained, [notes, stop, use], **QUIET)
    use.click(use_newest, [*visitor], [tabs, first, second, *radios.values()], **QUIET)
