"""The app as people use it: a real Chromium, a mouse, a finger, a telephone, two languages."""

import base64
import io
from itertools import pairwise

import numpy as np
import pytest
from digit_page import EXAMPLES, answer, draw, is_white, open_app, open_page, points, unfold, visit
from PIL import Image
from playwright.sync_api import expect


@pytest.mark.smoke
def test_the_answer_follows_the_pen(browser, url):
    with visit(browser, url) as page:
        draw(page)
        expect(answer(page)).to_have_text("7")      # while the button is still down
        page.mouse.up()
        expect(answer(page)).to_have_text("7")
        assert page.locator("#digit-seen img").get_attribute("src").startswith("data:image/png")


def test_the_pad_is_cleared_and_the_other_network_judges_the_same_drawing(browser, url):
    with visit(browser, url) as page:
        for _ in range(2):
            draw(page)
            page.mouse.up()
            expect(answer(page)).to_have_text("7")
            page.locator("#clear").click()
            expect(answer(page)).to_have_count(0)
            expect(page.locator("#digit-seen img")).to_have_count(0)
            assert is_white(page)
        draw(page)
        page.mouse.up()
        expect(answer(page)).to_have_text("7")
        page.keyboard.press("Delete")       # the keyboard clears it too
        expect(answer(page)).to_have_count(0)
        assert is_white(page)

        draw(page)
        page.mouse.up()
        expect(answer(page)).to_have_text("7")
        unfold(page, "Network and settings")
        page.locator("#digit-model input[value=mnist_tutorial]").check()
        expect(answer(page)).to_have_text("7")
        open_page(page, "Fashion")
        open_page(page, "Digits")
        assert not is_white(page)       # a drawing survives a look at another page


def test_a_finger_draws_and_does_not_scroll(browser, url):
    phone = dict(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    with visit(browser, url, **phone) as page:
        finger = page.context.new_cdp_session(page)
        page.locator("#pad canvas").scroll_into_view_if_needed()
        before = page.evaluate("scrollY")
        corners = points(page)
        touch = lambda kind, at: finger.send(  # noqa: E731
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": at[0], "y": at[1]}] if at else []},
        )
        touch("touchStart", corners[0])
        for (x0, y0), (x1, y1) in pairwise(corners):
            for step in range(1, 13):
                touch("touchMove", (x0 + (x1 - x0) * step / 12, y0 + (y1 - y0) * step / 12))
        touch("touchEnd", None)
        expect(answer(page)).to_have_text("7")
        assert page.evaluate("scrollY") == before


def test_chinese(browser, url):
    with open_app(browser, url, locale="zh-CN") as page:
        for name in ("手写数字", "特征图", "服饰"):
            open_page(page, name)
        assert page.get_by_text("给自己的一件衣物拍张照片").is_visible()
        body = page.locator("body").inner_text()
        assert "__i18n__" not in body
        assert "Upload a photo" not in body and "Ankle boot" not in body


def test_maps_change_with_the_picture_and_the_kernels(browser, url):
    with open_app(browser, url) as page:
        open_page(page, "Feature maps")
        page.locator("#fold-figures > button").click()
        maps = page.locator("#layer1 img")
        sources = [maps.get_attribute("src")]
        page.locator("#picture input[type=file]").set_input_files(EXAMPLES / "photos/coffee.jpg")
        expect(maps).not_to_have_attribute("src", sources[-1], timeout=15_000)
        sources.append(maps.get_attribute("src"))
        page.locator("#weights input[value=random]").check()
        expect(maps).not_to_have_attribute("src", sources[-1], timeout=15_000)
        assert maps.evaluate("image => image.naturalWidth") > 1000


def test_the_pad_sends_what_is_on_it(browser, url):
    """A dot where it is tapped; 280×280 pixels, soft edges, black on white."""
    with visit(browser, url) as page:
        drawn = lambda r: "image/png" in (r.post_data or "")  # noqa: E731
        with page.expect_request(drawn) as sent:
            page.mouse.move(*points(page)[0])
            page.mouse.down()
            page.mouse.up()
        png = sent.value.post_data_json["data"][0].split(",")[1]
        dark = np.asarray(Image.open(io.BytesIO(base64.b64decode(png))).convert("L")) < 128
        assert 100 < dark.sum() < 1000
        page.locator("#clear").click()
        expect(page.locator("#digit-answer .say")).to_be_visible()
        with page.expect_request(drawn) as sent:
            draw(page)
        page.mouse.up()
        png = sent.value.post_data_json["data"][0].split(",")[1]
        from demo.uploads import PREFIX, open_drawing

        ink = open_drawing(PREFIX + png)
        assert ink.shape == (280, 280)
        assert ink.max() == 1
        assert ((ink > 0.1) & (ink < 0.9)).sum() > 20
        assert len(base64.b64decode(png)) < 20_000
