"""Recognise digits for programs: base64 in, JSON out, one picture or many."""

import base64
import io
from typing import Any, Literal

import gradio as gr
from PIL import Image

from demo.endpoints import Described, describe_endpoint, encode_example
from demo.mnist import handlers, pad
from demo.networks.recognition import answer_many, answer_one, publish_recognition
from hub.standalone.recognise import prepare_digit

Model = Literal["mnist", "mnist_tutorial"]
MODEL = Described("The network; mnist_tutorial is the tutorial's, which always names a digit.")


def recognise_digit(
    picture: str, model: Model = "mnist", request: gr.Request | None = None
) -> dict[str, Any]:
    """Recognise the digit in a drawing, a scan or a photo."""
    net = handlers.digit_network(model, request).net
    return answer_one(net, picture, prepare_digit, request)


def recognise_digits(
    pictures: list[str], model: Model = "mnist", request: gr.Request | None = None
) -> list[dict[str, Any]]:
    """Recognise a digit in each of many pictures, in one run of the network."""
    net = handlers.digit_network(model, request).net
    return answer_many(net, pictures, prepare_digit, request)


def publish_digits(app: gr.Blocks) -> None:
    """Publish both, and describe the endpoint of the page."""
    drawing = base64.b64decode(pad.example_drawing().partition(",")[2])
    seven = encode_example(Image.open(io.BytesIO(drawing)), 56)
    text = "label: the digit, or null: not a digit, or empty. probs: of each digit, 0 to 1."
    publish_recognition(app, recognise_digit, recognise_digits, MODEL, seven, text)
    describe_endpoint(
        app, "recognise",
        {"drawing": "A PNG data URL, dark ink on light paper.", "model": MODEL.text},
        ("label", "seen"),
    )
