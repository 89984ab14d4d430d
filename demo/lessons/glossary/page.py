"""The glossary: a link to #term-NAME on any page opens what it means."""

from pathlib import Path

import gradio as gr

from demo.lessons.glossary.terms import TERMS
from demo.i18n import t

HERE = Path(__file__).parent


def glossary() -> gr.HTML:
    """All terms in both languages, and the card that shows one of them."""
    entries = [dict(name=name, english=en, chinese=zh, says=says, means=means)
               for name, (en, zh, says, means) in TERMS.items()]
    return gr.HTML(
        t("lesson_glossary"),
        html_template=(HERE / "glossary.html").read_text(encoding="utf-8"),
        css_template=(HERE / "glossary.css").read_text(encoding="utf-8"),
        js_on_load=(HERE / "glossary.js").read_text(encoding="utf-8"),
        apply_default_css=False,
        terms=entries,
        elem_id="glossary",
    )
