"""Lay out the Fashion page and register its listener."""

from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components import Component
from PIL import Image

from demo import components
from demo.engineers import programs
from demo.engineers.fold import build_fold
from demo.events import HEAVY, QUIETLY
from demo.fashion_mnist import handlers
from demo.fashion_mnist.network_at_work import follow_garment
from demo.i18n import t
from demo.networks import picker
from demo.templates import template
from hub.garment import find_garment

EXAMPLES = Path(__file__).parents[1] / "examples" / "fashion"
SOURCES = ("demo/fashion_mnist", "hub/garment.py", "hub/models.py")


def build() -> gr.Radio:
    """Build the page, with the answer to one example; return its choice of the network."""
    examples = sorted(EXAMPLES.glob("*.png"))
    network = handlers.garment_network(handlers.MODELS[0])
    start = handlers.answer_garment(find_garment(Image.open(examples[-1])), network)
    gr.Markdown(t("fashion_intro"))
    with gr.Row(elem_id="fashion-screen"):
        with gr.Column(scale=1, min_width=300):
            image = components.picture_input(t("garment"), "garment", examples[-1])
            gr.Examples(
                [str(path) for path in examples], image, label=t("examples"),
                cache_examples=False, examples_per_page=20,
            )
            gr.Markdown(t("fashion_credits"), elem_classes="small")
        with gr.Column(scale=1, min_width=300):
            answer = template("fashion_mnist/answer", "fashion-answer", start.answer)
        with gr.Column(scale=1, min_width=240):
            seen = components.pixel_picture("fashion-seen", start.seen)
            gr.Markdown(t("seen_garment"), elem_classes="small")
            model = picker.network_radio(handlers.MODELS, "fashion-model")
            arrival = picker.show_status(model, handlers.garment_network, "fashion_mnist")
            gr.Markdown(t("fashion_network_info"), elem_classes="small")
            picker.own_repo_box(model, "fashion_mnist")
    steps = template("fashion_mnist/garment_steps", "fashion-steps", start.steps)
    place = gr.Column()
    build_fold("fashion", SOURCES, programs.classify_garment, handlers.garment_network, [model],
               [model.change, *arrival])
    label = components.RejectingLabel(visible=False)

    def show_answer(image: Any, model: str, request: gr.Request) -> dict[Component, Any]:
        shown = handlers.answer_photo(image, model, request)
        return {answer: shown.answer, seen: shown.seen, steps: shown.steps}

    # Both open the file themselves.
    gr.Button(visible=False).click(
        handlers.classify, [image, model], [label, seen], preprocess=False,
        api_name="classify", **HEAVY,
    )
    answered = gr.on(
        [image.change, model.change, *arrival], show_answer, [image, model], [answer, seen, steps],
        **QUIETLY,
    )
    with place:
        follow_garment([image, model], answered)
    return model
