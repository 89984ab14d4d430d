"""Publish functions as endpoints for programs: named, typed parameters with examples that work.

Gradio 6.31 takes names and types from a function, but has no place for a description or an example
of a parameter: they are set on the components that `gr.api` makes, in methods that are public.
"""

import base64
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
from gradio.components import Component
from PIL import Image

from demo.events import HEAVY

ROOT = Path(__file__).parents[1]
PICTURE = "A picture file in base64, such as PNG or JPEG, with or without `data:…;base64,`."
PICTURES = "Picture files in base64, 1 to {most} of them."
ANSWER = {      # JSON schema
    "type": "object",
    "properties": {
        "label": {"oneOf": [{"type": "null"}, {"type": "string"}]},
        "probs": {"type": "object", "additionalProperties": {"type": "number"}},
        "error": {"type": "string"},
    },
    "required": ["label", "probs"],
}


class Described(NamedTuple):
    """Words about a parameter or a result, and a value that works as an example."""

    text: str
    example: Any = None
    schema: dict[str, Any] | None = None    # JSON schema, where a type hint says too little


def publish_endpoint(
    app: gr.Blocks, fn: Callable, parameters: dict[str, Described], answer: Described
) -> None:
    """Publish a function under its own name; its docstring describes it.

    A parameter without a default must be given, and is shown with its example.
    """
    made = gr.api(fn, api_name=fn.__name__, **HEAVY)
    for number, (name, described) in zip(made["inputs"], parameters.items(), strict=True):
        app.blocks[number].label = name     # Gradio calls it "1st"
        describe_input(app.blocks[number], name, described)
    output = app.blocks[made["outputs"][0]]
    schema = (answer.schema or output.api_info()) | {"description": answer.text}
    output.api_info_as_output, output.label = lambda: schema, "answer"


def describe_endpoint(
    app: gr.Blocks, name: str, inputs: dict[str, str], outputs: tuple[str, ...],
    picture: Path | None = None,
) -> None:
    """Describe an endpoint whose components are a page's; what they show first is the example.

    `picture` is the file of this project that an image among them shows.
    """
    listener = next(fn for fn in app.fns.values() if fn.api_name == name)
    for component, (label, text) in zip(listener.inputs, inputs.items(), strict=True):
        shown = component.value
        example = file_example(picture, shown) if isinstance(component, gr.Image) else shown
        describe_input(component, label, Described(text, example))
    for component, label in zip(listener.outputs, outputs, strict=True):
        component.label = component.label or label


def describe_input(component: Component, label: str, described: Described) -> None:
    """Set what "Use via API" shows of a parameter: a text, an example and, if it has none, a name.

    The page's own labels stay.
    """
    schema = component.api_info_as_input() | {"additional_description": described.text}
    component.api_info_as_input = lambda: schema
    if described.example is not None:
        component.example_payload = lambda: described.example
    component.label = component.label or label


def file_example(picture: Path, shown: dict[str, Any]) -> dict[str, Any]:
    """Return a file as the example of an image, which "Use via API" prints as handle_file(…).

    A Space fetches it from its own address. An app on a laptop fetches nothing from its own, so
    there it is the file's path in a clone. `shown` is the value of the component.
    """
    space = os.environ.get("SPACE_HOST")
    address = f"https://{space}{shown['url']}" if space else picture.relative_to(ROOT).as_posix()
    return shown | {"path": address, "url": address}


def encode_example(picture: Image.Image | Path, side: int) -> str:
    """Encode a small copy of a picture, as an example short enough to read over."""
    small = (Image.open(picture) if isinstance(picture, Path) else picture).copy()
    small.thumbnail((side, side))
    file = io.BytesIO()
    small.save(file, "WEBP", quality=60)
    return base64.b64encode(file.getvalue()).decode()
