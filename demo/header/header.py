"""Build the header: name, pages, language, theme; it gives every page and lesson an address."""

import json
import os
from collections.abc import Sequence

import gradio as gr
from gradio.i18n import I18nData

from demo.i18n import NAME, both
from demo.templates import template

PAGES = ("digits", "maps", "fashion", "lessons", "runs", "teacher")    # ids of the top-level tabs
SPACE = "https://huggingface.co/spaces/"


def build(
    tabs: dict[str, Sequence[str]], folds: dict[str, Sequence[str]],
    parts: dict[str, dict[str, str]],
) -> gr.HTML:
    """Build the header of all pages; by page, the others are the names of its places.

    The `tabs` of a page are in the gr.Tabs whose elem_id is the page's name, those of the lessons
    are what ?lesson= may name. One of the `folds` is in #fold-NAME. Each of the `parts` is in the
    tab that is given with it, below #PAGE-part-NAME or in #PAGE-NAME.
    """
    short = both("header_short")
    space = os.environ.get("SPACE_ID", "")      # set by Hugging Face
    return template(
        "header/header", "header",
        name=NAME, english=short["en"], chinese=short["zh"],
        pages=list(PAGES), tabs=tabs, folds=folds, parts=parts, unknown=both("header_unknown"),
        lost=both("header_lost"), download=both("header_download"),
        example=both("header_example", number="{number}"),
        repository=SPACE + space if space else "",
    )  # fmt: skip


def tab_labels_head(app: gr.Blocks) -> str:
    """Return a script with the labels of all tabs, as [English, 中文].

    Gradio 6.31 translates a tab's label only when the tab is first opened; language.js does it.
    """
    labels = {
        tuple(both(tab.label.key).values()) for tab in app.blocks.values()
        if isinstance(tab, gr.Tab) and isinstance(tab.label, I18nData)
    }
    pairs = json.dumps(sorted(labels), ensure_ascii=False)
    return f"<script>(window.ConvLens ??= {{}}).tabLabels = {pairs};</script>"
