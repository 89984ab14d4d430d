"""Build gr.HTML components from .html, .css and .js files; collect their styles for the page."""

import re
from pathlib import Path
from typing import Any

import gradio as gr

from demo.i18n import catalogue, word_spans

HERE = Path(__file__).parent
SHARED = HERE / "shared" / "templates"
WORD = re.compile(r"<!-- (?:(\w+)|{{([\w./]+)}}) -->")
ATTRIBUTE = re.compile(r'\b(aria-label|title|alt|placeholder)="([^"]*<!-- [^"]*)"')
NEEDS = re.compile(r"// needs: (.+)\n")


def template(stem: str, elem_id: str, value: Any = None, **props: object) -> gr.HTML:
    """Build a component from `PAGE/templates/NAME.html`, .css and .js; `stem` is "PAGE/NAME".

    `<!-- key -->` in the template stands for words that never change. (As a property they would be
    lost: Gradio forgets those of a component that is updated before its tab was opened.)
    `<!-- {{name}} -->` stands for a value that holds both languages.
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
    """Return a script after those it needs that stand beside it, or that several pages share.

    The page's head has the others.
    """
    needed = (read_file(path.with_name(name)) or read_file(SHARED / name)
              for name in needed_scripts(path))
    return "\n".join([*needed, read_file(path)])


def head_styles(app: gr.Blocks, *further: Path) -> str:
    """Collect the style sheets of all gr.HTML for the head of the page, and clear theirs.

    Otherwise each new value would write the style sheet again, and the browser would restyle the
    whole page. Gradio 6.31 renders a gr.HTML in an element whose id begins with "html-". Files in
    `further` hold rules that Gradio would drop from `css_paths`: @property and @supports.
    """
    owners: dict[str, list[str]] = {}
    for component in app.blocks.values():
        if isinstance(component, gr.HTML) and component.css_template:
            owners.setdefault(component.css_template, []).append(f"#{component.elem_id}")
            component.css_template = ""
    rules = (f':is({", ".join(ids)}) [id^="html-"] {{ {css} }}' for css, ids in owners.items())
    return f"<style>{''.join([*rules, *map(read_file, further)])}</style>"


def fill_words(html: str) -> str:
    """Put words in both languages in place of each `<!-- key -->` and `<!-- {{name}} -->`.

    A `{value}` in them stays, for the script to fill in.
    """
    html = ATTRIBUTE.sub(in_both_languages, html)
    return WORD.sub(lambda word: word_spans(words_at(word)), html)


def words_at(word: re.Match) -> dict[str, str]:
    """Return the words of a key, or the slots of a value's two languages."""
    key, name = word.groups()
    return catalogue()[key] if key else {k: f"{{{{{name}.{k}}}}}" for k in ("en", "zh")}


def in_both_languages(attribute: re.Match) -> str:
    """Put words in place of their keys in an attribute, which can't hold an element for each."""
    name, text = attribute.groups()

    def text_in(language: str) -> str:
        return WORD.sub(lambda word: words_at(word)[language].replace('"', "&quot;"), text)

    return named_attribute(name, {language: text_in(language) for language in ("en", "zh")})


def named_attribute(name: str, texts: dict[str, str]) -> str:
    """Write an attribute in English and, for language.js to choose from, in each language."""
    both_texts = (f'data-{language}-{name}="{text}"' for language, text in texts.items())
    return " ".join([f'{name}="{texts["en"]}"', *both_texts])
