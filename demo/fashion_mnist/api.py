"""Classify garments for programs: base64 in, JSON out, one photo or many."""

from pathlib import Path
from typing import Any, Literal

import gradio as gr

from demo.endpoints import Described, describe_endpoint, encode_example
from demo.events import HEAVY
from demo.fashion_mnist import handlers
from demo.networks.recognition import answer_many, answer_one, publish_recognition
from hub.standalone.recognise import prepare_garment

EXAMPLE = Path(__file__).parents[1] / "examples" / "fashion" / "9-ankle-boot.png"
Model = Literal["fashion_mnist", "fashion_mnist_tutorial"]
MODEL = Described("The network; fashion_mnist_tutorial is the tutorial's, for shop pictures.")


def classify_garment(
    picture: str, model: Model = "fashion_mnist", request: gr.Request | None = None
) -> dict[str, Any]:
    """Classify the garment in a photo."""
    net = handlers.garment_network(model, request).net
    return answer_one(net, picture, prepare_garment, request)


def classify_garments(
    pictures: list[str], model: Model = "fashion_mnist", request: gr.Request | None = None
) -> list[dict[str, Any]]:
    """Classify the garment in each of many photos, in one run of the network."""
    net = handlers.garment_network(model, request).net
    return answer_many(net, pictures, prepare_garment, request)


def publish_garments(app: gr.Blocks) -> None:
    """Publish both, and describe the endpoint of the page."""
    boot = encode_example(EXAMPLE, 28)
    text = "label: the class, or null: none of them. probs: of each class, 0 to 1."
    publish_recognition(app, classify_garment, classify_garments, MODEL, boot, text)
    # Another name, which "Use via API" does not list: one for each thing is enough there.
    gr.api(classify_garments, api_name="classify_batch", api_visibility="undocumented", **HEAVY)
    describe_endpoint(
        app, "classify", {"image": "A photo of a garment.", "model": MODEL.text}, ("label", "seen"),
        EXAMPLE,
    )
