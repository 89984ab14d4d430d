"""The pad's tools as people use them, and what the page shows beside a drawing."""

import re
from itertools import pairwise

from digit_page import answer, draw, is_white, points, visit
from drawings import data_url
from paths import DATA
from PIL import Image
from playwright.sync_api import Page, expect
from torchvision import datasets


def ink(page: Page) -> float:
    """How much of the paper is dark, from 0 to 1."""
    return page.evaluate(
        """() => { const c = document.querySelector("#pad canvas");
        const all = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        let dark = 0;
        for (let n = 0; n < all.length; n += 4) dark += all[n] < 128;
        return dark * 4 / all.length }"""
    )


def drawn(page: Page) -> float:
    """Draw the 7, and wait for the answer; returns how much ink that is."""
    draw(page)
    page.mouse.up()
    expect(answer(page)).to_have_text("7")
    return ink(page)


def give(page: Page, kind: str, url: str) -> None:
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


def test_a_step_back_and_forth(browser, url):
    with visit(browser, url) as page:
        expect(page.locator("#digit-answer .say")).to_contain_text("Draw a digit")
        seven = drawn(page)
        page.keyboard.press("Control+z")
        expect(answer(page)).to_have_count(0)
        assert is_white(page)
        page.keyboard.press("Control+Shift+Z")
        expect(answer(page)).to_have_text("7")
        assert ink(page) == seven
        page.locator("#clear").click()
        expect(answer(page)).to_have_count(0)
        page.locator("#undo").click()       # what was cleared away comes back too
        expect(answer(page)).to_have_text("7")
        assert ink(page) == seven
        page.locator("#undo").click()
        draw(page)
        page.mouse.up()
        expect(page.locator("#redo")).to_have_attribute("aria-disabled", "true")
        page.keyboard.press("Control+y")    # a new stroke ends what could have been redone
        assert ink(page) == seven


def test_eraser_and_width_of_the_pen(browser, url):
    with visit(browser, url) as page:
        seven = drawn(page)
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
        assert 0 < ink(page) < seven / 2


def test_a_picture_of_a_digit_is_pasted_or_dropped(browser, url):
    """White on black, or dark on a grey page: it becomes ink on paper, and is answered."""
    test = datasets.MNIST(DATA, train=False)
    digit = Image.fromarray(test.data[0].numpy())       # a 7
    page_of_paper = Image.eval(digit.resize((300, 400)), lambda level: 190 - level // 2)
    with visit(browser, url) as page:
        for kind, picture in (("paste", digit), ("drop", page_of_paper)):
            give(page, kind, data_url(picture))
            expect(answer(page)).to_have_text("7")
            assert 0.02 < ink(page) < 0.3
            page.locator("#clear").click()
            expect(answer(page)).to_have_count(0)
        give(page, "drop", "data:text/plain,hello")
        expect(page.locator("#pad .note")).to_contain_text("not a picture")
        assert is_white(page)


def test_a_drawing_survives_tabs_sizes_and_languages(browser, url):
    with visit(browser, url) as page:
        seven = drawn(page)
        page.get_by_role("tab", name="Fashion").click()
        page.get_by_role("tab", name="Digits").click()
        page.set_viewport_size({"width": 390, "height": 700})
        page.set_viewport_size({"width": 1280, "height": 900})
        assert ink(page) == seven
        page.locator("footer").get_by_text("Settings").click()
        page.get_by_label("Language").click()
        page.get_by_role("option", name="简体中文").click()
        expect(page.get_by_text("点击十个数字中的任意一个")).to_be_visible()
        expect(page.locator("#strokes")).to_contain_text("支持 7")
        assert ink(page) == seven
        expect(answer(page)).to_have_text("7")


def test_why_and_why_not(browser, url):
    with visit(browser, url) as page:
        drawn(page)
        said, heat = page.locator("#strokes"), page.locator("#heat image")
        expect(said).to_contain_text("counts for 7")
        sides = "r => [r.x, r.y, r.width, r.height].map(side => side.baseVal.value)"
        box = page.locator("#box rect").evaluate(sides)
        assert 50 < box[0] < 80 and 35 < box[1] < 60 and 110 < box[2] < 170 and 170 < box[3] < 215
        first = heat.get_attribute("href")
        page.locator("#digit-answer [data-digit='9']").click()
        expect(said).to_contain_text("9")
        expect(heat).not_to_have_attribute("href", first)
        expect(page.locator("#why-parts tr.chosen")).to_contain_text("9")
        page.get_by_role("tab", name="First layer").click()
        expect(page.locator("#why-maps img")).to_be_visible()
        page.get_by_role("tab", name="Nearest digits").click()
        expect(page.locator("#why-near li")).to_have_count(10)
        page.locator("#digit-model input[value=mnist_tutorial]").check()
        page.get_by_role("tab", name="Scores, term by term").click()
        expect(page.locator("#why-parts")).to_contain_text("have no place")


def test_a_mistake_is_traced(browser, url):
    with visit(browser, url) as page:
        page.get_by_role("tab", name="Its mistakes").click()
        mistake = page.locator("#why-wrong button").first
        mistake.click()
        expect(page.locator("#trace img")).to_have_attribute("src", re.compile("^data:image/png"))
        assert is_white(page)       # it lies under the ink and is not sent
        drawn(page)                 # the paper came back into sight
        mistake.click()
        expect(page.locator("#trace img")).to_have_count(0)


def test_without_centring_the_network_sees_the_whole_paper(browser, url):
    with visit(browser, url) as page:
        drawn(page)
        seen = page.locator("#digit-seen img")
        centred = seen.get_attribute("src")
        page.locator("#plain input").check()
        expect(seen).not_to_have_attribute("src", centred)
        expect(page.locator("#box rect")).to_have_attribute("width", "280")


def test_a_telephone_in_the_dark(browser, url):
    """Room for fingers, nothing wider than the screen, white paper, Chinese."""
    phone = dict(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    with visit(browser, f"{url}?__theme=dark", **phone, locale="zh-CN") as page:
        for button in page.locator("#pad button, #digit-answer button").all():
            size = button.bounding_box()
            assert min(size["width"], size["height"]) >= 40
            assert re.search(r"[a-z].*[一-鿿]", button.get_attribute("aria-label"), re.I)
        assert is_white(page)
        page.touchscreen.tap(*points(page)[0])
        expect(page.locator("#box rect")).to_be_visible()
        for tab in ("第一层", "最相近的数字", "它认错的", "得分的每一项"):
            page.get_by_role("tab", name=tab).click()
            page.wait_for_timeout(300)
            assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_pen_keeps_a_beat(browser, url):
    """However often a mouse tells that it moves, pictures are sent 80 milliseconds apart."""
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
