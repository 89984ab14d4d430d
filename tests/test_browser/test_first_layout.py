"""The layout of the Digits page: what a phone shows first, room for fingers, nothing that jumps."""

import pytest
from digit_page import draw, open_app
from playwright.sync_api import expect

PHONE = dict(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
# Note the shifts that the metric CLS counts: not those right after a press of a button or the pen.
SHIFTS = """window.shifts = [];
new PerformanceObserver((list) => shifts.push(...list.getEntries()
  .filter(({ hadRecentInput }) => !hadRecentInput)
  .map((entry) => entry.value))).observe({ type: "layout-shift", buffered: true });"""


def test_a_phone_shows_three_bars_and_all_when_asked(browser, url):
    with open_app(browser, url, **PHONE) as page:
        bars = page.locator("#digit-answer [data-digit]").and_(page.locator(":visible"))
        expect(bars).to_have_count(3)
        assert page.locator("#digit-answer [data-digit='7']").is_visible()
        page.locator("#show-all input").check()
        expect(bars).to_have_count(10)
        targets = "#pad button, .file, #digit-answer button, #show-all label, #folds button"
        for target in page.locator(targets).and_(page.locator(":visible")).all():
            size = target.bounding_box()
            assert min(size["width"], size["height"]) >= 44
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["1280", "390"])
def test_nothing_jumps(browser, url, screen):
    """On load, and when an answer arrives: what stands below it stays where it is."""
    with open_app(browser, url, **screen) as page:
        page.add_init_script(SHIFTS)
        page.reload()
        expect(page.locator("#network-settings")).to_be_visible()
        page.wait_for_timeout(1500)
        assert page.evaluate("shifts.reduce((sum, each) => sum + each, 0)") <= 0.02
        page.evaluate("shifts.length = 0")
        draw(page)
        places = [page.locator(part).bounding_box()["y"] for part in ("#strokes", "#folds")]
        page.mouse.up()
        expect(page.locator("#strokes h3")).to_be_visible()
        page.wait_for_timeout(500)
        assert page.evaluate("shifts.reduce((sum, each) => sum + each, 0)") <= 0.02
        answered = [page.locator(part).bounding_box()["y"] for part in ("#strokes", "#folds")]
        assert answered == places
