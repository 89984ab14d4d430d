"""The network at work on the Digits page: live, pointed at, played, and silent out of sight."""

from digit_page import draw, draw_seven, open_app, visit
from PIL import Image
from playwright.sync_api import Page, expect
from visitor import visitor

PIXELS = """() => { const c = document.querySelector("#digit-network canvas");
return c.toDataURL() }"""


def caption(page: Page):
    return page.locator("#digit-network .caption")


def point_at(page: Page, x: float, y: float) -> None:
    """Point at a place of the picture, in shares of its width and height."""
    canvas = page.locator("#digit-network canvas").first
    box = canvas.bounding_box()
    canvas.hover(position={"x": x * box["width"], "y": y * box["height"]})


def test_it_lights_up_while_the_pen_moves_and_tells_what_is_pointed_at(browser, url):
    with open_app(browser, url) as page:
        example = page.evaluate(PIXELS)
        assert example != page.evaluate("document.createElement('canvas').toDataURL()")
        draw(page)      # the pen is still down
        page.wait_for_function(f"before => ({PIXELS})() !== before", arg=example)
        page.mouse.up()
        expect(page.locator("#digit-answer h2")).to_have_text("7")
        point_at(page, 0.3, 0.5)
        expect(caption(page)).to_contain_text("pool2, map")
        expect(caption(page)).to_contain_text("of 32: 14×14 numbers")
        expect(caption(page)).to_contain_text("Its kernel: 32×3×3 weights")
        point_at(page, 0.95, 0.05)
        expect(caption(page)).to_contain_text("Score of 0:")
        page.locator("#digit-network canvas").click(position={"x": 1150, "y": 172})
        expect(page.locator("#strokes h3")).to_contain_text("why not 9?")
        point_at(page, 0.5, 0.5)
        expect(caption(page)).to_contain_text("without these maps of pool2")


def test_a_map_is_enlarged_its_sum_written_out_and_the_sheets_are_turned(browser, url):
    with open_app(browser, url + "?show=digits&view=depth", reduced_motion="reduce") as page:
        depth, closer = page.locator("#digit-network [data-do=depth]"), page.locator(".closer")
        expect(depth).to_have_attribute("aria-pressed", "true")
        page.locator("#digit-network canvas").focus()
        page.wait_for_function("document.querySelector('#digit-network canvas').height > 400")
        before = page.evaluate(PIXELS)
        page.keyboard.press("Shift+ArrowRight")
        page.wait_for_function(f"before => ({PIXELS})() !== before", arg=before)
        depth.click()
        expect(depth).to_have_attribute("aria-pressed", "false")
        page.wait_for_function("!location.search.includes('view=')")
        page.locator("#digit-network canvas").focus()
        for key in ("ArrowRight", "ArrowRight", "Enter"):
            page.keyboard.press(key)
        expect(closer.locator(".title")).to_contain_text("pool4, map 1 of 96")
        expect(closer.locator(".told")).to_contain_text("Row")
        expect(closer.locator(".sum h4").first).to_contain_text("conv4: Σ window × kernel")
        told = closer.locator(".told").inner_text()
        page.keyboard.press("ArrowDown" if "Row 0" in told else "ArrowUp")
        expect(closer.locator(".told")).not_to_have_text(told)
        page.keyboard.press("Escape")
        expect(closer).to_be_hidden()


def test_layers_are_shown_one_by_one_with_the_keyboard(browser, url):
    with open_app(browser, url, reduced_motion="reduce") as page:
        step = page.locator("#digit-network [data-do=step]")
        step.focus()
        said = []
        for _ in range(5):
            page.keyboard.press("Enter")
            said.append(caption(page).inner_text())
        assert [sentence[:2] for sentence in said] == ["1.", "2.", "3.", "4.", "5."]
        assert "28×28" in said[0] and "96 maps of 7×7" in said[2] and "softmax" in said[4]
        page.locator("#digit-network canvas").focus()
        page.keyboard.press("ArrowRight")
        expect(caption(page)).to_contain_text("pool2, map 1 of 32")
        page.keyboard.press("ArrowDown")
        expect(caption(page)).to_contain_text("pool2, map 2 of 32")
        for kind, frames in (("png", 1), ("webp", 20)):
            with page.expect_download() as download:
                page.locator(f"#digit-network [data-do={kind}]").click()
            with Image.open(download.value.path()) as saved:
                assert (saved.format, saved.n_frames) == (kind.upper(), frames)
                saved.seek(frames - 1)
                saved.load()
                assert saved.width == page.evaluate(
                    "document.querySelector('#digit-network canvas').width")
        play = page.locator("#digit-network [data-do=play]")
        play.click()
        expect(play).to_contain_text("Pause")
        play.click()
        expect(play).to_contain_text("Slow motion")


def test_out_of_sight_nothing_is_sent_until_it_comes_into_sight(browser, url):
    with visit(browser, url, viewport={"width": 390, "height": 700}) as page:
        answers: list[int] = []
        page.on("response", lambda answer: "/predict" in answer.url
                and answers.append(len(answer.body())))
        draw_seven(page)
        expect(page.locator("#strokes h3")).to_be_visible()
        assert answers and max(answers) < 10_000
        old = page.evaluate(PIXELS)
        with page.expect_response(lambda answer: "/predict" in answer.url) as asked:
            page.locator("#digit-network canvas").scroll_into_view_if_needed()
        assert len(asked.value.body()) > 10_000
        page.wait_for_function(f"old => ({PIXELS})() !== old", arg=old)


def test_it_is_on_other_pages_and_leads_to_a_map_of_a_photo(browser, url):
    with visitor(browser, url) as page:
        page.goto(url + "?show=fashion")
        picture = page.locator("#garment-network")
        picture.scroll_into_view_if_needed()
        expect(picture.locator(".strongest")).to_contain_text("Most for")
        page.goto(url + "?show=maps&tab=whole")
        picture = page.locator("#maps-strip")
        picture.scroll_into_view_if_needed()
        expect(picture.locator(".strongest")).to_contain_text("Most for")
        picture.locator("canvas").focus()
        for key in ("ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown"):
            page.keyboard.press(key)
        expect(picture.locator(".caption")).to_contain_text("pool2, map 3 of 32: 46×84 numbers")
        page.keyboard.press("Enter")
        expect(page.locator("#look-map input")).to_have_value("3")
        expect(page.locator("#look-step input:checked")).to_have_value("pool2")
        page.goto(url + "?lesson=story&view=depth")
        picture = page.locator("#story-network")
        picture.scroll_into_view_if_needed()
        expect(picture.locator(".strongest")).to_contain_text("Most for 7:")
        expect(picture.locator("[data-do=depth]")).to_have_attribute("aria-pressed", "true")
