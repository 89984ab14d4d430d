"""The homework's exercises without their lesson: what several tests ask of them."""

from conftest import ROOT
from playwright.sync_api import Browser, Page

# What needs no page
PURE = ("arithmetic", "pytorch", "homework_dice", "homework_sizes", "homework_windows",
        "homework_looks", "homework_mend", "homework_judge", "homework_code")  # fmt: skip
NAMES = ["shape", "features", "parameters", "number", "kernel",
         "pooling", "coverage", "relu", "curve", "mend"]  # fmt: skip


def exercises(browser: Browser) -> Page:
    """An empty page that holds the exercises and no lesson."""
    page = browser.new_page()
    for name in PURE:
        path = ROOT / "demo" / "lessons" / f"{name}.js"
        page.add_script_tag(content=path.read_text(encoding="utf-8"))
    return page


def tasks(page: Page, name: str, seeds: int) -> list[dict]:
    """An exercise's tasks, of the first seeds, each with its PyTorch code."""
    return page.evaluate("""([place, seeds]) => Array.from({ length: seeds }, (_, seed) => {
        const task = taskOf(place, seed), { name } = EXERCISES[place];
        return { ...task, code: name in CODE ? pytorch(place, task, task.answer) : null };
    })""", [NAMES.index(name), seeds])
