"""The lessons' folders: scripts that exist, words of their own, no imports from each other."""

import ast
import re

import pytest
from paths import ROOT

from demo.i18n import catalogue
from demo.lessons.lesson import SHARED
from demo.lessons.page import LESSONS, lessons_head
from demo.templates import needed_scripts, read_script

FOLDER = ROOT / "demo" / "lessons"
HEADER = FOLDER.parent / "header" / "templates"
SHARED_SCRIPTS = {path.name for path in SHARED.glob("*.js")}


def lesson_texts(name: str) -> str:
    """Return the HTML and the scripts of a lesson."""
    paths = [path for path in (FOLDER / name).iterdir() if path.suffix in (".html", ".js")]
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


@pytest.mark.parametrize("name", LESSONS)
def test_every_script_that_is_needed_exists_and_is_needed(name):
    needed = needed_scripts(FOLDER / name / f"{name}.js")
    beside = {path.name for path in (FOLDER / name).glob("*.js")} - {f"{name}.js"}
    assert len(needed) == len(set(needed))
    assert beside <= set(needed) <= beside | SHARED_SCRIPTS
    header = "".join(path.read_text(encoding="utf-8") for path in HEADER.glob("*.js"))
    offered = set(re.findall(r"ConvLens\.(\w+) =", header))      # by the header, on every page
    names = set(re.findall(r"ConvLens\.(\w+)", lesson_texts(name))) - offered
    used = {f"{stem}.js" for stem in names}
    assert used == set(needed) & SHARED_SCRIPTS


def test_shared_scripts_are_in_the_page_once():
    head = lessons_head()
    for name in SHARED_SCRIPTS:
        script = (SHARED / name).read_text(encoding="utf-8").strip()
        assert head.count(script) == 1
        assert all(script not in read_script(FOLDER / lesson / f"{lesson}.js")
                   for lesson in LESSONS)


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_uses_its_own_words_and_those_of_all_lessons(name):
    families = {key.split("_")[0] for key in catalogue()}
    words = re.findall(r'data-(?:word|name)="(\w+)"|\bword\([`"](\w+)', lesson_texts(name))
    assert {key.split("_")[0] for key in map("".join, words)} <= {name, "lesson"} <= families


def test_no_lesson_imports_another():
    for path in FOLDER.glob("*/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else ""
            parts = module.split(".")
            if parts[:2] == ["demo", "lessons"] and len(parts) > 2:
                own = parts[2] == path.parent.name
                assert own or (FOLDER / f"{parts[2]}.py").exists(), f"{path} imports {module}"
