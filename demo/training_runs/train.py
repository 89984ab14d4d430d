"""Training here and now: a script of training/ is followed, and its network answers its visitor."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from demo import training_process
from demo.events import QUIET
from demo.i18n import both, t
from demo.networks import trained
from demo.templates import template
from demo.training_runs import choice as run_choice
from demo.training_runs.choice import Own, script_of, trained_here
from demo.training_runs.progress import Progress, accuracy, curves, heard, saved

SCRIPTS = {"mnist": "digits", "fashion_mnist": "fashion"}       # script: the page of its network
RECIPES = {     # `wide` would take hours without a GPU
    "mnist": ("fast", "strong", "compact", "tutorial"),
    "fashion_mnist": ("fast", "compact", "tutorial"),
}
EPOCHS, LIMIT, SEED = (1, 20), (100, 60_000), (0, 9999)         # least and greatest
SECONDS = 3600          # of a training, at most


def whole(value: Any, limits: tuple[int, int]) -> int:
    """A whole number within its limits, whatever was sent."""
    fine = isinstance(value, (int, float)) and value == value       # not NaN
    return int(min(max(value, limits[0]), limits[1])) if fine else limits[0]


def possible(script: Any, recipe: Any) -> tuple[str, str]:
    """A script and a recipe that it has, whatever was sent."""
    script = script if script in tuple(SCRIPTS) else "mnist"
    return script, recipe if recipe in RECIPES[script] else RECIPES[script][0]


def offered(script: str, recipe: str) -> gr.Radio:
    """The recipes of a script; the one that was chosen stays if it is among them."""
    script, recipe = possible(script, recipe)
    return gr.Radio(list(RECIPES[script]), value=recipe)


def flags(choice: str, recipe: str, epochs: int, limit: int, seed: int) -> list[str]:
    """What the script is started with: it writes nothing but this visitor's folder."""
    given = {
        "recipe": recipe, "epochs": epochs, "limit": limit, "seed": seed,
        "log-interval": max(1, limit // 4000), "data-dir": training_process.data_dir(),
        "output": trained.checkpoint_folder(choice),
    }
    pairs = [(f"--{flag}", str(value)) for flag, value in given.items()]
    return ["--no-board", *(word for pair in pairs for word in pair)]


def train(
    script: str, recipe: str, epochs: float, limit: float, seed: float, mine: list[str],
) -> Iterator[tuple]:
    """Follow a training: what is said, the curves, the visitor's networks, the two buttons."""
    choice, known = trained.new_choice(), Progress(whole(epochs, EPOCHS), [], None)
    script, recipe = possible(script, recipe)
    mine = [*mine, choice]
    going, over = gr.Button(visible=True), gr.Button(visible=False)
    said = both("runs_preparing")
    yield [said], curves(known), mine, going, over
    words = flags(choice, recipe, known.epochs, whole(limit, LIMIT), whole(seed, SEED))
    try:
        for line in training_process.follow_script(f"{script}.py", words, SECONDS):
            before = known
            known, told = heard(line, known, choice)
            said = told or said
            usable = gr.Button(visible=known.run is not None)
            drawn = curves(known) if known != before else gr.skip()
            yield [said], drawn, gr.skip(), gr.skip(), usable
    except training_process.TrainingFailed as failed:
        trouble = both(failed.key, **failed.values) | {"look": "trouble"}
        yield [trouble], curves(known), gr.skip(), over, gr.Button(visible=known.run is not None)
        return
    done = both("runs_done", epochs=known.epochs, accuracy=accuracy(known.run)) | {"look": "large"}
    yield [done], curves(known), gr.skip(), over, gr.Button(visible=known.run is not None)


def stop(mine: list[str]) -> tuple:
    """After a training was ended by its visitor: what is left of it."""
    run = saved(mine[-1]) if mine else None
    told = both("runs_stopped_early")
    if run:
        told = both("runs_stopped", epochs=len(run.history), accuracy=accuracy(run))
    return [told], gr.Button(visible=False), gr.Button(visible=run is not None)


def page(
    rooms: gr.Tabs, first: gr.Dropdown, second: gr.Dropdown, own: Own, pages: dict[str, gr.Radio]
) -> None:
    """What to train, the curves while it trains, and where to draw for it."""
    gr.Markdown(t("runs_live_text"), elem_classes="small")
    with gr.Row():
        script = gr.Radio(list(SCRIPTS), value="mnist", label=t("runs_script"),
                          elem_id="runs-script", min_width=220)
        recipe = gr.Radio(list(RECIPES["mnist"]), value="fast", label=t("runs_recipe"),
                          info=t("runs_recipe_info"), elem_id="runs-recipe", min_width=220)
    script.change(offered, [script, recipe], recipe, **QUIET)
    with gr.Row():
        epochs = gr.Slider(*EPOCHS, value=3, step=1, label=t("runs_epochs"), min_width=200,
                           elem_id="runs-epochs")
        limit = gr.Slider(*LIMIT, value=5000, step=100, label=t("runs_limit"), min_width=260,
                          elem_id="runs-limit")
        seed = gr.Number(1, precision=0, label=t("runs_seed"), min_width=120, elem_id="runs-seed")
    with gr.Row():
        start = gr.Button(t("runs_start"), variant="primary", elem_id="runs-start")
        end = gr.Button(t("runs_stop"), visible=False, elem_id="runs-stop")
        use = gr.Button(t("runs_use"), visible=False, variant="primary", elem_id="runs-use")
    said = template("training_runs/notes", "runs-live-said", [both("runs_idle")])
    chart = template("training_runs/chart", "runs-live")
    going = start.click(
        train, [script, recipe, epochs, limit, seed, own.trained],
        [said, chart, own.trained, end, use],
        concurrency_limit=None, trigger_mode="once", **QUIET,
    )
    # The end is said once the training has ended: its own last word must not come after it.
    ended = end.click(None, None, None, cancels=going, **QUIET)
    ended.then(stop, own.trained, [said, end, use], **QUIET)

    def used(mine: list[str], fetched: run_choice.Choices) -> tuple:
        """The last network is chosen on its page, and both are seen; this page lists it as well."""
        page, listed = script_of(trained.trained_network(mine[-1], None)), run_choice.listed(mine, fetched)
        radios = [
            gr.Radio([*ours[name], *trained_here(mine, name)], value=mine[-1]) if name == page
            else gr.skip() for name in pages
        ]  # fmt: skip
        runs = gr.Dropdown(listed, value=mine[-1])
        beside = gr.Dropdown([run_choice.NOBODY, *listed], value=page)
        return gr.Tabs(selected=SCRIPTS[page]), runs, beside, *radios

    ours = {name: list(radio.choices) for name, radio in pages.items()}
    use.click(used, [*own], [rooms, first, second, *pages.values()], **QUIET)
