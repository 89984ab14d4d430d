"""Read every visible word, in English and 中文, from the words.toml of each page.

`t` leaves the translation to the browser; `say` and `both` fill in values in Python.
"""

import tomllib
from functools import cache
from http.cookies import CookieError, SimpleCookie
from pathlib import Path

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
    keys = [key for key in catalogue() if key in MARKED or key.startswith(later)]
    english, chinese = (
        {key: catalogue()[key][language] for key in keys} for language in ("en", "zh"))
    return gr.I18n(en=english, **{"zh-CN": chinese})


def t(key: str) -> I18nData:
    """Mark a text for the browser to translate."""
    assert key in catalogue(), key
    MARKED.add(key)
    return I18nData(key)


def both(key: str, **values: object) -> dict[str, str]:
    """Return a sentence in both languages, for a template that shows the one of the page."""
    return {language: text.format(**values) for language, text in catalogue()[key].items()}


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


def say(key: str, request: gr.Request | None = None, **values: object) -> str:
    """Return a sentence in the visitor's language."""
    return both(key, **values)[visitor_language(request)]


def bilingual(key: str, **values: object) -> str:
    """Return English and 中文 one after the other, where a label cannot follow the page."""
    english, chinese = both(key, **values).values()
    return english if english == chinese else f"{english} {chinese}"


def user_error(key: str, request: gr.Request | None, **values: object) -> gr.Error:
    """Build the error that shows a visitor one sentence, without a traceback."""
    return gr.Error(say(key, request, **values), print_exception=False, title=NAME)


def class_name(name: str) -> str:
    """Return a class name in both languages, English first; unknown names stay as they are."""
    key = f"class_{name}"
    return bilingual(key) if key in catalogue() else name
