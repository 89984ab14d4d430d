"""Use the feature-map page in a real Chromium: clicks, keys, a link, a phone."""

import re
from collections import Counter

import pytest
from accessibility import check_accessible
from digit_page import EXAMPLES, open_app, open_page
from playwright.sync_api import expect
from visitor import visitor

# Boxes of the page that don't show all of their width.
CUT_OFF = """() => [...document.querySelectorAll("#maps-screen *")].filter((node) =>
  node.checkVisibility() && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1
  && getComputedStyle(node).overflowX !== "visible").map((node) => node.outerHTML.slice(0, 100))"""
# Of a phone, those that can't be scrolled either.
SIDEWAYS = CUT_OFF.replace('overflowX !== "visible"', 'overflowX === "hidden"')
DRAWN = "selector => document.querySelector(selector)?.naturalWidth > 0"
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
        assert mosaic.evaluate("img => getComputedStyle(img).cursor") == "pointer"
        mosaic.hover(position={"x": 20, "y": 60})
        expect(page.locator("#look-mosaic .over")).to_be_visible()      # frames the map below it
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

        page.locator("#fold-figures > button").click()
        figure = page.locator("#layer2 img")
        page.wait_for_function(DRAWN, arg="#layer2 img")    # before, it has no size to click in
        assert figure.evaluate("img => getComputedStyle(img).cursor") != "auto"
        box = figure.bounding_box()
        figure.click(position={"x": box["width"] * 0.05, "y": box["height"] * 0.9})
        expect(enlarged(page)).to_have_attribute(
            "aria-label", re.compile("Map 25 of pool2"), timeout=SLOW)
        expect(enlarged(page)).to_be_in_viewport()


def test_the_strip_chooses_the_layer_and_the_inspector_leads_back(browser, url):
    """By mouse and by arrow keys; all of it is on the first screens, and nothing is cut off."""
    with open_app(browser, url) as page:
        open_maps(page)
        steps = page.locator("#look-step label")
        expect(steps).to_have_count(10)
        assert "16×92×169" in page.locator("#look-step label.selected").inner_text()
        assert len({round(step.bounding_box()["y"]) for step in steps.all()}) == 1
        assert page.evaluate("document.documentElement.scrollHeight") <= 1600
        assert page.evaluate(CUT_OFF) == []
        mosaic, large = (
            page.locator(name).bounding_box() for name in ("#look-mosaic", "#look-large"))
        assert large["x"] > mosaic["x"] + mosaic["width"]
        assert large["y"] + large["height"] < 900

        steps.filter(has_text="conv2").click()
        expect(page.locator("#look-mosaic .frame")).to_have_attribute(
            "aria-label", re.compile("32 feature maps of conv2"))
        expect(enlarged(page)).to_have_attribute("aria-label", re.compile("of conv2"))
        page.wait_for_timeout(300)      # the header joins the strip's radios into one group
        page.keyboard.press("ArrowLeft")
        expect(enlarged(page)).to_have_attribute("aria-label", re.compile("of pool1"))
        assert page.locator("#look-mosaic img").count() == 1
        page.locator("#look-back").click()
        expect(page.locator("#look-mosaic .frame")).to_be_focused()
        page.keyboard.press("ArrowRight")
        expect(enlarged(page)).to_have_attribute("aria-label", re.compile("Map 6 "))

        page.locator("#look-network input").click()
        page.get_by_role("option", name="mnist", exact=True).click()
        expect(steps).to_have_count(23)
        expect(steps.last).to_contain_text("192×3×3")


