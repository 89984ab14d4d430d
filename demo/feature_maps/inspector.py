"""Any layer of any network: its maps, one of them large, and one number of that written out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import gradio as gr

from demo import mosaic as maps_figures
from demo.events import QUIET
from demo.feature_maps import inspector_handlers, selection, tile_picker
from demo.feature_maps.selection import View
from demo.i18n import bilingual, t
from hub import layers

CSS = (Path(__file__).parent / "templates" / "number_html.css").read_text
QUIETLY = QUIET | dict(
    preprocess=False,       # `view.opened` opens the file itself
    trigger_mode="always_last", concurrency_limit=4,
)

# Past the queue for speed. No sentence would be seen there; that a picture does not suit a network
# was said when they met, by `shown.draw`.
AT_ONCE = QUIETLY | {"queue": False}
EACH = AT_ONCE | {"trigger_mode": "multiple"}       # a second click must not get the first's data
FILLED = ("step", "map", "row", "column")       # controls that `shown.everything` sets
TO_THE_MAP = """() => document.querySelector("#look-large")
  ?.scrollIntoView({ behavior: "smooth", block: "center" })"""


def words(elem_id: str) -> gr.HTML:
    """HTML that `written_out` makes."""
    css = CSS(encoding="utf-8")
    return gr.HTML(css_template=css, apply_default_css=False, elem_id=elem_id)


def labelled(group: str, names: Iterable[str]) -> list[tuple[str, str]]:
    """Choices, in both languages."""
    return [(bilingual(f"{group}_{name}"), name) for name in names]


def controls() -> dict[str, Any]:
    """What is chosen here; the keys are the fields of a View."""
    made, start = {}, View()
    with gr.Row():
        made["network"] = gr.Dropdown(
            list(selection.NETWORKS), value=start.network, label=t("network"), elem_id="look-network",
            min_width=260)
        path = layers.list_steps(selection.find("trained").net)
        made["step"] = gr.Dropdown(
            inspector_handlers.step_choices(path), value=start.step, label=t("layer"), elem_id="look-step",
            min_width=260)
    with gr.Row():
        for name, known in (("colours", selection.COLOURS), ("scale", selection.SCALES),
                            ("order", selection.ORDERS)):
            made[name] = gr.Radio(
                labelled(name, known), value=getattr(start, name), label=t(name),
                elem_id=f"look-{name}", min_width=240)
        made["dead"] = gr.Checkbox(start.dead, label=t("dead"), elem_id="look-dead", min_width=200)
    return made


def place() -> dict[str, Any]:
    """Which map and which of its numbers; for those who would rather type than point."""
    start = View()
    with gr.Row():
        return {
            name: gr.Number(getattr(start, name), label=t(name), precision=0, minimum=least,
                            min_width=80, elem_id=f"look-{name}")
            for name, least in (("map", 1), ("row", 0), ("column", 0))
        }


def enlarge_on_click(
    figure: gr.Image, step: str, image: gr.Image, made: dict[str, Any], filled: list
) -> None:
    """A click on a mosaic of the story shows that map large, further down."""

    def choose(image: Any, request: gr.Request, event: gr.SelectData, **settings: Any) -> tuple:
        picture = selection.opened(image, request)
        if picture is None:
            return (gr.skip(),) * 11
        wanted = View(**settings)._replace(network="feature_maps", step=step)
        look = selection.look(picture, wanted, request)
        k = maps_figures.tile_at(maps_figures.grid(*look.seen.shape), *event.index)
        look = selection.moved(look, map=k + 1)
        return wanted.network, *inspector_handlers.everything(look, request)

    clicked = figure.select(
        choose, image, [made["network"], *filled], inputs_kwargs=made, **EACH)
    clicked.then(None, js=TO_THE_MAP, api_visibility="private")


def page(image: gr.Image, above: dict[str, Any]) -> tuple[dict[str, Any], list]:
    """The tab; returns all controls, `above` among them, and what `shown.everything` fills.

    Where the picture or what is `above` changes, `shown.draw` is to be called.
    """
    gr.Markdown(t("closer_intro"), elem_classes="small")
    made = above | controls()
    mosaic = tile_picker.viewer("look-mosaic")
    with gr.Row():
        with gr.Column(scale=3, min_width=300):
            gr.Markdown("#### " + t("one_map"))
            large = tile_picker.viewer("look-large")
            made |= place()
        with gr.Column(scale=2, min_width=280):
            gr.Markdown("#### " + t("its_field"))
            field = tile_picker.viewer("look-field")
            facts = words("look-facts")
    with gr.Row():
        with gr.Column(min_width=300):
            gr.Markdown("#### " + t("its_sum"))
            sums = words("look-sums")
        with gr.Column(min_width=300):
            gr.Markdown("#### " + t("its_kernel"))
            kernel = words("look-kernel")
    place_of = [made["map"], made["row"], made["column"]]
    below = [*place_of, large, facts, kernel, field, sums]
    filled = [made["step"], mosaic, *below]
    inputs, looks = dict(inputs=image, inputs_kwargs=made), ("colours", "scale", "order", "dead")
    # `select`, because a dropdown says each `input` twice.
    made["network"].select(inspector_handlers.draw, outputs=filled, **inputs, **QUIETLY)
    stepped = made["step"].select(inspector_handlers.step_on, outputs=mosaic, **inputs, **AT_ONCE)
    stepped.then(inspector_handlers.renew, outputs=below, **inputs, **AT_ONCE)
    gr.on([part.input for part in place_of], inspector_handlers.move, outputs=below[3:], **inputs, **QUIETLY)
    gr.on([made[name].input for name in looks], inspector_handlers.colour, outputs=[mosaic, large], **inputs,
          **AT_ONCE)
    clicked = mosaic.select(inspector_handlers.choose_map, outputs=[made["map"], large], **inputs, **EACH)
    clicked.then(inspector_handlers.beside, outputs=below[4:], **inputs, **AT_ONCE)
    large.select(inspector_handlers.choose_cell, outputs=[*place_of[1:], field, sums], **inputs, **EACH)
    return made, filled
