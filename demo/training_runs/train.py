"""Train a network from the page: check the settings, follow the script, report what was saved."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from demo import training_process
from demo.i18n import both
from demo.networks import trained
from demo.training_runs.inside import live_value
from demo.training_runs.progress import (
    Progress,
    epoch_words,
    final_accuracy,
    parse_line,
    progress_charts,
    saved_run,
)
from demo.uploads import clamp_int

RECIPES = {     # of each script; without a GPU, `wide` would take hours
    "mnist": ("fast", "strong", "compact", "tutorial"),
    "fashion_mnist": ("fast", "compact", "tutorial"),
}
EPOCHS, LIMIT, SEED = (1, 20), (100, 60_000), (0, 9999)         # least and greatest
MAX_SECONDS = 3600      # of a training


def validated_recipe(script: Any, recipe: Any) -> tuple[str, str]:
    """Return a script and one of its recipes, whatever was sent."""
    script = script if script in tuple(RECIPES) else "mnist"
    return script, recipe if recipe in RECIPES[script] else RECIPES[script][0]


def recipe_choices(script: str, recipe: str) -> gr.Radio:
    """Offer the recipes of a script; keep the chosen one if it is among them."""
    script, recipe = validated_recipe(script, recipe)
    return gr.Radio(list(RECIPES[script]), value=recipe)


def script_args(choice: str, recipe: str, epochs: int, limit: int, seed: int) -> list[str]:
    """Return the script's arguments; it writes to the folder of this choice only."""
    flags = {
        "recipe": recipe, "epochs": epochs, "limit": limit, "seed": seed,
        "log-interval": max(1, limit // 4000), "data-dir": training_process.data_dir(),
        "output": trained.checkpoint_folder(choice),
    }
    pairs = [(f"--{flag}", str(value)) for flag, value in flags.items()]
    return ["--no-board", *(word for pair in pairs for word in pair)]


def train_network(
    script: Any, recipe: Any, epochs: Any, limit: Any, seed: Any, mine: list[str],
    request: gr.Request | None = None,
) -> Iterator[dict[str, Any]]:
    """Train a network and yield what changed: notes, chart, network, mine, and the buttons.

    `mine` lists the visitor's networks.
    """
    script, recipe = validated_recipe(script, recipe)
    choice, progress = trained.new_choice(), Progress(clamp_int(epochs, *EPOCHS), [], None)
    args = script_args(choice, recipe, progress.epochs, clamp_int(limit, *LIMIT),
                       clamp_int(seed, *SEED))
    note = both("runs_preparing")
    yield {
        "notes": [note], "chart": progress_charts(progress), "mine": [*mine, choice],
        "stop": gr.Button(visible=True), "use": gr.Button(visible=False),
    }
    try:
        for line in training_process.follow_script(
            f"{script}.py", args, MAX_SECONDS, request
        ):
            before = progress
            progress, news = parse_line(line, progress, choice)
            note = news or note
            chart = {"chart": progress_charts(progress)} if progress != before else {}
            if progress.run is not before.run:      # an epoch has ended
                chart["network"] = live_value(choice, script, len(progress.run.history))
            yield {"notes": [note], "use": gr.Button(visible=progress.run is not None), **chart}
        accuracy = final_accuracy(progress.run)
        epochs = epoch_words(str(progress.epochs))
        note = both("runs_done", epochs=epochs, accuracy=accuracy) | {"style": "large"}
    except training_process.TrainingFailed as failed:
        note = both(failed.key, **failed.values) | {"style": "trouble"}
    yield {
        "notes": [note], "chart": progress_charts(progress),
        "stop": gr.Button(visible=False), "use": gr.Button(visible=progress.run is not None),
    }


def report_stopped(mine: list[str]) -> dict[str, Any]:
    """Report what was saved of the newest training, which its visitor has stopped."""
    run = saved_run(mine[-1]) if mine else None
    note = both("runs_stopped_early")
    if run:
        note = both("runs_stopped", epochs=len(run.history), accuracy=final_accuracy(run))
    return {
        "notes": [note], "stop": gr.Button(visible=False),
        "use": gr.Button(visible=run is not None),
    }
