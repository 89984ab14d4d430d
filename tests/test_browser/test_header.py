"""The header: one line, pages, light and dark, skip link; the tags that a shared link shows."""

import json
import re
from urllib.request import urlopen

from digit_page import open_app, open_page, visit
from playwright.sync_api import expect
from visitor import visitor


def test_the_header_is_low_and_within_the_screen(browser, url):
    """And on a phone its row of pages scrolls to the open one."""
    with visitor(browser, url, viewport={"width": 390, "height": 844}) as page:
        page.goto(f"{url}?show=runs")
        expect(page.locator("#header nav [aria-current]")).to_be_in_viewport(ratio=0.9)
        open_page(page, "Digits")
        for width, most in ((390, 104), (1280, 60)):
            page.set_viewport_size({"width": width, "height": 844})
            line = page.locator("#header .line").bounding_box()
            assert line["height"] <= most and line["x"] + line["width"] <= width
            expect(page.locator("#pages > .tab-wrapper")).to_be_hidden()
            for button in page.locator("#header :is(.line button, nav a):visible").all():
                size = button.bounding_box()
                assert min(size["width"], size["height"]) >= 44
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_dark_is_switched_and_remembered(browser, url):
    with visit(browser, url, color_scheme="light") as page:
        is_dark = "document.body.classList.contains('dark')"
        assert not page.evaluate(is_dark)
        page.get_by_role("button", name="Light or dark").click()
        assert page.evaluate(is_dark)
        page.reload()
        expect(page).to_have_title("Digits · ConvLens")
        assert page.evaluate(is_dark) and "__theme" not in page.url
        page.goto(f"{url}?__theme=light")
        expect(page).to_have_title("Digits · ConvLens")
        assert not page.evaluate(is_dark)


def test_the_first_key_skips_the_header(browser, url):
    with open_app(browser, url) as page:
        page.keyboard.press("Tab")
        skip = page.get_by_role("button", name="Skip to the content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.getAttribute('role')") == "tabpanel"


def test_the_page_bears_tags_of_its_own(url):
    """Gradio's template says Gradio, {url} and an address of its own picture."""
    with urlopen(url) as response:
        head = response.read().decode().split("window.gradio_config")[0]
    tags = dict(re.findall(r'<meta\s+(?:property|name)="([^"]+)"\s+content="([^"]*)"', head))
    assert "{url}" not in head and not re.search("gradio", json.dumps(tags), re.I)
    assert "ConvLens" in tags["og:title"] and "digit" in tags["og:description"]
    assert tags["og:url"] == url and tags["description"] == tags["og:description"]
    with urlopen(tags["og:image"]) as picture:
        assert picture.headers["content-type"] == "image/png"
    assert '<link rel="icon" type="image/svg+xml"' in head
