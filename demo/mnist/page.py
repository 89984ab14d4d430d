"""Lay out the Digits page and register its listeners."""

from typing import Any

import gradio as gr
from gradio.components import Component

from demo import components
from demo.events import LATEST, QUIET
from demo.i18n import t
from demo.mnist import answer, handlers
from demo.mnist.pad import drawing_pad
from demo.networks import picker
from demo.templates import template

# LATEST suits a drawing that changes while it is read, but each event may have one such listener
# only (tests/test_demo/test_app.py); the others are these.
EVERY = QUIET | dict(trigger_mode="multiple", concurrency_limit=4)


def build() -> gr.Radio:
    """Build the page and return its choice of the network; on a phone all is in one column."""
    gr.Markdown(t("digits_intro"))
    with gr.Row():
        with gr.Column(scale=1, min_width=300), gr.Column(elem_id="paper"):
            drawing = drawing_pad("pad")
            trace = template("mnist/trace", "trace")
            box = template("mnist/box", "box")
            heat = template("mnist/heat", "heat")
        with gr.Column(scale=1, min_width=300):
            classes = handlers.digit_network(handlers.MODELS[0]).net.classes
            verdict = answer.answer_box("digit-answer", classes)
            strokes = template("mnist/strokes", "strokes")
        with gr.Column(scale=1, min_width=240):
            seen = components.pixel_picture("digit-seen")
            plain = gr.Checkbox(label=t("plain"), elem_id="plain", container=False)
            gr.Markdown(t("seen_digit"), elem_classes="small")
            model = picker.network_radio(handlers.MODELS, "digit-model")
            arrival = picker.show_status(model, handlers.digit_network, "mnist")
            gr.Markdown(t("network_info"), elem_classes="small")
            picker.own_repo_box(model, "mnist")
    score_terms, first_maps, neighbours, mistakes, mistakes_tab = explanation_tabs()

    label = components.RejectingLabel(visible=False)
    gr.Button(visible=False).click(
        handlers.recognise, [drawing, model], [label, seen],
        concurrency_limit=4, api_name="recognise",
    )

    def show_answer(
        drawing: str | None, model: str, plain: bool, request: gr.Request
    ) -> dict[Component, Any]:
        live = handlers.recognise_live(drawing, model, plain, request)
        return {verdict: live.answer, seen: live.seen, box: live.box}

    def show_explanation(
        drawing: str | None, model: str, plain: bool, shown: Any, request: gr.Request
    ) -> dict[Component, Any]:
        why = handlers.explain_answer(drawing, model, plain, shown, request)
        return {heat: why.heat, strokes: why.strokes,
                score_terms: why.score_terms, first_maps: why.first_maps}

    inputs, switches = [drawing, model, plain], [model.change, plain.change, *arrival]
    # Past the queue, because that is twice as fast; so `recognise_live` raises nothing.
    for events, how in ((drawing.input, LATEST), (switches, EVERY)):
        gr.on(events, show_answer, inputs, [verdict, seen, box], queue=False, **how)
    # The class asked about comes with the answer's value: an event that has to wait for another
    # would be given the data of that one.
    explained = gr.on(
        [drawing.release, verdict.select, *switches], show_explanation, [*inputs, verdict],
        [heat, strokes, score_terms, first_maps], **LATEST,
    )
    # A network reads all the training digits once, for seconds: nothing else waits for that.
    explained.then(handlers.nearest_digits, inputs, neighbours, **LATEST)
    gr.on([mistakes_tab.select, model.change], handlers.list_mistakes, model, mistakes, **EVERY)
    mistakes.select(handlers.trace_mistake, None, trace, queue=False, **LATEST)
    return model


def explanation_tabs() -> tuple[gr.HTML, gr.HTML, gr.HTML, gr.HTML, gr.Tab]:
    """Build the tabs below the pad; return what each shows, and the tab of the mistakes."""
    gr.Markdown("### " + t("why"))
    gr.Markdown(t("why_intro"), elem_classes="small")
    with gr.Tabs(overflow_behavior="wrap"):
        with gr.Tab(t("parts"), id="parts"):
            gr.Markdown(t("parts_text"), elem_classes="small")
            score_terms = template("mnist/score_terms", "why-parts")
        with gr.Tab(t("first_maps"), id="first"):
            gr.Markdown(t("first_maps_text"), elem_classes="small")
            first_maps = template("mnist/first_maps", "why-maps")
        with gr.Tab(t("near"), id="near"):
            gr.Markdown(t("near_text"), elem_classes="small")
            neighbours = template("mnist/neighbours", "why-near")
        with gr.Tab(t("wrong"), id="wrong") as mistakes_tab:     # filled when it is opened
            gr.Markdown(t("wrong_text"), elem_classes="small")
            mistakes = template("mnist/mistakes", "why-wrong")
    return score_terms, first_maps, neighbours, mistakes, mistakes_tab
