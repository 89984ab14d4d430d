"""A lesson in a browser: open it, read it, and run the code that it copies."""

from contextlib import contextmanager, redirect_stdout

from playwright.sync_api import Page, expect
from visitor import visitor


@contextmanager
def lesson(browser, url: str, name: str, query: str = "", **context):
    """A lesson as its link opens it; no script of it may fail while it is open."""
    failures: list[str] = []
    with visitor(browser, url, **context) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.on("pageerror", lambda error: failures.append(str(error)))
        # What fails while a panel's script is loaded, the page tells its console only.
        page.on("console", lambda told: "js_on_load" in told.text and failures.append(told.text))
        page.goto(f"{url}?lesson={name}&{query}")
        expect(panel(page, name).locator(".share .link")).not_to_be_empty(timeout=20_000)
        yield page
    assert not [failure for failure in failures if "aborted" not in failure]    # by leaving a page


def panel(page: Page, name: str):
    return page.locator(f"#lesson-{name}")


def copied(page: Page, name: str, button: str) -> str:
    """What the button of a lesson puts on the clipboard."""
    place = panel(page, name).locator(f".share .{button}")
    expect(place).not_to_contain_text("✓")      # of the time before
    place.click()
    expect(place).to_contain_text("✓")
    return page.evaluate("navigator.clipboard.readText()")


def numbers(page: Page, selector: str) -> list[float]:
    return [float(text) for text in page.locator(selector).all_inner_texts()]


def run(code: str) -> dict:
    """The names that copied PyTorch code leaves behind, when it is run as it is."""
    names: dict = {}
    with redirect_stdout(None):
        exec(code, names)
    return names
