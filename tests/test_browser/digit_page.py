"""The app in a browser: visit it, and draw a 7 on the pad."""

from contextlib import contextmanager

from paths import ROOT
from playwright.sync_api import Page
from visitor import visitor

SEVEN = [(0.25, 0.2), (0.72, 0.2), (0.4, 0.85)]     # a 7, in fractions of the pad
EXAMPLES = ROOT / "demo" / "examples"


@contextmanager
def visit(browser, url: str, **context):
    """A page of the app; no script of it may fail while it is open."""
    failures: list[str] = []
    with visitor(browser, url, **context) as page:
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(url)
        page.locator("#pad canvas").wait_for()
        page.wait_for_timeout(300)      # the pad's script runs just after its canvas is there
        yield page
    assert not failures


def points(page: Page) -> list[tuple[float, float]]:
    """Where the corners of the 7 are on the screen."""
    box = page.locator("#pad canvas").bounding_box()
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in SEVEN]


def draw(page: Page) -> None:
    """Draw the 7 with the mouse, and keep the button down."""
    page.locator("#pad canvas").scroll_into_view_if_needed()
    start, *rest = points(page)
    page.mouse.move(*start)
    page.mouse.down()
    for point in rest:
        page.mouse.move(*point, steps=15)


def answer(page: Page):
    return page.locator("#digit-answer h2")


def is_white(page: Page) -> bool:
    return page.evaluate(
        """() => { const c = document.querySelector("#pad canvas");
        const all = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        return all.every(v => v === 255) }"""
    )
