"""Read every visible word, in English and 中文, from the words.toml of each page.

`t` leaves the translation to the browser; `both` fills in values and gives the page both languages,
of which it shows its own (`html:is([lang=…]) span[lang]` in demo/style.css).

Gradio is imported where it is used: the command line (demo/cli) needs the words alone.
"""

from __future__ import annotations

import html
import tomllib
from functools import cache
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr
    from gradio.i18n import I18nData

HERE = Path(__file__).parent
NAME = "ConvLens"
TITLE = "ConvLens · 卷积透镜"    # until the page knows its language
MARKED: set[str] = set()        # keys for the browser to translate, complete once the app is built
COOKIE = "convlens_language"    # the choice made in the header


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Read all words: key → {"en": English, "zh": 中文}."""
    words: dict[str, dict[str, str]] = {}
    for path in sorted(HERE.rglob("words.toml")):
        page = tomllib.loads(path.read_text(encoding="utf-8"))
        assert not words.keys() & page.keys(), f"{path}: {words.keys() & page.keys()}"
        words |= page
    return words


def load_translations(later: tuple[str, ...]) -> gr.I18n:
    """Return the words that `t` has marked, for `launch`; other words do not come this way.

    Words whose keys begin as one of `later` are marked only when a handler runs. Two languages are
    enough: header/early.js maps the browser's to "en" or "zh-CN".
    """
    import gradio as gr

    keys = [key for key in catalogue() if key in MARKED or key.startswith(later)]
    english, chinese = (
        {key: catalogue()[key][language] for key in keys} for language in ("en", "zh"))
    return gr.I18n(en=english, **{"zh-CN": chinese})


def t(key: str) -> I18nData:
    """Mark a text for the browser to translate.

    In the label of a choice as a string, `str(t(key))`: Gradio 6.31 shows "[object Object]" else.
    """
    from gradio.i18n import I18nData

    assert key in catalogue(), key
    MARKED.add(key)
    return I18nData(key)


def both(key: str, **values: object) -> dict[str, str]:
    """Return a sentence in both languages; a value may differ between them: {"en": …, "zh": …}."""
    return {
        language: text.format(**{
            name: value[language] if isinstance(value, dict) else value
            for name, value in values.items()
        })
        for language, text in catalogue()[key].items()
    }


def word_spans(words: dict[str, str]) -> str:
    """Write words in both languages as HTML; the page shows its own."""
    return "".join(
        f'<span lang="{language}">{html.escape(text, quote=False)}</span>'
        for language, text in words.items()
    )


def class_words(name: str) -> dict[str, str]:
    """Return a class name in both languages; one that has no translation stays as it is."""
    key = f"class_{name}"
    return both(key) if key in catalogue() else {"en": name, "zh": name}


def visitor_language(request: gr.Request | None) -> str:
    """Return "en" or "zh": the visitor's choice, else what the browser prefers."""
    headers = request.headers if request else {}
    try:
        cookies = SimpleCookie(headers.get("cookie", ""))
    except CookieError:
        cookies = SimpleCookie()
    if COOKIE in cookies and cookies[COOKIE].value in ("en", "zh"):
        return cookies[COOKIE].value
    return "zh" if headers.get("accept-language", "").lower().startswith("zh") else "en"


def user_error(key: str, request: gr.Request | None, **values: object) -> gr.Error:
    """Build the error that shows a visitor one sentence, without a traceback.

    A browser gets both languages, so that the message follows the page; a program gets its own.
    Escaped, because the message is shown as HTML and a stranger may have written a value.
    """
    import gradio as gr

    sentence = both(key, **values)
    # Half of a surrogate pair, which JSON can name, does not go into any answer.
    sentence = {name: text.encode("utf-8", "replace").decode() for name, text in sentence.items()}
    is_browser = "Mozilla" in (request.headers.get("user-agent", "") if request else "")
    text = html.escape(sentence[visitor_language(request)], quote=False)
    return gr.Error(word_spans(sentence) if is_browser else text, print_exception=False, title=NAME)
