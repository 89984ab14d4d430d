"""Sketchpad → digit: the answer follows the pen."""

from typing import Any

import gradio as gr

from demo import components, figures, pad, sources, uploads
from demo.words import t
from hub.preprocess import drawing_ink
from hub.source import Source
from hub.verdict import judge

MODELS = ("mnist", "mnist_tutorial")


def recognise(
    drawing: str | None, model: str = "mnist", request: gr.Request | None = None
) -> tuple[dict[str, Any] | None, str | None]:
    """The digit of a drawing (a PNG data URL), or "none" if it is no digit, with the ten
    probabilities; and the 28×28 picture that was judged.

    An empty drawing has no answer: (None, None).
    """
    source = sources.chosen(model, MODELS, "mnist", request)
    canvas = uploads.open_drawing(drawing, request)
    ink = None if canvas is None else drawing_ink(canvas)
    if ink is None:
        return None, None
    verdict = judge(source.net, ink.image)
    answer = {"label": verdict.label or "none", "confidences": verdict.probs}
    return answer, figures.pixels(ink.image)


def find(model: str) -> Source:
    """Where the answers of a choice come from."""
    return sources.chosen(model, MODELS, "mnist")


def page() -> None:
    """The pad on the left, the answer on the right; on a phone one under the other."""
    gr.Markdown(t("digits_intro"))
    with gr.Row():
        with gr.Column(scale=1, min_width=300):
            drawing = pad.drawing_pad("pad")
            clear = gr.Button(t("clear"), elem_id="clear")
        with gr.Column(scale=1, min_width=300):
            answer = components.TenOrNone(
                label=t("answer"), num_top_classes=10, elem_id="digit-answer"
            )
        with gr.Column(scale=1, min_width=240):
            seen = components.pixel_picture("digit-seen")
            gr.Markdown(t("seen_digit"), elem_classes="small")
            model = components.network_choice(MODELS, "digit-model")
            arrival = sources.source_lines(model, find, "mnist")
            gr.Markdown(t("network_info"), elem_classes="small")
            sources.own_box(model, "mnist")
    clear.click(None, None, drawing, js="() => null", api_visibility="private")
    gr.on(
        [drawing.change, model.change, *arrival],
        recognise,
        [drawing, model],
        [answer, seen],
        trigger_mode="always_last",     # of the drawings made meanwhile only the newest waits
        show_progress="hidden",
        concurrency_limit=4,
        api_name="recognise",
    )
