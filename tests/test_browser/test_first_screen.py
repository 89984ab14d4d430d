"""The Digits page as it opens: a 7 is drawn and answered; files, examples and keys draw too."""

import re

import digit_page as digits
import pytest
from digit_page import EXAMPLES, answer, clear_example, ink_share, is_white, open_app, visit
from playwright.sync_api import Page, Route, expect
from visitor import visitor


def test_a_seven_is_drawn_and_answered(browser, url):
    """Before anything was asked of the app; all of it within 800 pixels."""
    with open_app(browser, url) as page:
        expect(answer(page)).to_have_text("7")
        expect(page.locator("#pad .hint")).to_contain_text("This 7 is an example. Draw over it.")
        expect(page.locator("#digit-seen img")).to_be_visible()
        expect(page.locator("#strokes h3")).to_contain_text("Why 7?")
        page.wait_for_timeout(900)
        assert 0.04 < ink_share(page) < 0.2
        for part, most in (("#strokes p", 700), ("#digit-network canvas", 800)):
            box = page.locator(part).bounding_box()
            assert box["y"] + box["height"] <= most
        assert page.locator("#pad canvas").bounding_box()["width"] == pytest.approx(340, abs=4)
        assert page.locator("#strokes p").evaluate("p => getComputedStyle(p).fontSize") == "17px"


def test_the_example_sends_nothing_and_stands_still_where_asked(browser, url):
    with open_app(browser, url, reduced_motion="reduce") as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.post_data or ""))
        inked = ink_share(page)
        page.wait_for_timeout(700)
        assert ink_share(page) == inked > 0.04
        assert not [data for data in sent if "image/png" in data]


def test_the_first_stroke_replaces_the_example(browser, url):
    with open_app(browser, url) as page:
        page.wait_for_timeout(900)
        seven = ink_share(page)
        page.mouse.move(*digits.points(page)[0])
        page.mouse.down()
        page.mouse.up()
        assert 0 < ink_share(page) < seven / 3
        expect(page.locator("#pad .hint")).to_be_hidden()
        page.locator("#undo").click()
        assert is_white(page)
        page.locator("#undo").click()       # the example comes back as well
        expect(answer(page)).to_have_text("7")
        assert ink_share(page) == seven
        clear_example(page)
        assert is_white(page)


def test_what_is_drawn_before_the_app_is_there_is_answered(browser, url):
    """On a slow line the paper comes first; a stroke that is under way is finished on it."""
    scripts: list[Route] = []
    with visitor(browser, url) as page:
        page.route("**/assets/index-*.js", lambda route: scripts.append(route), times=1)
        page.goto(url, wait_until="commit")
        paper = page.locator("#early-pad canvas").bounding_box()
        start, corner, end = (
            (paper["x"] + x * paper["width"], paper["y"] + y * paper["height"])
            for x, y in digits.SEVEN
        )
        page.mouse.move(*start)
        page.mouse.down()
        page.mouse.move(*corner, steps=9)
        scripts.pop().continue_()
        page.locator("#pad canvas").wait_for()
        page.mouse.move(*end, steps=9)
        expect(page.locator("#early-pad")).to_be_attached()
        page.mouse.up()
        expect(page.locator("#early-pad")).to_have_count(0)
        expect(page.locator("#pad .hint")).to_be_hidden()
        expect(answer(page)).to_have_text("7")
        assert page.locator("#pad canvas").bounding_box() == paper
        assert 0.04 < ink_share(page) < 0.2
        page.goto(f"{url}?show=maps", wait_until="commit")
        page.locator("#header nav").wait_for()
        assert not page.locator("#early-pad").count()


def test_files_and_examples_are_read(browser, url):
    with visit(browser, url) as page:
        page.locator("[data-sample]").first.click()
        expect(answer(page)).to_have_text("2")
        page.locator("[data-sample]").nth(1).focus()
        page.keyboard.press("Enter")
        expect(answer(page)).to_have_text("3")
        chooser = page.locator("#pad-file")
        assert "image/*" in chooser.get_attribute("accept")
        chooser.set_input_files(EXAMPLES / "digits.png")
        expect(page.locator("#pad .note")).to_be_empty()
        chooser.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"none"})
        expect(page.locator("#pad .note")).to_contain_text("cannot be read")


def press(page: Page, key: str, times: int) -> None:
    """Press a key several times."""
    for _ in range(times):
        page.keyboard.press(key)


def test_a_digit_is_drawn_with_the_keyboard(browser, url):
    with visit(browser, url) as page:
        page.locator("#pad canvas").focus()
        page.keyboard.press("ArrowUp")
        expect(page.locator("#pad .cursor")).to_be_visible()
        assert is_white(page)               # the pen is not down yet
        page.keyboard.press("Space")
        press(page, "ArrowDown", 20)
        page.keyboard.press("Space")
        expect(answer(page)).to_have_text("1")
        inked = ink_share(page)
        press(page, "ArrowRight", 3)
        assert ink_share(page) == inked > 0


def test_what_was_asked_is_said(browser, url):
    with open_app(browser, url) as page:
        page.locator("#digit-answer [data-digit='9']").click()
        expect(page.locator("#strokes h3")).to_contain_text("You asked: why not 9?")
        asked = page.locator("#digit-answer [aria-pressed=true]")
        expect(asked).to_have_attribute("data-digit", "9")
        assert asked.evaluate("button => getComputedStyle(button).cursor") == "pointer"
        expect(page.locator("#digit-answer .hint")).to_contain_text("Click another digit")


def test_several_digits_are_not_explained_as_one(browser, url):
    with visit(browser, url) as page:
        box = page.locator("#pad canvas").bounding_box()
        for x in (0.15, 0.5, 0.85):
            page.mouse.move(box["x"] + x * box["width"], box["y"] + 0.3 * box["height"])
            page.mouse.down()
            page.mouse.move(box["x"] + x * box["width"], box["y"] + 0.7 * box["height"], steps=8)
            page.mouse.up()
        expect(page.locator("#digit-answer .say")).to_contain_text("one at a time")
        expect(page.locator("#strokes")).to_contain_text("No answer to explain")
        expect(page.locator("#heat image")).to_have_count(0)


def test_another_network_shows_no_old_neighbours(browser, url):
    with open_app(browser, url) as page:
        digits.unfold(page, "Most similar training digits")
        similar = page.locator("#why-near li")
        expect(similar).to_have_count(10, timeout=60_000)      # all are read once
        page.evaluate(
            """() => { window.waited = false; new MutationObserver(() => {
            waited ||= !!document.querySelector("#why-near .wait") })
            .observe(document.querySelector("#why-near"), { childList: true, subtree: true }) }"""
        )
        digits.unfold(page, "Network and settings")
        page.locator("#digit-model input[value=mnist_tutorial]").check()
        page.wait_for_function("waited")
        expect(similar).to_have_count(10)


def test_tracing_begins_on_empty_paper(browser, url):
    with open_app(browser, url) as page:
        digits.unfold(page, "Digits it gets wrong")
        page.locator("#why-wrong button").first.click()
        expect(page.locator("#trace img")).to_have_attribute("src", re.compile("^data:image/png"))
        expect(page.locator("#digit-answer .say")).to_contain_text("Draw a digit")
        assert is_white(page)
