"""The homework's exercises without their lesson: what several tests ask of them."""

from paths import ROOT
from playwright.sync_api import Browser, Page

# What needs no page
PURE = (
    "shared/arithmetic", "shared/pytorch", "homework/random", "homework/exercises_1_to_3",
    "homework/exercises_4_to_6", "homework/exercises_7_to_9", "homework/exercise_10",
    "homework/check_answer", "homework/code",
)
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
