"""Lay out the Fashion page and register its listener."""

from pathlib import Path

import gradio as gr
from PIL import Image

from demo import components
from demo.events import QUIETLY
from demo.fashion_mnist import garment_steps, handlers
from demo.i18n import t
from demo.networks import picker
from demo.templates import template
from hub.garment import find_garment
from hub.predict import predict

EXAMPLES = Path(__file__).parents[1] / "examples" / "fashion"


def build() -> gr.Radio:
    """Build the page, with the answer to one example; return its choice of the network."""
    examples = sorted(EXAMPLES.glob("*.png"))
    network = handlers.garment_network(handlers.MODELS[0])
    found = find_garment(Image.open(examples[-1]))
    label, pixels = handlers.classify_garment(found, network)
    gr.Markdown(t("fashion_intro"))
    with gr.Row():
        with gr.Column(scale=1, min_width=300):
            image = components.picture_input(t("garment"), "garment", examples[-1])
            gr.Examples(
                [str(path) for path in examples], image, label=t("examples"),
                cache_examples=False, examples_per_page=20,
            )
            gr.Markdown(t("fashion_credits"), elem_classes="small")
        with gr.Column(scale=1, min_width=300):
            answer = components.RejectingLabel(
                label, label=t("fashion_answer"), num_top_classes=10, elem_id="fashion-answer",
            )
        with gr.Column(scale=1, min_width=240):
            seen = components.pixel_picture("fashion-seen", pixels)
            gr.Markdown(t("seen_garment"), elem_classes="small")
            model = picker.network_radio(handlers.MODELS, "fashion-model")
            arrival = picker.show_status(model, handlers.garment_network, "fashion_mnist")
            gr.Markdown(t("fashion_network_info"), elem_classes="small")
            picker.own_repo_box(model, "fashion_mnist")
    shown = garment_steps.steps_value(found, predict(network.net, found.ink.image))
    steps = template("fashion_mnist/garment_steps", "fashion-steps", shown)
    gr.on(
        [image.change, model.change, *arrival], handlers.classify, [image, model], [answer, seen],
        preprocess=False,       # `classify` opens the file itself
        trigger_mode="always_last", show_progress="minimal", concurrency_limit=4,
        api_name="classify",
    )
    gr.on(
        [image.change, model.change, *arrival], handlers.show_steps, [image, model], steps,
        **QUIETLY,
    )
    return model
