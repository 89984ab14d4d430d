"""The Training page in a real browser: confusion cells, curves, the cloud, and a training."""

import re

from digit_page import answer, draw, open_page, unfold, visit
from paths import DATA
from playwright.sync_api import Page, expect

LONG = 120_000      # milliseconds: a small training, on cores that others use too


# Pixels drawn at the upper and the lower edge of a canvas.
EDGES = """canvas => [0, canvas.height - 1].map((y) =>
  [...canvas.getContext("2d").getImageData(0, y, canvas.width, 1).data].filter(Boolean).length)
  .reduce((one, other) => one + other)"""


def open_view(page: Page, tab: str) -> None:
    """Open a tab of the Training page."""
    open_page(page, "Training")
    page.locator("#runs").get_by_role("tab", name=tab, exact=True).click()


def test_a_recorded_run_is_shown(browser, url):
    """Click a cell and choose one by keyboard, compare two runs, turn the cloud by arrow keys."""
    with visit(browser, url) as page:
        open_view(page, "Mistakes")
        cells = page.locator("#runs-matrix button")
        expect(cells.first).to_be_visible()
        largest = page.locator("#runs-matrix [aria-pressed=true]")
        expect(page.locator("#runs-cell")).to_contain_text(f": {largest.inner_text()}. Stored")
        expect(page.locator("#runs-cell img").first).to_be_visible()
        expect(page.locator('#runs-matrix [id^="html-"]')).to_have_count(1)     # for head_styles
        assert cells.first.evaluate("cell => getComputedStyle(cell).cursor") == "pointer"
        cells.first.click()
        expect(page.locator("#runs-cell img").first).to_be_visible()
        before = page.locator("#runs-cell").inner_text()
        cells.first.press("ArrowDown")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        expect(page.locator("#runs-cell")).not_to_have_text(before)
        open_view(page, "Curves")
        expect(page.locator("#runs-curves svg path").first).to_be_visible()
        lines = page.locator("#runs-curves svg path").count()
        page.locator("#runs-second input").click()
        page.get_by_role("option", name=re.compile("^mnist_tutorial")).click()
        expect(page.locator("#runs-curves svg path")).not_to_have_count(lines)
        open_view(page, "Explore")
        canvas = page.locator("#runs-cloud canvas")
        expect(canvas).to_be_visible()
        page.locator("#runs-cloud .play").click()           # paused
        page.wait_for_timeout(300)
        still = canvas.evaluate("c => c.toDataURL()")
        canvas.press("ArrowLeft")
        page.wait_for_timeout(300)
        assert canvas.evaluate("c => c.toDataURL()") != still
        assert canvas.evaluate(EDGES) == 0
        for _ in range(3):
            canvas.press("ArrowUp")
            page.wait_for_timeout(50)
            assert canvas.evaluate(EDGES) == 0      # whichever way it is turned, all of it is seen
        inside = page.locator("#runs-inside-network")
        inside.scroll_into_view_if_needed()
        expect(inside.locator(".strongest")).to_contain_text("Most for")


def test_a_visitor_trains_stops_and_uses_a_network(browser, url, monkeypatch):
    """Real digits, a real training; no other visitor sees the network."""
    monkeypatch.setenv("CONVLENS_DATA", str(DATA))
    with visit(browser, url) as page:
        open_view(page, "Train your own")
        recipe = page.locator("#runs-recipe")
        recipe.locator("input[value=strong]").check()
        page.locator("#runs-script input[value=fashion_mnist]").check()
        expect(recipe.locator("input[value=strong]")).to_have_count(0)      # is for digits alone
        expect(recipe.locator("input[value=fast]")).to_be_checked()
        page.locator("#runs-script input[value=mnist]").check()
        expect(recipe.locator("input[value=strong]")).to_be_visible()
        recipe.locator("input[value=tutorial]").check()
        page.locator("#runs-epochs input[type=number]").fill("20")
        page.locator("#runs-limit input[type=number]").fill("300")
        page.locator("#runs-start").click()
        said = page.locator("#runs-live-said")
        expect(said).to_contain_text(re.compile("Epoch [2-9] of 20"), timeout=LONG)
        expect(page.locator("#runs-live svg path").first).to_be_visible()
        epochs = page.locator("#runs-live-network .epochs")
        expect(epochs.locator("output")).to_have_text(re.compile("[2-9] / [2-9]"), timeout=LONG)
        page.locator("#runs-stop").click()
        expect(said).to_contain_text("Stopped: epoch", timeout=LONG)
        expect(page.locator("#runs-stop")).to_be_hidden()
        page.locator("#runs-use").click()
        unfold(page, "Network and settings")
        mine = page.locator("#digit-model label").filter(has_text="yours")
        expect(mine.locator("input")).to_be_checked()
        draw(page)
        page.mouse.up()
        expect(answer(page)).to_have_text(re.compile(r"\d"))
        with visit(browser, url) as other:
            expect(other.locator("#digit-model label").filter(has_text="yours")).to_have_count(0)
