"""Picture → what each layer keeps of it: the tutorial's 池化、卷积一张图片."""

from functools import cache
from pathlib import Path
from typing import Any

import gradio as gr
import torch
import torch.nn.functional as F
from PIL import Image

from demo import components, figures, networks, sources, uploads
from demo.words import BOTH, t
from hub.models import FeatureMaps
from hub.preprocess import rgb
from hub.source import Source

SIZE = 184, 338     # height, width: the tutorial's Resize
WEIGHTS = ("trained", "random")
EXAMPLES = Path(__file__).parent / "examples" / "photos"


@cache
def random_kernels() -> Source:
    """The tutorial's network: plain pixels, kernels as PyTorch draws them."""
    with torch.random.fork_rng():       # nobody else's random numbers change
        torch.manual_seed(1)
        net = FeatureMaps(classes=["a", "b"], mean=[0.0] * 3, std=[1.0] * 3)
    return Source(net.eval().requires_grad_(False), None, "torch.nn.Conv2d", "random")


def find(weights: str, request: gr.Request | None = None) -> Source:
    """The network of a choice: random, ours after training, or a visitor's own."""
    if weights == "random":
        return random_kernels()
    if weights == "trained":
        return networks.answering("feature_maps")
    return sources.chosen(weights, WEIGHTS, "feature_maps", request)


def feature_maps(
    image: Any, weights: str = "trained", request: gr.Request | None = None
) -> tuple[Image.Image | None, Image.Image | None, Image.Image | None]:
    """An uploaded picture pooled only, the 16 maps of layer 1, and the 32 maps of layer 2."""
    net = find(weights, request).net
    picture = uploads.open_picture(image, request)
    return (None, None, None) if picture is None else layers(picture, net)


@torch.inference_mode()
def layers(upload: Image.Image, net: FeatureMaps) -> tuple[Image.Image, Image.Image, Image.Image]:
    """The three figures of one picture, as the tutorial's program draws them."""
    picture = rgb(upload, SIZE)                                 # (1, 3, 184, 338)
    x0 = F.max_pool2d(picture, 2)                               # (1, 3, 92, 169)
    x1, x2 = net.maps(picture)                                  # (1, 16, 92, 169), (1, 32, 46, 84)
    return (
        figures.before_and_after(picture, x0),
        figures.mosaic(x1, columns=4),
        figures.mosaic(x2, columns=8),
    )


def page() -> None:
    """The picture and the choice of kernels, then layer after layer, each with one sentence."""
    example = EXAMPLES / "cat.jpg"
    pooled, layer1, layer2 = layers(Image.open(example), find("trained").net)
    gr.Markdown(t("maps_intro"))
    with gr.Row():
        with gr.Column(scale=1, min_width=300):
            image = components.picture_input(t("picture"), "picture", example)
            gr.Examples(
                sorted(str(path) for path in EXAMPLES.glob("*.jpg")), image, label=t("examples"),
                cache_examples=False,
            )
            gr.Markdown(t("photo_credits"), elem_classes="small")
            weights = gr.Radio(
                [(BOTH[name], name) for name in WEIGHTS], value=WEIGHTS[0],
                label=t("weights"), elem_id="weights",
            )
            arrival = sources.source_lines(weights, find, "feature_maps")
            gr.Markdown(t("weights_info"), elem_classes="small")
            sources.own_box(weights, "feature_maps")
        with gr.Column(scale=1, min_width=300):
            outputs = [components.picture_output("pooled", "pooled_text", pooled, "pooled")]
    outputs += [components.picture_output("layer1", "layer1_text", layer1, "layer1")]
    outputs += [components.picture_output("layer2", "layer2_text", layer2, "layer2")]
    components.answer_to(image, weights, arrival, feature_maps, outputs, "feature_maps")
