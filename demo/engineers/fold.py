"""Build the folded line "For engineers": source files, model card, and ten lines of Python."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components import Component
from huggingface_hub.constants import ENDPOINT

from demo.events import QUIET
from demo.i18n import t
from demo.templates import template
from hub import checkpoint
from hub.remote.source import Source

ROOT = Path(__file__).parents[2]
API = "demo/API.md"
# Beside other listeners of the same events; past the queue, because nothing is computed.
BESIDE = QUIET | dict(queue=False, trigger_mode="multiple")
Link = dict[str, str]       # text, and a url where one is known


def build_fold(
    page: str, files: Sequence[str], write_program: Callable[[Any], str],
    source_of: Callable[..., Source | None] = lambda: None, inputs: Sequence[Component] = (),
    events: Sequence[Callable] = (),
) -> None:
    """Build the line at the foot of a page that shows what these source files compute.

    `source_of` returns the network that answers, given the values of `inputs`; it is asked again
    after each of the `events`. `write_program` writes the lines for a network.
    """

    def update(*values: Any) -> dict[str, Any]:
        return describe_sources(files, write_program, source_of(*values))

    with gr.Accordion(t("engineers"), open=False, elem_id=f"engineers-{page}"):
        start = update(*(part.value for part in inputs))
        shown = template("engineers/fold", f"engineers-{page}-text", start)
    if events:
        gr.on(events, update, inputs, shown, **BESIDE)


def describe_sources(
    files: Sequence[str], write_program: Callable[[Any], str], source: Source | None
) -> dict[str, Any]:
    """Return the links to source files and model card, and the program."""
    there = [file for file in files if (ROOT / file).exists()]     # a Space has no training code
    return {
        "files": [link_file(file) for file in there],
        "card": source and link_card(source),
        "api": link_file(API),
        "program": write_program(source),
        "clone": f"git clone {space_address()}" if space_address() else "",
    }


def space_address() -> str:
    """Return the address of the Space that runs this app; "" elsewhere: a clone names none."""
    name = os.environ.get("SPACE_ID", "")       # set by Hugging Face
    return f"{ENDPOINT}/spaces/{name}" if name else ""


def link_file(path: str) -> Link:
    """Return a link to a file or folder of this project, where its repository is known."""
    kind, space = "tree" if (ROOT / path).is_dir() else "blob", space_address()
    return {"text": path, "url": f"{space}/{kind}/main/{path}" if space else ""}


def link_card(source: Source) -> Link | None:
    """Return a link to a network's model card, on the Hub or in this project; None without one."""
    if source.address:
        repo_id, revision = source.address
        return {"text": str(source.address), "url": f"{ENDPOINT}/{repo_id}/tree/{revision}"}
    card = checkpoint.BUNDLED / source.name / "README.md"
    if source.origin == "bundled" and card.exists():
        return link_file(card.relative_to(ROOT).as_posix())
    return None
