"""Lay out the Digits page and register its listeners."""

from typing import Any

import gradio as gr
from gradio.components import Component

from demo import components
from demo.engineers import programs
from demo.engineers.fold import build_fold
from demo.events import DRAWING, HEAVY, LATEST, QUIET, READING
from demo.i18n import t
from demo.limits.budget import call_in_turn
from demo.mnist import answer, handlers, pad
from demo.mnist.live import recognise_live
from demo.network_view import view
from demo.network_view.questions import build_questions
from demo.networks import picker
from demo.templates import template

# LATEST suits a drawing that changes while it is read, but each event may have one such listener
# only (tests/test_demo/test_app.py); the others are these.
EVERY = QUIET | HEAVY | dict(trigger_mode="multiple")
SOURCES = ("demo/mnist", "demo/network_view", "hub/preprocess.py", "hub/models.py")
FOLDS = ("parts", "maps", "near", "wrong", "network")      # below the first screen
WAIT = "() => [{ wait: true }, { wait: true }]"     # shown while another network is asked


def build() -> gr.Radio:
    """Build the page, with an example drawn and answered; return its choice of the network."""
    example = pad.example_drawing()
    start = (example, handlers.MODELS[0], False)
    live, why = recognise_live(*start), handlers.explain_answer(*start, None)
    with gr.Row(elem_id="first-screen"):
        with gr.Column(elem_id="paper"):
            drawing = pad.drawing_pad("pad", example)
            trace = template("mnist/trace", "trace")
            box = template("mnist/box", "box", live.box)
            heat = template("mnist/heat", "heat", why.heat)
        with gr.Column(elem_id="answer-column"):
            verdict = answer.answer_box("digit-answer", live.answer)
            template("mnist/show_all", "show-all")
            strokes = template("mnist/strokes", "strokes", why.strokes)
        with gr.Column(elem_id="seen-column"):
            seen = components.pixel_picture("digit-seen", live.seen)
            plain = gr.Checkbox(label=t("plain"), elem_id="plain", container=False)
            gr.Markdown(t("seen_digit"), elem_id="seen-text", elem_classes="small")
            gr.Markdown(t("digits_intro"), elem_id="digits-intro", elem_classes="small")
    network = view.network_view("digit-network", live.network, "digits", [
        call_in_turn(ask) for ask in build_questions(handlers.digit_network)])
    with gr.Column(elem_id="folds"):
        score_terms, first_maps, near, neighbours, wrong, mistakes = fold_details(why)
        # Not an accordion: Gradio 6.31 forgets the new choices of a radio in one that is closed.
        with gr.Column(elem_id="fold-network"):
            template("mnist/fold", "network-settings")
            model = picker.network_radio(handlers.MODELS, "digit-model")
            arrival = picker.show_status(model, handlers.digit_network, "mnist")
            gr.Markdown(t("network_info"), elem_classes="small")
            picker.own_repo_box(model, "mnist")
    build_fold("digits", SOURCES, programs.recognise_digit, handlers.digit_network, [model],
               [model.change, *arrival])

    label = components.RejectingLabel(visible=False)
    gr.Button(visible=False).click(
        handlers.recognise, [drawing, model], [label, seen],
        api_name="recognise", **HEAVY,
    )

    def show_answer(
        drawing: str | None, model: str, plain: bool, visible: bool, request: gr.Request
    ) -> dict[Component, Any]:
        live = recognise_live(drawing, model, plain, visible, request)
        shown = {verdict: live.answer, seen: live.seen, box: live.box}
        return shown | ({network: live.network} if visible else {})

    def show_explanation(
        drawing: str | None, model: str, plain: bool, shown: Any, request: gr.Request
    ) -> dict[Component, Any]:
        why = handlers.explain_answer(drawing, model, plain, shown, request)
        return {heat: why.heat, strokes: why.strokes,
                score_terms: why.score_terms, first_maps: why.first_maps}

    visible = gr.Checkbox(visible=False)    # is the network at work on the screen? A script tells
    inputs, switches = [drawing, model, plain], [model.change, plain.change, *arrival]
    # Past the queue, because that is twice as fast; so `recognise_live` raises nothing. These
    # components convert no value, but Gradio would take another thread for each to try.
    drawing.input(
        show_answer, [*inputs, visible], [verdict, seen, box, network], queue=False,
        preprocess=False, postprocess=False, js=view.seen_script("digit-network"),
        **LATEST | dict(concurrency_id=DRAWING),
    )
    # Another listener's answer could come after that to a newer drawing: the pad asks once more.
    gr.on([network.input, *switches], None, js=pad.ASK_AGAIN, **EVERY)
    # The class asked about comes with the answer's value: an event that has to wait for another
    # would be given the data of that one.
    explained = gr.on(
        [drawing.release, verdict.select, *switches], show_explanation, [*inputs, verdict],
        [heat, strokes, score_terms, first_maps], **LATEST,
    )
    # A network reads all the training digits once, for seconds: nothing else waits for that.
    reading = dict(concurrency_id=READING)
    explained.then(handlers.nearest_digits, inputs, neighbours, **LATEST | reading)
    near.expand(handlers.nearest_digits, inputs, neighbours, **EVERY | reading)
    model.change(None, None, [neighbours, mistakes], js=WAIT, **EVERY)
    gr.on([wrong.expand, model.change], handlers.list_mistakes, model, mistakes, **EVERY | reading)

    def lay_under(event: gr.EventData) -> dict[Component, Any]:
        picture = handlers.trace_mistake(event)
        return {trace: picture} | ({drawing: None} if picture else {})     # trace on empty paper

    mistakes.select(lay_under, None, [trace, drawing], queue=False, **LATEST)
    return model


def fold_details(
    why: handlers.Explanation,
) -> tuple[gr.HTML, gr.HTML, gr.Accordion, gr.HTML, gr.Accordion, gr.HTML]:
    """Build the folded parts; return what each shows, two of them after their accordions.

    The similar digits and the mistakes are computed when they are opened.
    """
    with gr.Accordion(t("parts"), open=False, elem_id="fold-parts"):
        gr.Markdown(t("parts_text"), elem_classes="small")
        score_terms = template("mnist/score_terms", "why-parts", why.score_terms)
    with gr.Accordion(t("first_maps"), open=False, elem_id="fold-maps"):
        gr.Markdown(t("first_maps_text"), elem_classes="small")
        first_maps = template("mnist/first_maps", "why-maps", why.first_maps)
    with gr.Accordion(t("near"), open=False, elem_id="fold-near") as near:
        gr.Markdown(t("near_text"), elem_classes="small")
        neighbours = template("mnist/neighbours", "why-near", {"wait": True})
    with gr.Accordion(t("wrong"), open=False, elem_id="fold-wrong") as wrong:
        gr.Markdown(t("wrong_text"), elem_classes="small")
        mistakes = template("mnist/mistakes", "why-wrong", {"wait": True})
    return score_terms, first_maps, near, neighbours, wrong, mistakes
