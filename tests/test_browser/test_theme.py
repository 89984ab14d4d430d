"""The look of all pages in a browser: focus, line styles of training and test, print."""

from digit_page import open_page, unfold, visit
from lesson_page import open_lesson
from playwright.sync_api import expect

BORDER = "part => getComputedStyle(part).borderTopStyle"
DASHES = "part => getComputedStyle(part).strokeDasharray"


def test_training_is_solid_and_test_is_dashed(browser, url):
    with visit(browser, url) as page:
        open_page(page, "Training")
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
    with visit(browser, url) as page:
        unfold(page, "Network and settings")
        for part in ('input[type="radio"]:checked', '[role="tab"][aria-selected="true"]'):
            if "tab" in part:
                open_page(page, "Training")
            focused = page.locator(part).locator("visible=true").first
            page.keyboard.press("Tab")      # from here on the keyboard is in use
            focused.focus()
            seen = focused.evaluate_handle("part => part.closest('label') ?? part")
            assert seen.evaluate("part => getComputedStyle(part).outlineWidth") == "2px"
            assert seen.evaluate("part => getComputedStyle(part).outlineStyle") == "solid"


def test_a_printed_lesson_has_no_controls(browser, url):
    with open_lesson(browser, url, "convolution") as page:
        page.emulate_media(media="print")
        lesson = "#lesson-convolution"
        for part in ("[role=tablist]", f"{lesson} button", f"{lesson} .controls"):
            expect(page.locator(part).first).to_be_hidden()
        expect(page.locator(f"{lesson} .map")).to_be_visible()
