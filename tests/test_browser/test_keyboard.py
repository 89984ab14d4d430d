"""The pages by keyboard and screen reader: tabs, radios, focus, the pad, what is said aloud."""

import re

import pytest
from digit_page import draw, draw_seven, visit
from playwright.sync_api import expect
from visitor import visitor

# The element with the focus is surrounded by a line of 2 pixels, or what is drawn in its place is.
SEEN = """() => {
  const here = document.activeElement, places = [here, here.closest("label")];
  const seen = (place) => place && getComputedStyle(place).outlineStyle !== "none"
    && parseFloat(getComputedStyle(place).outlineWidth) >= 2;
  return here === document.body || places.some(seen) ? null : here.outerHTML.slice(0, 200);
}"""
RECORD = """() => {
  const status = document.querySelector("#digit-answer [role=status]");
  window.announced = [];
  new MutationObserver(() => announced.push(status.textContent))
    .observe(status, { childList: true, characterData: true, subtree: true });
}"""


def test_arrow_keys_open_tabs_and_choose_radios(browser, url):
    with visitor(browser, url) as page:
        page.goto(f"{url}?show=runs")
        tabs = page.locator("#runs > .tab-wrapper [role=tab]")
        expect(tabs.first).to_have_attribute("tabindex", "0")
        tabs.first.focus()
        for key, place in (("ArrowRight", 1), ("ArrowLeft", 0), ("ArrowLeft", -1), ("Home", 0),
                           ("End", -1)):
            page.keyboard.press(key)
            tab = tabs.nth(place)
            expect(tab).to_be_focused()
            expect(tab).to_have_attribute("aria-selected", "true")
            expect(tab).to_have_attribute("tabindex", "0")
        page.keyboard.press("Shift+Tab")        # the list is one stop
        assert page.evaluate("document.activeElement.getAttribute('role')") != "tab"
        task = page.get_by_role("group", name="Data set")
        task.get_by_role("radio", name="mnist", exact=True).focus()
        page.keyboard.press("ArrowRight")
        expect(task.get_by_role("radio", name="fashion_mnist")).to_be_checked()
        expect(task.get_by_role("radio", name="fashion_mnist")).to_be_focused()
        strong = page.locator("#runs-recipe").get_by_role("radio", name="strong")
        expect(strong).to_have_count(0)     # a wider network, for digits only


@pytest.mark.parametrize(("name", "content"), [
    ("digits", "#digit-answer h2"), ("maps", "#look-sums table"), ("runs", "#runs-curves svg")])
def test_the_focus_is_seen_at_every_stop(browser, url, name, content):
    with visitor(browser, url) as page:
        page.goto(f"{url}?show={name}")
        page.locator(content).first.wait_for()
        unseen = []
        for _ in range(35):
            page.keyboard.press("Tab")
            unseen.append(page.evaluate(SEEN))
        assert not [stop for stop in unseen if stop]


def test_the_pad_says_how_to_draw_and_the_answer_is_said_once(browser, url):
    with visit(browser, url) as page:
        canvas, status = page.locator("#pad canvas"), page.locator("#digit-answer [role=status]")
        expect(status).to_have_text(re.compile("Draw a digit"))
        page.evaluate(RECORD)
        draw_seven(page)
        page.wait_for_function("announced.length > 0")
        draw(page)      # the same 7 once more
        page.mouse.up()
        page.wait_for_timeout(1_500)    # longer than the pen has to rest
        assert page.evaluate("announced") == ["7"]
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        canvas.focus()
        expect(canvas).to_have_accessible_description(re.compile("arrow keys", re.I))
