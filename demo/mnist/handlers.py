"""Sketchpad → digit: the answer follows the pen, and tells what decided it."""

from typing import Any, NamedTuple

import gradio as gr
import numpy as np
from torch import nn

from demo import components, images, templates
from demo.events import QUIET
from demo.i18n import t
from demo.mnist import answer, attribution, explanation, neighbours, pad
from demo.networks import choice
from demo.uploads import open_drawing
from hub.predict import predict, read_digits
from hub.preprocess import Ink, drawing_ink, squeezed_ink
from hub.remote.source import Source

MODELS = ("mnist", "mnist_tutorial")


class Drawing(NamedTuple):
    """A drawing as the page's network sees it."""

    net: nn.Module
    canvas: np.ndarray      # (H, W), 0 paper to 1 ink
    ink: Ink


def read_drawing(
    drawing: str | None, model: str, plain: bool, request: gr.Request | None = None
) -> Drawing | None:
    """The ink of a drawing, found and centred, or `plain`: the whole paper squeezed.

    None where nothing is drawn.
    """
    source = choice.network_for(model, MODELS, "mnist", request)
    canvas = open_drawing(drawing, request)
    ink = None if canvas is None else (squeezed_ink if plain else drawing_ink)(canvas)
    return None if ink is None else Drawing(source.net, canvas, ink)


def recognise(
    drawing: str | None, model: str = "mnist", request: gr.Request | None = None
) -> tuple[dict[str, Any] | None, str | None]:
    """The digit of a drawing (a PNG data URL), or "none" if it is no digit, with the ten
    probabilities; and the 28×28 picture that was judged. A network may have other classes.

    An empty drawing has no answer: (None, None).
    """
    seen = read_drawing(drawing, model, False, request)
    if seen is None:
        return None, None
    verdict = predict(seen.net, seen.ink.image)
    label = {"label": verdict.label or "none", "confidences": verdict.probs}
    return label, images.pixels_url(seen.ink.image)


def recognise_live(
    drawing: str | None, model: str, plain: bool, request: gr.Request | None = None
) -> tuple[dict, str | None, dict | None]:
    """While the pen moves: the answer, the 28×28 picture, and the box of its ink."""
    try:
        seen = read_drawing(drawing, model, plain, request)
    except gr.Error:    # the same question is asked when the hand rests, and there it is told
        return answer.error_value(), None, None
    if seen is None:
        return answer.empty_value(digit_network(model).net.classes), None, None
    verdict = predict(seen.net, seen.ink.image)
    several = [] if verdict.label else read_digits(seen.net, seen.canvas)
    shown = answer.answer_value(verdict, several if len(several) > 1 else [])
    return shown, images.pixels_url(seen.ink.image), answer.box_value(seen.ink, seen.canvas.shape)


def explain_answer(
    drawing: str | None, model: str, plain: bool,
    shown: dict[str, Any] | None, request: gr.Request | None = None,
) -> tuple[dict | None, ...]:
    """When the hand rests: what speaks for the answer `shown`, or for the digit asked about."""
    seen = read_drawing(drawing, model, plain, request)
    if seen is None:
        return (None,) * 4
    net, image = seen.net, seen.ink.image
    index = asked_class(shown, net)
    if index is None:
        probs = predict(net, image).probs
        index = net.classes.index(max(probs, key=probs.get))
    losses = attribution.measure_occlusion(net, image)
    return (
        answer.heat(seen.ink, seen.canvas.shape, losses, index),
        answer.strokes(seen.ink, losses, index, net.classes[index]),
        explanation.score_terms_value(net, image, index),
        explanation.first_maps_value(net, image),
    )


def nearest_digits(
    drawing: str | None, model: str, plain: bool, request: gr.Request | None = None
) -> list[dict[str, str]] | None:
    """The training digits that are most like a drawing."""
    seen = read_drawing(drawing, model, plain, request)
    return None if seen is None else explanation.neighbours_value(seen.net, seen.ink.image)


def asked_class(shown: Any, net: nn.Module) -> int | None:
    """Which of the classes was clicked since this answer came, if any was."""
    digit = shown.get("asked") if isinstance(shown, dict) else None
    return net.classes.index(digit) if digit in net.classes else None


def list_mistakes(model: str, request: gr.Request | None = None) -> list[dict]:
    """The mistakes of a network."""
    return explanation.mistakes_value(choice.network_for(model, MODELS, "mnist", request).net)


def trace_mistake(event: gr.EventData) -> str | None:
    """The mistake that was clicked, to lie under the paper."""
    index, hard = event._data.get("index"), neighbours.digit_sheet("hard")
    return images.pixels_url(hard[index : index + 1]) if index in range(len(hard)) else None


def digit_network(model: str) -> Source:
    """Where the answers of a choice come from."""
    return choice.network_for(model, MODELS, "mnist")


def page() -> gr.Radio:
    """The pad, the answer, what the network sees; and below them why. On a phone in one column.

    Returns the choice of the network.
    """
    gr.Markdown(t("digits_intro"))
    with gr.Row():
        with gr.Column(scale=1, min_width=300), gr.Column(elem_id="paper"):
            drawing = pad.drawing_pad("pad")
            trace, box, heat = (
                templates.template(f"mnist/{name}", name) for name in ("trace", "box", "heat")
            )
        with gr.Column(scale=1, min_width=300):
            verdict = answer.answer_box("digit-answer", digit_network(MODELS[0]).net.classes)
            strokes = templates.template("mnist/strokes", "strokes")
        with gr.Column(scale=1, min_width=240):
            seen = components.pixel_picture("digit-seen")
            plain = gr.Checkbox(label=t("plain"), elem_id="plain", container=False)
            gr.Markdown(t("seen_digit"), elem_classes="small")
            model = components.network_choice(MODELS, "digit-model")
            arrival = choice.show_status(model, digit_network, "mnist")
            gr.Markdown(t("network_info"), elem_classes="small")
            choice.own_repo_box(model, "mnist")
    parts, maps, neighbours_of, mistakes, opened = explanation.page()
    label = components.RejectingLabel(visible=False)
    gr.Button(visible=False).click(
        recognise, [drawing, model], [label, seen], concurrency_limit=4, api_name="recognise",
    )
    asks, others = [drawing, model, plain], [model.change, plain.change, *arrival]
    # Of the drawings made meanwhile only the newest waits; of each event one listener may be so.
    newest, every = (
        QUIET | dict(trigger_mode=mode, concurrency_limit=4)
        for mode in ("always_last", "multiple")
    )
    # Past the queue, because that is twice as fast; so `live` cannot fail.
    for events, how in ((drawing.input, newest), (others, every)):
        gr.on(events, recognise_live, asks, [verdict, seen, box], queue=False, **how)
    # The digit asked about comes with the answer's value: an event that has to wait for another
    # would be given the data of that one.
    because, rest = [heat, strokes, parts, maps], [drawing.release, verdict.select, *others]
    explained = gr.on(rest, explain_answer, [*asks, verdict], because, **newest)
    # A network looks at all the training digits once, for seconds: nothing else waits for that.
    explained.then(nearest_digits, asks, neighbours_of, **newest)
    gr.on([opened.select, model.change], list_mistakes, model, mistakes, **every)
    mistakes.select(trace_mistake, None, trace, queue=False, **newest)
    return model
