"""The look of all pages in a browser: focus, line styles of training and test."""

from digit_page import open_app, open_page, unfold
from lesson_page import open_lesson
from playwright.sync_api import expect
from visitor import visitor

BORDER = "part => getComputedStyle(part).borderTopStyle"
DASHES = "part => getComputedStyle(part).strokeDasharray"


def test_training_is_solid_and_test_is_dashed(browser, url):
    with visitor(browser, url) as page:
        page.goto(f"{url}?show=runs")
        legend = page.locator("#runs-curves .legend button")
        expect(legend).to_have_count(2)
        for part, style, border in (("training", "line", "solid"), ("test", "dashed", "dashed")):
            sign = legend.filter(has_text=f"· {part}").locator(f"i.{style}")
            assert sign.evaluate(BORDER) == border
            curve = page.locator(f"#runs-curves path.{style}").first
            assert (curve.evaluate(DASHES) == "none") == (part == "training")


def test_validation_is_dashed_in_the_lesson(browser, url):
    with open_lesson(browser, url, "fitting") as page:
        curves = page.locator("#lesson-fitting path.curve")
        expect(curves.first).to_be_attached()
        assert page.locator("#lesson-fitting path.train").first.evaluate(DASHES) == "none"
        assert page.locator("#lesson-fitting path.validation").first.evaluate(DASHES) != "none"


def test_the_focus_is_visible(browser, url):
    """A radio of Gradio 6.31 and a tab would show none, or a hairline, of their own."""
    with open_app(browser, url) as page:
        unfold(page, "Network and settings")
        for part in ('input[type="radio"]:checked', '[role="tab"][aria-selected="true"]'):
            if "tab" in part:
                open_page(page, "Training")
            focused = page.locator(part).locator("visible=true").first
            page.keyboard.press("Tab")      # from here on the keyboard is in use
            focused.focus()
            seen = focused.locator("xpath=ancestor-or-self::*[self::label or self::button]").last
            expect(seen).to_have_css("outline-width", "2px")
            expect(seen).to_have_css("outline-style", "solid")
