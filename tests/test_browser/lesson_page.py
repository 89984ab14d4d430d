"""A lesson in a browser: open it, read it, and run the code that it copies."""

from contextlib import contextmanager, redirect_stdout

from playwright.sync_api import Page, expect
from visitor import visitor

COPY = "navigator.clipboard.writeText = async (text) => { window.copied = text; };"


@contextmanager
def open_lesson(browser, url: str, name: str, query: str = "", **context):
    """Open a lesson by its link; fail if one of its scripts fails while it is open."""
    failures: list[str] = []
    with visitor(browser, url, **context) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.on("pageerror", lambda error: failures.append(str(error)))
        # Gradio reports a panel's failing script on the console only.
        page.on("console", lambda line: "js_on_load" in line.text and failures.append(line.text))
        page.goto(f"{url}?lesson={name}&{query}")
        expect(lesson_panel(page, name).locator(".share .link")).not_to_be_empty(timeout=20_000)
        yield page
    assert not [failure for failure in failures if "aborted" not in failure]    # by leaving a page


@contextmanager
def open_without_errors(browser, url: str, name: str, **context):
    """Open a lesson by its link; fail if the page reports any error while it is open."""
    failures: list[str] = []
    with visitor(browser, url, **context) as page:
        page.add_init_script(COPY)
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda line: line.type == "error" and failures.append(line.text))
        page.goto(f"{url}?lesson={name}")
        drawn_last = "#story img" if name == "story" else f"#lesson-{name.split('&')[0]} svg"
        page.locator(drawn_last).locator("visible=true").first.wait_for()
        yield page
    assert not failures


def lesson_panel(page: Page, name: str):
    """Find a lesson's panel."""
    return page.locator(f"#lesson-{name}")


def copy_with(page: Page, name: str, button: str) -> str:
    """Press a copy button of a lesson; return the clipboard's text."""
    place = lesson_panel(page, name).locator(f".share .{button}")
    expect(place).not_to_contain_text("✓")      # from the previous copy
    place.click()
    expect(place).to_contain_text("✓")
    return page.evaluate("navigator.clipboard.readText()")


def cell_numbers(page: Page, selector: str) -> list[float]:
    """Read the numbers that these cells show."""
    return [float(text.replace("−", "-")) for text in page.locator(selector).all_inner_texts()]


def run_code(code: str) -> dict:
    """Run copied PyTorch code as it is; return its variables."""
    names: dict = {}
    with redirect_stdout(None):
        exec(code, names)
    return names
