"""The glossary: a link to #term-NAME on any page opens that term's sentence."""

import tomllib
from pathlib import Path

import gradio as gr

from demo.i18n import t

HERE = Path(__file__).parent


def read_terms() -> dict[str, dict[str, str]]:
    """Read the terms by name: `en`, `zh`, `meaning_en` and `meaning_zh` of each."""
    return tomllib.loads((HERE / "terms.toml").read_text(encoding="utf-8"))


def build() -> gr.HTML:
    """Build the list of terms in both languages, and the card that shows one of them."""
    entries = [
        dict(name=name, english=term["en"], chinese=term["zh"], meaning_en=term["meaning_en"],
             meaning_zh=term["meaning_zh"])
        for name, term in read_terms().items()
    ]
    return gr.HTML(
        t("lesson_glossary"),
        html_template=(HERE / "glossary.html").read_text(encoding="utf-8"),
        css_template=(HERE / "glossary.css").read_text(encoding="utf-8"),
        js_on_load=(HERE / "glossary.js").read_text(encoding="utf-8"),
        apply_default_css=False,
        terms=entries,
        elem_id="glossary",
    )
