"""Build the components that several pages use, the same everywhere."""

from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components.label import LabelConfidence, LabelData
from gradio.i18n import I18nData
from PIL import Image

from demo.events import QUIET
from demo.i18n import t
from demo.templates import template


def pixel_picture(elem_id: str, value: str | None = None) -> gr.HTML:
    """Show a small picture, given as a data URL, with its pixels as sharp squares."""
    return template("shared/pixels", elem_id, value)


class RejectingLabel(gr.Label):
    """A label whose answer may be none of the classes listed below it."""

    is_template = True      # in the browser it is a gr.Label

    def postprocess(self, value: dict[str, Any] | None) -> LabelData | dict[str, Any]:
        """Rank {"label": a class or another word, "confidences": class → probability}."""
        if value is None:
            return {}
        ranked = sorted(value["confidences"].items(), key=lambda pair: -pair[1])
        confidences = [LabelConfidence(label=name, confidence=p) for name, p in ranked]
        return LabelData(label=value["label"], confidences=confidences)


def picture_input(label: I18nData | str, elem_id: str, value: Path) -> gr.Image:
    """Take a picture file undecoded; `uploads.open_picture` checks it before it is decoded."""
    return gr.Image(
        str(value), label=label, interactive=True, type="filepath", image_mode=None,
        sources=["upload", "clipboard"], height=260, elem_id=elem_id,
    )


def count_choices(examples: gr.Examples) -> gr.State:
    """Count how often an example is chosen: the count changes once it is in its component.

    In Gradio 6.31 only what goes through the queue changes a state for its listeners.
    """
    def count_choice(choices: int) -> int:
        return choices + 1

    count = gr.State(0)
    examples.load_input_event.success(count_choice, count, count, **QUIET)
    return count


def picture_output(title: str, text: str, value: Image.Image, elem_id: str) -> gr.Image:
    """Show a computed picture under its title and a sentence about it.

    PNG, because WebP would blur the pixels that people look for.
    """
    gr.Markdown("### " + t(title))
    gr.Markdown(t(text), elem_classes="small")
    return gr.Image(
        value, label=t(title), show_label=False, format="png", interactive=False,
        buttons=["fullscreen", "download"], elem_id=elem_id, elem_classes="computed",
    )
