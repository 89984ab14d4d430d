"""The components that several pages use, each made the same way everywhere."""

from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components.label import LabelConfidence, LabelData
from gradio.i18n import I18nData
from PIL import Image

from demo.i18n import bilingual, t
from demo.networks import registry

SEEN = """<figure>
{{#if value}}<img src="{{value}}" alt="{{words}}">{{else}}<div></div>{{/if}}
</figure>"""
SEEN_CSS = """
figure { margin: 0; }
img, div { display: block; width: min(100%, 224px); aspect-ratio: 1; margin: 0 auto; }
img, div { border-radius: var(--radius-lg); background: #000; image-rendering: pixelated; }
"""


def pixel_picture(elem_id: str, value: str | None = None) -> gr.HTML:
    """Shows a small picture, given as a data URL, with its pixels as sharp squares."""
    return gr.HTML(
        value, html_template=SEEN, css_template=SEEN_CSS, apply_default_css=False,
        words=bilingual("pixels"), elem_id=elem_id,
    )


def probability_label(label: I18nData | str, elem_id: str, value: dict[str, float] | None = None) -> gr.Label:
    """All ten probabilities, the greatest first and in large letters."""
    return gr.Label(value, label=label, num_top_classes=10, elem_id=elem_id)


class RejectingLabel(gr.Label):
    """A label that may be none of the classes whose confidences stand below it."""

    is_template = True      # the browser takes it for a gr.Label

    def postprocess(self, value: dict[str, Any] | None) -> LabelData | dict[str, Any]:
        """{"label": one of the classes or another word, "confidences": class → probability}."""
        if value is None:
            return {}
        ranked = sorted(value["confidences"].items(), key=lambda pair: -pair[1])
        confidences = [LabelConfidence(label=name, confidence=p) for name, p in ranked]
        return LabelData(label=value["label"], confidences=confidences)


def network_choice(names: tuple[str, ...], elem_id: str) -> gr.Radio:
    """Which network answers; each with its accuracy."""
    choices = registry.labelled_choices(*names)
    return gr.Radio(choices, value=names[0], label=t("network"), elem_id=elem_id)


def picture_input(label: I18nData | str, elem_id: str, value: Path) -> gr.Image:
    """Takes a picture file as it is; `uploads.open_picture` decodes it, for reasons told there."""
    return gr.Image(
        str(value), label=label, interactive=True, type="filepath", image_mode=None,
        sources=["upload", "clipboard"], height=260, elem_id=elem_id,
    )


def picture_output(title: str, text: str, value: Image.Image, elem_id: str) -> gr.Image:
    """A computed picture under its title, with what there is to see in it.

    PNG, because WebP would blur the pixels that people look for.
    """
    gr.Markdown("### " + t(title))
    gr.Markdown(t(text), elem_classes="small")
    return gr.Image(
        value, label=t(title), show_label=False, format="png", interactive=False,
        buttons=["fullscreen", "download"], elem_id=elem_id, elem_classes="computed",
    )
