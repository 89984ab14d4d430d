"""Lay out the Fashion page and register its listeners."""

from typing import Any

import gradio as gr
from gradio.components import Component
from gradio.events import Dependency

from demo import components
from demo.engineers import programs
from demo.engineers.fold import build_fold
from demo.events import HEAVY, LATEST, QUIET, QUIETLY, READING
from demo.fashion_mnist import batch, handlers, photo
from demo.fashion_mnist.network_at_work import follow_garment
from demo.fashion_mnist.screen import Screen, answered_parts, build_screen, show_answer
from demo.i18n import both, t
from demo.limits.budget import call_in_turn
from demo.networks import picker
from demo.templates import template

SOURCES = ("demo/fashion_mnist", "hub/garment.py", "hub/garment_steps.py", "hub/models.py")
FOLDS = ("batch",)
EVERY = QUIET | HEAVY | dict(trigger_mode="multiple")


def build(tab: gr.Tab) -> gr.Radio:
    """Build the page; return its choice of the network.

    The photo with its outline is many bytes: the page is filled when its `tab` is first opened.
    """
    gr.Markdown(t("fashion_intro"), elem_id="fashion-intro")
    screen = build_screen()
    place = gr.Column(elem_id="fashion-at-work")
    sample, another = sample_strip()
    with gr.Accordion(t("many"), open=False, elem_id="fold-batch"):
        batch_table()
    with gr.Column(elem_id="fashion-network"):
        model = picker.network_radio(handlers.MODELS, "fashion-model")
        arrival = picker.show_status(model, handlers.garment_network, "fashion_mnist")
        gr.Markdown(t("fashion_network_info"), elem_classes="small")
        picker.own_repo_box(model, "fashion_mnist")
        gr.Markdown(t("fashion_credits"), elem_classes="small")
    build_fold("fashion", SOURCES, programs.classify_garment, handlers.garment_network, [model],
               [model.change, *arrival])
    publish_classify(model)
    opened = fill_at_opening(tab, screen, model, sample)
    answered = answer_events(screen, model, arrival, opened)
    with place:
        follow_garment([screen.garment, model], [opened, answered])
    another.click(handlers.draw_sample, model, sample, **EVERY)
    return model


def fill_at_opening(
    tab: gr.Tab, screen: Screen, model: gr.Radio, sample: gr.HTML
) -> Dependency:
    """Show the examples, the answer to one, and test pictures when the tab is first opened."""
    is_filled = gr.State(False)

    def open_page(
        filled: bool, sent: Any, model: str, request: gr.Request
    ) -> dict[Component, Any]:
        if filled:
            return gr.skip()
        return {is_filled: True, screen.examples: photo.example_values(),
                sample: handlers.draw_sample(model, request),
                **show_answer(screen, sent, model, request)}

    outputs = [is_filled, sample, screen.examples, *answered_parts(screen)]
    return tab.select(open_page, [is_filled, screen.garment, model], outputs, **QUIETLY)


def answer_events(
    screen: Screen, model: gr.Radio, arrival: list, opened: Dependency
) -> Dependency:
    """Register the listeners that answer a photo, and those that explain the answer."""
    def answer_photo(sent: Any, model: str, request: gr.Request) -> dict[Component, Any]:
        return show_answer(screen, sent, model, request)

    sent = [screen.garment, model]
    # The tools' own event comes once a photo; `change` of a gr.Image comes twice.
    answered = gr.on([screen.garment.input, model.change, *arrival], answer_photo, sent,
                     answered_parts(screen), **QUIETLY)
    reading = LATEST | dict(concurrency_id=READING)
    for event in (opened, answered):
        event.success(handlers.find_similar, [screen.answer, model],
                      [screen.similar, screen.pair], **reading)
    screen.answer.select(handlers.explain_class, [*sent, screen.answer],
                         [screen.heat, screen.why], **LATEST)
    return answered


def sample_strip() -> tuple[gr.HTML, gr.Button]:
    """Build the strip of random test pictures, and the button that draws others."""
    with gr.Column(elem_id="fashion-sample"):
        gr.Markdown("### " + t("sample"))
        gr.Markdown(t("sample_text"), elem_classes="small")
        sample = template("networks/pictures", "fashion-pictures")
        another = gr.Button(t("sample_again"), elem_id="fashion-again", size="sm")
    return sample, another


def batch_table() -> gr.HTML:
    """Build the table of many photos; its script sends them one by one."""
    gr.Markdown(t("many_text"), elem_classes="small")
    return template(
        "fashion_mnist/batch", "fashion-batch", most=batch.MOST,
        server_functions=[call_in_turn(batch.classify_file)],
        counted=both("many_counted", done="{done}", n="{n}"),
        counted_bad=both("many_counted_bad", done="{done}", n="{n}", bad="{bad}"),
        too_many=both("many_too_many", most=batch.MOST), unreadable=both("garment_unsent"),
    )


def publish_classify(model: gr.Radio) -> None:
    """Publish the page's endpoint: a file in; a label and the 28×28 picture out."""
    boot = photo.EXAMPLES / "9-ankle-boot.png"
    image = components.picture_input(t("garment"), "garment-file-of-programs", boot)
    image.visible = False
    label, seen = components.RejectingLabel(visible=False), gr.HTML(visible=False)
    gr.Button(visible=False).click(
        handlers.classify, [image, model], [label, seen], preprocess=False,
        api_name="classify", **HEAVY,
    )
