"""Every word is in both languages, in one file, and used by its own page; templates hold none."""

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from paths import ROOT

from demo.i18n import catalogue, class_words, user_error
from demo.networks import registry

DEMO = ROOT / "demo"
WORDS = sorted(path.relative_to(DEMO).as_posix() for path in DEMO.rglob("words.toml"))
TEMPLATES = sorted(path.relative_to(DEMO).as_posix() for path in DEMO.rglob("*.html"))
LANGUAGES = ("en", "zh")
# Names and numbers, the same in both languages.
WITHOUT_CHINESE = {"colours_viridis", "scale_fixed"}
# A key in quotes or as a template's comment; a key that is put together, in Python or JavaScript.
LITERAL = re.compile(r"""["'`](\w[\w/ -]*)["'`]|<!-- (\w+) -->""")
COMPUTED = re.compile(r"""f["']([A-Za-z_]+_\{[^"'\n]*)["']|`([A-Za-z_]+_\$\{[^`\n]*)`""")
# A key where it is looked up.
LOOKUP = re.compile(r"""\b(?:t|both|user_error|word)\(\s*["'](\w+)["']"""
                    r"""|<!-- (\w+) -->|data-word="(\w+)\"""")
# One word for one thing: what else it might be called, and how it might be spelt.
OTHER_WORDS = {
    "en": "greatest|dense|(?<!-)dataset|back-prop|fully-connected|regularis|normalis|recognis",
    "zh": "正确率|步幅|标准化|电脑|膨胀|配方|轮次|批大小|稠密|几率|训练轮数",
}
PLACEHOLDER = re.compile(r"\$?\{[^{}]*\}")
# What a template may hold beside its tags and slots: names of keys and formats, notation and code.
NOTATION = {
    "mnist/templates/pad.html": {"Ctrl", "Shift", "Z", "Delete", "E"},
    "lessons/teacher/teacher.html": {"Page", "B", "A", "Esc"},
    "network_view/templates/network.html": {"PNG", "WebP"},
}  # fmt: skip


def words_of(name: str | Path) -> dict[str, dict[str, str]]:
    """Read one words.toml."""
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


@cache
def code_of(folder: Path) -> str:
    """Read all code below a folder, and what every page shares: demo/*.py and app.py."""
    below = (path for end in ("py", "js", "html") for path in folder.rglob(f"*.{end}"))
    paths = {*below, *DEMO.glob("*.py"), ROOT / "app.py"}
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(paths))


@cache
def key_patterns(code: str) -> tuple[set[str], list[re.Pattern]]:
    """Find the keys in a code: those that are written out, and patterns of those put together.

    A slot stands for one part of a key, without "_"; at the end of a pattern for anything.
    """
    literal = {key for pair in LITERAL.findall(code) for key in pair if key}
    patterns = set()
    for text in (text for pair in COMPUTED.findall(code) for text in pair if text):
        parts = PLACEHOLDER.split(text)
        patterns.add("[^_]+".join(map(re.escape, parts[:-1])) + ".+" + re.escape(parts[-1]))
    return literal, [re.compile(pattern) for pattern in patterns]


def is_used(key: str, code: str) -> bool:
    literal, patterns = key_patterns(code)
    return key in literal or any(pattern.fullmatch(key) for pattern in patterns)


@pytest.mark.parametrize("name", WORDS)
def test_every_word_is_in_both_languages(name):
    for key, text in words_of(name).items():
        assert tuple(text) == LANGUAGES, key
        assert all(sentence.strip() == sentence != "" for sentence in text.values()), key
        assert not re.search(r"[一-鿿]", text["en"]), key
        assert re.search(r"[一-鿿]", text["zh"]) or key in WITHOUT_CHINESE, key
        slots = [Counter(re.findall(r"{\w+}", text[language])) for language in LANGUAGES]
        assert set(slots[0]) == set(slots[1]), key
        links = [set(re.findall(r"\]\((#[\w-]+)\)", text[language])) for language in LANGUAGES]
        assert links[0] == links[1], key


def test_one_thing_has_one_name():
    for key, text in catalogue().items():
        for language, others in OTHER_WORDS.items():
            prose = re.sub(r"\]\(#[\w-]+\)|`[^`]*`|{\w+}", "", text[language])
            assert not re.search(others, prose, re.IGNORECASE), (key, language)


def test_no_key_stands_in_two_files():
    keys = Counter(key for name in WORDS for key in words_of(name))
    assert not [key for key, count in keys.items() if count > 1]
    assert set(keys) == set(catalogue())


@pytest.mark.parametrize("name", WORDS)
def test_every_word_is_used_by_its_own_page(name):
    """Those of demo/words.toml by demo/*.py, app.py or several pages."""
    folder = (DEMO / name).parent
    if folder != DEMO:
        assert not [key for key in words_of(name) if not is_used(key, code_of(folder))]
        return
    pages = [path.parent for path in DEMO.glob("*/words.toml")]
    for key in words_of(name):
        users = [page for page in pages if is_used(key, code_of(page))]
        assert len(users) > 1, (key, users)


def test_no_page_borrows_the_words_of_another():
    """It has its own, those of the folders above it, and those of demo/networks."""
    for path in [*DEMO.rglob("*.py"), *DEMO.rglob("*.js"), *DEMO.rglob("*.html")]:
        folders = [folder for folder in path.parents if folder.is_relative_to(DEMO)]
        files = [folder / "words.toml" for folder in [*folders, DEMO / "networks"]]
        own = set().union(*(words_of(file) for file in files if file.exists()))
        found = {key for keys in LOOKUP.findall(path.read_text(encoding="utf-8")) for key in keys}
        assert not found & set(catalogue()) - own, path


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_holds_no_words_of_its_own(name):
    """Only `<!-- key -->`: what stands there in one language is never translated."""
    html = (DEMO / name).read_text(encoding="utf-8")
    html = re.sub(r"<!-- (?:\w+|{{[\w./]+}}) -->|{{[^{}]*}}|\$\{[^{}]*\}", "", html)
    spoken = re.findall(r'\b(?:alt|title|placeholder|aria-label)="([^"]*)"', html)
    text = re.sub(r"<(style|script|svg|math|code)\b.*?</\1>", "", html, flags=re.DOTALL)
    text = re.sub(r"<[^<>]*>|&\w+;", " ", text)
    words = re.findall(r"[^\W\d_]+", " ".join([text, *spoken]))
    assert set(words) <= NOTATION.get(name, set())


def test_every_fashion_class_has_its_chinese_name():
    for name in registry.current("fashion_mnist").net.classes:
        words = class_words(name)
        assert words["en"] == name and re.search(r"[一-鿿]", words["zh"])


def test_an_error_comes_to_a_page_in_both_languages_and_to_a_program_in_one():
    """Whatever a stranger wrote in it is text."""
    known = {"seconds": "<b>9</b>"}
    page, program = (
        user_error("trainer_late", SimpleNamespace(headers=headers), **known).message
        for headers in ({"user-agent": "Mozilla/5.0"}, {"accept-language": "zh-CN"})
    )  # fmt: skip
    assert re.findall(r'<span lang="(\w+)">', page) == ["en", "zh"]
    assert "after &lt;b&gt;9" in page and "超过 &lt;b&gt;9" in page and "<b>" not in page
    assert program.startswith("训练超过 &lt;b&gt;9") and "<span" not in program