def test_two_sides_are_compared_by_one_control(browser, url):
    """Their mosaics and the same number of both stand side by side; a link opens the same."""
    with open_app(browser, f"{url}?show=maps&compare=random&map=3") as page:
        titles = page.locator("#left-title"), page.locator("#right-title")
        expect(titles[1]).to_contain_text("random kernels, seed 1: pool1", timeout=SLOW)
        expect(titles[0]).to_contain_text("trained kernels: pool1")
        left, right = (page.locator(f"#{side}-mosaic") for side in ("look", "other"))
        page.wait_for_function(DRAWN, arg="#other-mosaic img")
        boxes = [side.bounding_box() for side in (left, right)]
        assert boxes[0]["y"] == boxes[1]["y"] and boxes[0]["width"] == boxes[1]["width"]
        assert boxes[1]["x"] > boxes[0]["x"] + boxes[0]["width"]
        assert page.evaluate("document.documentElement.scrollHeight") <= 1600
        assert page.evaluate(CUT_OFF) == []
        check_accessible(page, "#maps-views")

        page.locator("#weights input[value=random]").click()       # they change sides
        expect(titles[0]).to_contain_text("random kernels", timeout=SLOW)
        expect(titles[1]).to_contain_text("trained kernels")

        right.locator("img").click(position={"x": boxes[1]["width"] * 0.6, "y": 270})
        for large in ("#look-large", "#other-large"):
            expect(page.locator(f"{large} .frame")).to_have_attribute(
                "aria-label", re.compile("Map 15 "), timeout=SLOW)
        marks = [side.locator(".mark").get_attribute("style") for side in (left, right)]
        assert marks[0] == marks[1]
        large = page.locator("#other-large img")
        box = large.bounding_box()
        large.click(position={"x": box["width"] / 2, "y": box["height"] / 2})
        for sums in ("#look-sums", "#other-sums"):
            expect(page.locator(f"{sums} p").first).to_contain_text(
                re.compile("Map 15, row 4[56], column 8[45]"), timeout=SLOW)

        page.locator("#compare input[value=epoch]").click()
        expect(titles[0]).to_contain_text("epoch 1, ", timeout=SLOW)
        page.locator("#left-epoch input[type=range]").press("ArrowRight")
        expect(titles[0]).to_contain_text("epoch 2, ", timeout=SLOW)
        expect(page).to_have_url(re.compile("compare=epoch.*epoch=2"))
        page.locator("#compare input[value=nothing]").click()
        expect(right).to_be_hidden()


def test_old_links_lead_to_their_place(browser, url):
    with visitor(browser, url) as page:
        page.goto(f"{url}?show=maps&tab=figures")
        figure = page.locator("#fold-figures #layer1 img")
        expect(figure).to_be_visible(timeout=SLOW)
        expect(page.locator("#fold-figures > button")).to_be_in_viewport()
        page.locator("#maps [data-tab-id=growth]").click()
        expect(page).to_have_url(f"{url}?show=maps&tab=growth")


def test_a_link_opens_the_page_as_it_was(browser, url):
    link = f"{url}?show=maps&network=mnist&step=norm1&colours=diverging&map=3"
    with open_app(browser, link) as page:
        expect(enlarged(page)).to_have_attribute(
            "aria-label", re.compile("Map 3 of norm1"), timeout=SLOW)
        assert page.locator("#look-colours input[value=diverging]").is_checked()
        page.get_by_role("button", name="Export").click()
        expect(page.locator("#take-link")).to_be_visible()
        assert page.locator("#fold-export").bounding_box()["height"] < 300     # no empty boxes
        page.locator("#take-link").click()
        shown = page.locator("#link textarea, #link input").first
        expect(shown).to_have_value(re.compile("network=mnist.*step=norm1.*map=3"), timeout=SLOW)


def test_the_other_tabs_follow_the_picture(browser, url):
    """Everything is computed once, for an upload over another picture and for an example."""
    with open_app(browser, url) as page:
        open_maps(page)
        page.get_by_role("tab", name="Pooling and shifts").click()
        pooled = page.locator("#pool-max img")
        pooled.wait_for(timeout=SLOW)
        calls = Counter()
        page.on("request", lambda each: "/queue/join" in each.url
                and calls.update([each.post_data_json["fn_index"]]))
        for choose in (
            lambda: page.locator("#picture input[type=file]").set_input_files(
                EXAMPLES / "photos/coffee.jpg"),
            lambda: page.locator("#maps-picture .gallery button >> visible=true").last.click(),
        ):
            before = pooled.get_attribute("src")
            calls.clear()
            choose()
            expect(pooled).not_to_have_attribute("src", before, timeout=SLOW)
            assert set(calls.values()) == {1} and len(calls) >= 3     # one for each tab
        expect(page.locator("#shift-table b")).to_have_count(10)
        expect(page.locator("#pool-on input")).to_have_value("the picture")     # filled on opening
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
        page.locator("#compare input[value=picture]").click()
        page.locator("#other-mosaic img").tap(position={"x": 60, "y": 60}, timeout=SLOW)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.evaluate(SIDEWAYS) == []
        assert "__i18n__" not in page.locator("body").inner_text()
