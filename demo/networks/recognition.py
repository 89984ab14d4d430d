"""Answer pictures that programs send, one or many at once, and publish the endpoints for it."""

from collections.abc import Callable
from typing import Any

import gradio as gr
from PIL import Image
from torch import Tensor, nn

from demo.endpoints import ANSWER, PICTURE, PICTURES, Described, publish_endpoint
from demo.i18n import user_error
from demo.networks.answers import answer_images
from demo.uploads import open_encoded

MAX_PICTURES = 64       # in one call
MAX_TOTAL = 40_000_000          # characters of base64 in one call
Prepare = Callable[[Image.Image], Tensor | None]


def answer_one(
    net: nn.Module, picture: Any, prepare: Prepare, request: gr.Request | None
) -> dict[str, Any]:
    """Return label and probabilities of one picture; `prepare` makes the network's input.

    Raises gr.Error.
    """
    return answer_images(net, [prepare(open_encoded(picture, request))])[0]


def answer_many(
    net: nn.Module, pictures: Any, prepare: Prepare, request: gr.Request | None
) -> list[dict[str, Any]]:
    """Return an answer for each picture; one that cannot be read is answered by its error.

    Raises gr.Error if there are too many.
    """
    is_list = isinstance(pictures, list) and 0 < len(pictures) <= MAX_PICTURES
    if not is_list or sum(len(str(picture)) for picture in pictures) > MAX_TOTAL:
        raise user_error("too_many_pictures", request, most=MAX_PICTURES)
    images, errors = [], {}
    for number, picture in enumerate(pictures):
        try:
            images.append(prepare(open_encoded(picture, request)))
        except gr.Error as error:
            images.append(None)
            errors[number] = {"error": error.message}
    answers = answer_images(net, images)
    return [answer | errors.get(number, {}) for number, answer in enumerate(answers)]


def publish_recognition(
    app: gr.Blocks, one: Callable, many: Callable, model: Described, example: str, text: str
) -> None:
    """Publish a function for one picture and one for many; `text` describes an answer."""
    publish_endpoint(
        app, one, {"picture": Described(PICTURE, example), "model": model},
        Described(text, schema=ANSWER),
    )
    publish_endpoint(
        app, many,
        {"pictures": Described(PICTURES.format(most=MAX_PICTURES), [example]), "model": model},
        Described(f"For each picture, {text} error: why it could not be read.",
                  schema={"type": "array", "items": ANSWER}),
    )  # fmt: skip
