"""The components that several pages use, each made the same way everywhere."""

import re
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.components.label import LabelConfidence, LabelData
from gradio.i18n import I18nData
from PIL import Image

from demo.networks import registry
from demo.i18n import BOTH, WORDS, t

HERE = Path(__file__).parent
WORD = re.compile(r"<!-- (\w+) -->")

# How most listeners are registered: unseen, in the page and in the API. The empty list is for
# speed: at the start and at the end of every event the page copies all that those components (and
# all within them) hold on which progress was ever shown, and by default a listener's outputs are.
QUIET = dict(show_progress="hidden", show_progress_on=[], api_visibility="private")

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
        words=BOTH["pixels"], elem_id=elem_id,
    )


def drawn(stem: str, elem_id: str, value: Any = None, **props: object) -> gr.HTML:
    """A component whose template, style and script lie in files side by side.

    `<!-- key -->` in the template stands for words that never change. (As a property they would be
    lost: Gradio forgets those of a component that is updated before its tab was opened.)
    """
    def read(kind: str) -> str:
        path = HERE / f"{stem}.{kind}"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    return gr.HTML(
        value, html_template=WORD.sub(worded, read("html")), css_template=read("css"),
        js_on_load=read("js") or None, apply_default_css=False, elem_id=elem_id, **props,
    )


def styles(app: gr.Blocks) -> str:
    """The style sheets of all gr.HTML, for the head of the page; the components give theirs up.

    With each new value they would write them anew, and the browser would style the whole page.
    """
    owners: dict[str, list[str]] = {}
    for part in app.blocks.values():
        if isinstance(part, gr.HTML) and part.css_template:
            owners.setdefault(part.css_template, []).append(f"#{part.elem_id}")
            part.css_template = ""
    # Gradio draws a gr.HTML in an element whose id begins with html-.
    rules = (f':is({", ".join(ids)}) [id^="html-"] {{ {css} }}' for css, ids in owners.items())
    return f"<style>{''.join(rules)}</style>"


def worded(mark: re.Match) -> str:
    """Words in both languages, of which the page shows its own."""
    if mark[1] in BOTH:
        return BOTH[mark[1]]
    words = pair(mark[1]).items()
    return "".join(f'<span lang="{language}">{text}</span>' for language, text in words)


def pair(key: str, **values: object) -> dict[str, str]:
    """A sentence in both languages, for a template that shows the one of the page."""
    english, chinese = WORDS[key]
    return {"en": english.format(**values), "zh": chinese.format(**values)}


def answer(label: I18nData | str, elem_id: str, value: dict[str, float] | None = None) -> gr.Label:
    """All ten probabilities, the greatest first and in large letters."""
    return gr.Label(value, label=label, num_top_classes=10, elem_id=elem_id)


class TenOrNone(gr.Label):
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
    choices = registry.choices(*names)
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
