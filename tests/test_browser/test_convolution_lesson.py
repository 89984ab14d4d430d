"""The convolution lesson: played, stepped, edited and shared; by mouse, keyboard and touch."""

import pytest
from lesson_page import cell_numbers, copy_with, lesson_panel, open_lesson, run_code
from paths import ROOT
from playwright.sync_api import Page, expect


def move_slider(page: Page, name: str, value: float) -> None:
    """Move a slider."""
    page.locator(f"#lesson-convolution [name={name}]").fill(str(value))


def test_play_pause_step_and_scrub(browser, url):
    with open_lesson(browser, url, "convolution") as page:
        here = lesson_panel(page, "convolution")
        count, play = here.locator(".count"), here.locator(".play")
        expect(count).to_have_text("1 / 36")
        here.locator(".step").click()
        expect(count).to_have_text("2 / 36")
        here.locator(".back").click()
        expect(count).to_have_text("1 / 36")
        here.locator(".pace").fill("4")
        play.click()
        expect(count).not_to_have_text("1 / 36")
        play.click()
        stopped = count.inner_text()
        page.wait_for_timeout(400)
        assert count.inner_text() == stopped
        here.locator(".scrub").fill("34")
        play.click()
        expect(count).to_have_text("36 / 36")
        expect(play).to_have_text("▶")      # at the end it stops by itself


def test_at_the_slow_speed_the_products_come_one_by_one(browser, url):
    with open_lesson(browser, url, "convolution") as page:
        here = lesson_panel(page, "convolution")
        here.locator(".pace").fill("2")
        here.locator(".play").click()
        for products, result in (("later > 2 && later < 8", "waits"), ("!later", "!waits")):
            page.wait_for_function(f"""() => {{
                const here = document.querySelector("#lesson-convolution");
                const later = here.querySelectorAll(".terms .later").length;
                const waits = here.querySelector(".map i.now").classList.contains("later");
                return {products} && {result} }}""")


def test_a_kernel_is_edited_and_the_code_gives_the_same_map(browser, url):
    query = "padding=1&mode=reflect&stride=2&bias=0.5"
    with open_lesson(browser, url, "convolution", query) as page:
        page.locator("#lesson-convolution .kernels input").first.fill("-2.5")
        expect(page.locator("#lesson-convolution [name=kernel]")).to_have_value("own")
        page.locator("#lesson-convolution .last").click()
        result = run_code(copy_with(page, "convolution", "code"))["result"]
        shown = cell_numbers(page, "#lesson-convolution .map i")
        assert shown == pytest.approx(result.flatten().tolist(), abs=0.0051)


def test_a_link_brings_the_same_lesson(browser, url):
    query = "kernel=trained_5&channels=3&padding=2&stride=2&dilation=2&size=10&place=7&relu=false"
    with open_lesson(browser, url, "convolution", query) as page:
        first = page.locator("#lesson-convolution .map i").nth(2)
        first.wait_for()
        page.locator("#lesson-convolution .pictures i:not(.pad)").nth(12).click()
        page.locator("#lesson-convolution .kernels input").nth(20).fill("0.75")
        address = copy_with(page, "convolution", "link")
        code = copy_with(page, "convolution", "code")
        assert page.locator("#lesson-convolution .count").inner_text().startswith("7 / ")
    with open_lesson(browser, url, "convolution", address.split("?")[1]) as page:
        assert copy_with(page, "convolution", "code") == code
        assert page.locator("#lesson-convolution .count").inner_text().startswith("7 / ")


def test_the_keyboard_alone(browser, url):
    """A pixel is written, the window moved, a weight edited, a step made, without a mouse."""
    with open_lesson(browser, url, "convolution", "kernel=identity") as page:
        here = lesson_panel(page, "convolution")
        here.locator(".play").focus()
        for key in ("Tab", "Enter"):            # step
            page.keyboard.press(key)
        expect(here.locator(".count")).to_have_text("2 / 36")
        here.locator("[name=padding]").focus()
        page.keyboard.press("Tab")              # into the picture
        for key in ("ArrowDown", "ArrowRight", "7"):
            page.keyboard.press(key)
        assert cell_numbers(page, "#lesson-convolution .pictures i")[9] == 0.7
        page.keyboard.press("Tab")              # into the kernel
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("-2.5")
        assert here.locator(".kernels input").first.input_value() == "-2.5"
        for _ in range(9):
            page.keyboard.press("Tab")          # over the kernel, into the map
        page.keyboard.press("ArrowDown")
        expect(here.locator(".count")).to_have_text("8 / 36")
        expect(here.locator(".spoken")).to_contain_text("Row 2, column 2")
        page.keyboard.press("Tab")              # out of the map, to the folded settings
        page.keyboard.press("Enter")
        expect(here.locator("[name=dilation]")).to_be_visible()


def test_what_does_not_fit_is_left_over_and_what_cannot_be_is_told(browser, url):
    with open_lesson(browser, url, "convolution", "size=8&stride=3") as page:
        here = lesson_panel(page, "convolution")
        assert here.locator(".pictures .over").count() == 8 * 8 - 6 * 6
        expect(here.locator(".left-over")).to_contain_text("2")
        expect(here.locator("details.more")).to_have_attribute("open", "")      # a link set stride
        move_slider(page, "dilation", 3)
        move_slider(page, "side", 5)
        expect(here.locator(".left-over")).to_contain_text("Kernel size can't be greater")
        assert here.locator(".map i").count() == 0
        move_slider(page, "padding", 4)
        assert here.locator(".map i").count() == 4


def test_a_picture_of_ones_own(browser, url):
    """A patch of an upload, moved by the arrow keys; a text file is told in a sentence."""
    with open_lesson(browser, url, "convolution", "picture=upload&channels=3") as page:
        here = lesson_panel(page, "convolution")
        file = here.locator("input[type=file]")
        file.set_input_files(ROOT / "LICENSE")
        expect(here.locator(".upload .hint")).to_contain_text("cannot be read")
        file.set_input_files(ROOT / "demo" / "examples" / "photos" / "coffee.jpg")
        expect(here.locator(".upload canvas")).to_have_attribute("width", "48")
        before = cell_numbers(page, "#lesson-convolution .pictures i")
        assert len(set(before)) > 20
        here.locator(".upload canvas").focus()
        page.keyboard.press("ArrowRight")
        after = cell_numbers(page, "#lesson-convolution .pictures i")
        assert after[:7] == before[1:8]


def test_a_finger_draws(browser, url):
    phone = dict(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    with open_lesson(browser, url, "convolution", "picture=drawing", **phone) as page:
        pixels = page.locator("#lesson-convolution .pictures i")
        pixels.first.scroll_into_view_if_needed()
        finger = page.context.new_cdp_session(page)
        for kind, n in (("touchStart", 0), ("touchMove", 9), ("touchMove", 18), ("touchEnd", None)):
            box = n is not None and pixels.nth(n).bounding_box()
            points = [{"x": box["x"] + 8, "y": box["y"] + 8}] if box else []
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        drawn = cell_numbers(page, "#lesson-convolution .pictures i")
        assert [drawn[n] for n in (0, 9, 18)] == [1, 1, 1]
        assert sum(drawn) == 3
