"""Lay out the screen of the Fashion page: a photo with its outline, the answer, steps, reasons."""

from typing import Any, NamedTuple

import gradio as gr
from gradio.components import Component

from demo.fashion_mnist import handlers, photo
from demo.i18n import both
from demo.templates import template


class Screen(NamedTuple):
    """The components that show a garment and its answer."""

    garment: gr.HTML        # the tools; its value is the photo as the visitor has left it
    photo: gr.HTML
    heat: gr.HTML
    answer: gr.HTML
    why: gr.HTML
    steps: gr.HTML
    examples: gr.HTML
    pair: gr.HTML
    similar: gr.HTML


def build_screen() -> Screen:
    """Lay out photo, answer, steps and reasons, all of them empty."""
    with gr.Row(elem_id="fashion-screen"):
        with gr.Column(elem_id="fashion-photo"), gr.Column(elem_id="garment-stage"):
            shown = template("fashion_mnist/photo", "garment-photo")
            heat = template("fashion_mnist/heat", "garment-heat")
            garment = photo_input()
        with gr.Column(elem_id="fashion-result"):
            answer = template("fashion_mnist/answer", "fashion-answer")
            why = template("fashion_mnist/why", "fashion-why")
        with gr.Column(elem_id="fashion-path"):
            steps = template("fashion_mnist/garment_steps", "fashion-steps")
        with gr.Column(elem_id="fashion-choice"):
            examples = template("fashion_mnist/examples", "garment-examples")
        with gr.Column(elem_id="fashion-reasons"):
            pair = template("fashion_mnist/pair", "fashion-pair")
            near = template("fashion_mnist/similar", "fashion-similar", {"wait": True})
    return Screen(garment, shown, heat, answer, why, steps, examples, pair, near)


def photo_input() -> gr.HTML:
    """Build the tools that choose a photo, turn it and mark the garment, over the photo itself.

    The value names a file or an example, how often it is turned, and a box; only the page's script
    writes it, so an answer that comes late undoes nothing.
    """
    start = {"example": photo.FIRST, "path": None, "box": None, "turns": 0}
    return template("fashion_mnist/garment", "garment", start, unreadable=both("garment_unsent"))


def show_answer(
    screen: Screen, sent: Any, model: str, request: gr.Request
) -> dict[Component, Any]:
    """Answer the photo that was sent; nobody has asked about a class of it yet."""
    found = handlers.answer_photo(sent, model, request)
    return {screen.photo: found.photo, screen.answer: found.answer, screen.steps: found.steps,
            screen.heat: None, screen.why: None}


def answered_parts(screen: Screen) -> list[Component]:
    """List the components that `show_answer` fills."""
    return [screen.photo, screen.answer, screen.steps, screen.heat, screen.why]
