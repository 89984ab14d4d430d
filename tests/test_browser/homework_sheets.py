"""The homework's exercises without their lesson, for several tests."""

from paths import ROOT
from playwright.sync_api import Browser, Page

from demo.lessons.lesson import shared_head

# The scripts that need no page
PURE = ("random", "exercises_1_to_3", "exercises_4_to_6", "exercises_7_to_9", "exercise_10",
        "check_answer", "code")  # fmt: skip
NAMES = ["shape", "features", "parameters", "number", "kernel",
         "pooling", "coverage", "relu", "curve", "mend"]  # fmt: skip


def page_with_shared_scripts(browser: Browser) -> Page:
    """Open an empty page with the scripts that all lessons share; their functions are global."""
    page = browser.new_page()
    page.set_content(shared_head([]))
    page.evaluate("Object.assign(window, ConvLens.arithmetic, ConvLens.pytorch)")
    return page


def open_exercises(browser: Browser) -> Page:
    """Open an empty page with the exercises but no lesson."""
    page = page_with_shared_scripts(browser)
    for name in PURE:
        path = ROOT / "demo" / "lessons" / "homework" / f"{name}.js"
        page.add_script_tag(content=path.read_text(encoding="utf-8"))
    return page


def sample_tasks(page: Page, name: str, seeds: int) -> list[dict]:
    """Return an exercise's tasks for the first seeds, each with its PyTorch code."""
    return page.evaluate("""([place, seeds]) => Array.from({ length: seeds }, (_, seed) => {
        const task = taskOf(place, seed), { name } = EXERCISES[place];
        return { ...task, code: name in CODE ? pytorchCode(place, task, task.answer) : null };
    })""", [NAMES.index(name), seeds])
