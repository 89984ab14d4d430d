"""Steps on the Digits page in a browser: visit the app, draw a 7, read the answer."""

from contextlib import contextmanager

from paths import ROOT
from playwright.sync_api import Page, expect
from visitor import visitor

SEVEN = [(0.25, 0.2), (0.72, 0.2), (0.4, 0.85)]     # a 7, in fractions of the pad
EXAMPLES = ROOT / "demo" / "examples"


@contextmanager
def open_app(browser, url: str, **context):
    """Open the app as it greets a visitor, with its example; fail if a script fails on it."""
    failures: list[str] = []
    with visitor(browser, url, **context) as page:
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.goto(url)
        page.locator("#pad canvas").wait_for(state="attached")      # a link may open elsewhere
        page.wait_for_timeout(300)      # the pad's script runs just after its canvas is there
        yield page
    assert not failures


@contextmanager
def visit(browser, url: str, **context):
    """Open the app and clear its example, so that every answer is to what is drawn afterwards."""
    with open_app(browser, url, **context) as page:
        clear_example(page)
        yield page


def clear_example(page: Page) -> None:
    """Clear the 7 that is there from the start; the page is scrolled to the top again."""
    expect(page.locator("#pad .hint")).to_be_visible()
    page.locator("#clear").click()
    expect(page.locator("#digit-answer .say")).to_be_visible()
    expect(page.locator("#strokes h3")).to_have_count(0)
    page.evaluate("() => { document.activeElement.blur(); scrollTo(0, 0) }")


def unfold(page: Page, title: str) -> None:
    """Open one of the folded parts below the pad."""
    page.get_by_role("button", name=title).click()


def open_page(page: Page, name) -> None:
    """Open a page of the app by its link in the header."""
    link = page.locator("#header nav").get_by_role("link", name=name)
    link.click()
    expect(link).to_have_attribute("aria-current", "page")


def points(page: Page) -> list[tuple[float, float]]:
    """Return the corners of the 7 on the screen."""
    box = page.locator("#pad canvas").bounding_box()
    return [(box["x"] + x * box["width"], box["y"] + y * box["height"]) for x, y in SEVEN]


def draw(page: Page) -> None:
    """Draw the 7 with the mouse and keep the button down."""
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


def ink_share(page: Page) -> float:
    """Return the share of the paper that is dark, from 0 to 1."""
    return page.evaluate(
        """() => { const c = document.querySelector("#pad canvas");
        const all = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        let dark = 0;
        for (let n = 0; n < all.length; n += 4) dark += all[n] < 128;
        return dark * 4 / all.length }"""
    )


def draw_seven(page: Page) -> float:
    """Draw the 7 and wait for the answer; return the share of ink."""
    draw(page)
    page.mouse.up()
    expect(answer(page)).to_have_text("7")
    return ink_share(page)
