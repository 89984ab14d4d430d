"""The pad's tools in a browser: undo, eraser, pasted pictures, themes and languages."""

import re
from itertools import pairwise

import numpy as np
from digit_page import (
    answer,
    draw,
    draw_seven,
    ink_share,
    is_white,
    open_page,
    points,
    unfold,
    visit,
)
from drawings import data_url
from paths import DATA
from photographs import photograph
from PIL import Image
from playwright.sync_api import Page, expect
from torchvision import datasets


def give_picture(page: Page, kind: str, url: str) -> None:
    """Paste or drop a picture file on the pad."""
    page.evaluate(
        """async ([kind, url]) => {
          const blob = await (await fetch(url)).blob();
          const data = new DataTransfer(), both = { bubbles: true, cancelable: true };
          data.items.add(new File([blob], "digit.png", { type: blob.type }));
          const event = kind === "paste"
            ? new ClipboardEvent("paste", { clipboardData: data, ...both })
            : new DragEvent("drop", { dataTransfer: data, ...both });
          document.querySelector("#pad canvas").dispatchEvent(event);
        }""",
        [kind, url],
    )


def test_a_step_back_and_forth_eraser_and_width_of_the_pen(browser, url):
    with visit(browser, url) as page:
        expect(page.locator("#digit-answer .say")).to_contain_text("Draw a digit")
        seven = draw_seven(page)
        page.keyboard.press("Control+z")
        expect(answer(page)).to_have_count(0)
        assert is_white(page)
        page.keyboard.press("Control+Shift+Z")
        expect(answer(page)).to_have_text("7")
        assert ink_share(page) == seven
        page.locator("#clear").click()
        expect(answer(page)).to_have_count(0)
        page.locator("#undo").click()       # what was cleared away comes back too
        expect(answer(page)).to_have_text("7")
        assert ink_share(page) == seven
        page.locator("#undo").click()
        draw(page)
        page.mouse.up()
        expect(page.locator("#redo")).to_have_attribute("aria-disabled", "true")
        page.keyboard.press("Control+y")    # a new stroke ends what could have been redone
        assert ink_share(page) == seven

        page.keyboard.press("e")
        expect(page.locator("#eraser")).to_have_attribute("aria-pressed", "true")
        for _ in range(9):
            page.keyboard.press("]")
        assert page.locator("#pen-width").input_value() == "45"
        draw(page)
        page.mouse.up()
        assert is_white(page)
        expect(answer(page)).to_have_count(0)
        page.locator("#pen").click()
        page.locator("#pen-width").fill("6")
        draw(page)
        page.mouse.up()
        assert 0 < ink_share(page) < seven / 2


def test_a_picture_of_a_digit_is_pasted_or_dropped(browser, url):
    """White on black, or dark on a grey page: it becomes ink on paper, and is answered."""
    test = datasets.MNIST(DATA, train=False)
    digit = Image.fromarray(test.data[0].numpy())       # a 7
    page_of_paper = Image.eval(digit.resize((300, 400)), lambda level: 190 - level // 2)
    with visit(browser, url) as page:
        for kind, picture in (("paste", digit), ("drop", page_of_paper)):
            give_picture(page, kind, data_url(picture))
            expect(answer(page)).to_have_text("7")
            assert 0.02 < ink_share(page) < 0.3
            page.locator("#clear").click()
            expect(answer(page)).to_have_count(0)
        give_picture(page, "drop", "data:text/plain,hello")
        expect(page.locator("#pad .note")).to_contain_text("cannot be read")
        assert is_white(page)


def test_a_stray_tap_turns_grey_and_a_shaded_photo_is_read(browser, url, tmp_path):
    """And a picture that the browser hides from the page is told in a sentence."""
    with visit(browser, url) as page:
        draw_seven(page)
        box = page.locator("#pad canvas").bounding_box()
        page.mouse.click(box["x"] + 12, box["y"] + box["height"] - 12)
        strays = page.locator("#box image.strays")
        expect(strays).to_have_attribute("href", re.compile("data:image/png"))
        expect(answer(page)).to_have_text("7")
        assert page.locator("#box rect").bounding_box()["height"] < 0.8 * box["height"]
        page.locator("#undo").click()
        expect(strays).to_have_count(0)

        digit = datasets.MNIST(DATA, train=False).data[1].numpy() / 255     # a 2
        photo = photograph(digit, np.random.default_rng(0), shadow=0.001)
        photo.save(tmp_path / "photo.tif")
        page.locator("#pad-file").set_input_files(tmp_path / "photo.tif")
        expect(answer(page)).to_have_text("2")
        expect(page.locator("#pad .note")).to_be_empty()
        page.evaluate(
            """() => { const data = new DataTransfer();
            data.setData("text/uri-list", "http://127.0.0.1:9/hidden.png");
            document.querySelector("#pad canvas").dispatchEvent(
              new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })) }"""
        )
        expect(page.locator("#pad .note")).to_contain_text("Save it")


def test_a_drawing_survives_tabs_sizes_and_languages(browser, url):
    with visit(browser, url) as page:
        seven = draw_seven(page)
        open_page(page, "Fashion")
        open_page(page, "Digits")
        page.set_viewport_size({"width": 390, "height": 700})
        page.set_viewport_size({"width": 1280, "height": 900})
        assert ink_share(page) == seven
        page.locator("#header [data-language=zh]").click()
        expect(page.get_by_text("点另一个数字来问它")).to_be_visible()
        expect(page.locator("#strokes")).to_contain_text("支持 7")
        assert ink_share(page) == seven
        expect(answer(page)).to_have_text("7")


def test_a_telephone_in_the_dark(browser, url):
    """Room for fingers, nothing wider than the screen, white paper, Chinese."""
    phone = dict(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    with visit(browser, f"{url}?__theme=dark", **phone, locale="zh-CN") as page:
        page.locator("#show-all input").check()
        for button in page.locator("#pad button, #digit-answer button").all():
            size = button.bounding_box()
            assert min(size["width"], size["height"]) >= 44
            assert re.search(r"[一-鿿]", button.get_attribute("title"))
        assert is_white(page)
        page.locator("#pad canvas").scroll_into_view_if_needed()
        page.touchscreen.tap(*points(page)[0])
        expect(page.locator("#box rect")).to_be_visible()
        for title in ("第一层", "最相似的训练数字", "认错的数字", "得分是怎么来的", "网络与设置"):
            unfold(page, title)
            page.wait_for_timeout(300)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pictures_are_sent_80_milliseconds_apart(browser, url):
    """However often the mouse moves."""
    with visit(browser, url) as page:
        page.evaluate(
            """() => { window.sent = [];
            const png = HTMLCanvasElement.prototype.toDataURL;
            HTMLCanvasElement.prototype.toDataURL = function (...kind) {
              sent.push(performance.now());
              return png.apply(this, kind);
            } }"""
        )
        draw(page)
        page.wait_for_timeout(100)
        times = page.evaluate("sent")
        page.mouse.up()
    assert len(times) >= 2
    assert min(later - earlier for earlier, later in pairwise(times)) > 75
