"""A gr.HTML from its .html, .css and .js files; the style sheets of all of them for the page."""

import re
from pathlib import Path
from typing import Any

import gradio as gr

from demo.i18n import bilingual, both

HERE = Path(__file__).parent
WORD = re.compile(r"<!-- (\w+) -->")
ATTRIBUTE = re.compile(r'="<!-- (\w+) -->"')      # holds no element, so no language of its own
NEEDS = re.compile(r"// needs: (.+)\n")


def template(stem: str, elem_id: str, value: Any = None, **props: object) -> gr.HTML:
    """Build a component from `PAGE/templates/NAME.html`, .css and .js; `stem` is "PAGE/NAME".

    `<!-- key -->` in the template stands for words that never change. (As a property they would be
    lost: Gradio forgets those of a component that is updated before its tab was opened.)
    """
    page, name = stem.split("/")
    path = HERE / page / "templates" / name
    return gr.HTML(
        value,
        html_template=fill_words(read_file(path.with_suffix(".html"))),
        css_template=read_file(path.with_suffix(".css")),
        js_on_load=read_script(path.with_suffix(".js")) or None,
        apply_default_css=False, elem_id=elem_id, **props,
    )


def read_file(path: Path) -> str:
    """Return a file's text; "" if a component has no such file."""
    return path.read_text(encoding="utf-8") if path.exists() else ""


def needed_scripts(path: Path) -> list[str]:
    """Return the names in a script's first line, `// needs: a.js, b.js`."""
    needs = NEEDS.match(read_file(path))
    return needs[1].split(", ") if needs else []


def read_script(path: Path) -> str:
    """Return a script after those it needs that stand beside it; the page's head has the others."""
    return "\n".join([*(read_file(path.with_name(name)) for name in needed_scripts(path)),
                      read_file(path)])


def head_styles(app: gr.Blocks) -> str:
    """Collect the style sheets of all gr.HTML for the head of the page, and clear theirs.

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


def fill_words(html: str) -> str:
    """Replace each `<!-- key -->` by its words in both languages; the page shows its own."""

    def spans(mark: re.Match) -> str:
        words = both(mark[1]).items()
        return "".join(f'<span lang="{language}">{text}</span>' for language, text in words)

    return WORD.sub(spans, ATTRIBUTE.sub(lambda mark: f'="{bilingual(mark[1])}"', html))
