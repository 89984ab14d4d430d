"""Use the feature-map page in a real Chromium: clicks, keys, a link, a phone."""

import re

import pytest
from digit_page import EXAMPLES, open_app, open_page
from playwright.sync_api import expect

SLOW = 20_000       # milliseconds; enough on a busy machine


def enlarged(page):
    return page.locator("#look-large .frame")


def open_maps(page) -> None:
    open_page(page, re.compile("Feature maps|特征图"))
    expect(enlarged(page)).to_have_attribute("aria-label", re.compile("5"), timeout=SLOW)


def test_a_click_on_a_map_enlarges_it_and_a_click_there_computes_a_number(browser, url):
    """The arrow keys go from number to number; a click on a tutorial figure enlarges its map."""
    with open_app(browser, url) as page:
        open_maps(page)
        enlarged(page).focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
        expect(page.locator("#look-sums p").first).to_contain_text(
            "row 35, column 65", timeout=SLOW)

        mosaic = page.locator("#look-mosaic img")
        box = mosaic.bounding_box()
        mosaic.click(position={"x": box["width"] * 0.6, "y": box["height"] * 0.9})
        expect(enlarged(page)).to_have_attribute("aria-label", re.compile("Map 15 "), timeout=SLOW)
        box = enlarged(page).bounding_box()
        middle = {"x": box["width"] * 84.5 / 169, "y": box["height"] * 46.5 / 92}
        enlarged(page).click(position=middle)
        said = page.locator("#look-sums p").first
        expect(said).to_contain_text("Map 15, row 46, column 84", timeout=SLOW)
        value = said.inner_text().split(": ")[1]
        assert page.locator("#look-sums section b").last.inner_text() == value
        framed = page.locator("#look-field .mark")
        assert framed.bounding_box()["width"] < 30

        page.locator("#maps [data-tab-id=figures]").click()
        figure = page.locator("#layer2 img")
        box = figure.bounding_box()
        figure.click(position={"x": box["width"] * 0.05, "y": box["height"] * 0.9})
        expect(enlarged(page)).to_have_attribute(
            "aria-label", re.compile("Map 25 of pool2"), timeout=SLOW)
        expect(enlarged(page)).to_be_in_viewport()


def test_a_link_opens_the_page_as_it_was(browser, url):
    link = f"{url}?show=maps&network=mnist&step=norm1&colours=diverging&map=3"
    with open_app(browser, link) as page:
        expect(enlarged(page)).to_have_attribute(
            "aria-label", re.compile("Map 3 of norm1"), timeout=SLOW)
        assert page.locator("#look-colours input[value=diverging]").is_checked()
        page.get_by_role("button", name="Export").click()
        page.locator("#take-link").click()
        shown = page.locator("#link textarea, #link input").first
        expect(shown).to_have_value(re.compile("network=mnist.*step=norm1.*map=3"), timeout=SLOW)


def test_the_other_tabs_follow_the_picture(browser, url):
    with open_app(browser, url) as page:
        open_maps(page)
        page.get_by_role("tab", name="Pooling and shifts").click()
        pooled = page.locator("#pool-max img")
        pooled.wait_for(timeout=SLOW)
        before = pooled.get_attribute("src")
        page.locator("#picture input[type=file]").set_input_files(EXAMPLES / "photos/coffee.jpg")
        expect(pooled).not_to_have_attribute("src", before, timeout=SLOW)
        expect(page.locator("#shift-table b")).to_have_count(10)
        page.get_by_role("tab", name="Random and trained").click()
        page.locator("#growth-trained img").wait_for(timeout=SLOW)


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_everything_fits_on_a_phone(browser, url, locale):
    phone = dict(viewport={"width": 390, "height": 800}, has_touch=True, locale=locale)
    with open_app(browser, url, **phone) as page:
        open_maps(page)
        # Wait: just after a picture arrives the layout is wider for a moment.
        page.wait_for_function("document.documentElement.scrollWidth <= 390", timeout=SLOW)
        page.locator("#look-mosaic img").tap(position={"x": 60, "y": 60})
        expect(enlarged(page)).to_have_attribute("aria-label", re.compile(" 1 "), timeout=SLOW)
        assert "__i18n__" not in page.locator("body").inner_text()
