"""Picture → ten probabilities: which garment is it?"""

from pathlib import Path
from typing import Any

import gradio as gr
from PIL import Image

from demo import components, images, uploads
from demo.i18n import class_name, t, user_error
from demo.networks import choice
from hub.predict import predict
from hub.preprocess import Ink, photo_ink
from hub.remote.source import Source

MODELS = ("fashion_mnist", "fashion_mnist_tutorial")
EXAMPLES = Path(__file__).parents[1] / "examples" / "fashion"


def classify(
    image: Any, model: str = "fashion_mnist", request: gr.Request | None = None
) -> tuple[dict[str, float] | None, str | None]:
    """The ten probabilities of an uploaded photo, and the 28×28 picture that was judged.

    No photo, no answer: (None, None).
    """
    source = choice.network_for(model, MODELS, "fashion_mnist", request)
    photo = uploads.open_picture(image, request)
    if photo is None:
        return None, None
    ink = photo_ink(photo)
    if ink is None:
        raise user_error("no_garment", request)
    return classify_ink(ink, source)


def classify_ink(ink: Ink, source: Source) -> tuple[dict[str, float], str]:
    """Ten probabilities, with names in both languages, and the picture they are of."""
    probs = predict(source.net, ink.image).probs
    return {class_name(name): p for name, p in probs.items()}, images.pixels_url(ink.image)


def garment_network(model: str) -> Source:
    """Where the answers of a choice come from."""
    return choice.network_for(model, MODELS, "fashion_mnist")


def page() -> gr.Radio:
    """A picture on the left, the answer on the right; returns the choice of the network."""
    examples = sorted(EXAMPLES.glob("*.png"))
    probs, pixels = classify_ink(photo_ink(Image.open(examples[-1])), garment_network(MODELS[0]))
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
            answer = components.probability_label(t("fashion_answer"), "fashion-answer", probs)
        with gr.Column(scale=1, min_width=240):
            seen = components.pixel_picture("fashion-seen", pixels)
            gr.Markdown(t("seen_garment"), elem_classes="small")
            model = components.network_choice(MODELS, "fashion-model")
            arrival = choice.show_status(model, garment_network, "fashion_mnist")
            gr.Markdown(t("fashion_network_info"), elem_classes="small")
            choice.own_repo_box(model, "fashion_mnist")
    gr.on(
        [image.change, model.change, *arrival], classify, [image, model], [answer, seen],
        preprocess=False,       # `classify` opens the file itself
        trigger_mode="always_last", show_progress="minimal", concurrency_limit=4,
        api_name="classify",
    )
    return model
