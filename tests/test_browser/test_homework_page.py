"""The homework as a visitor does it: by keyboard, with ticks that stay, by link, in 中文."""

import pytest
from homework_sheets import exercises, tasks
from lesson_page import copied, lesson, panel, run
from playwright.sync_api import Page, expect

SEED = 7


def here(page: Page):
    return panel(page, "homework")


def numbers(page: Page) -> list[str]:
    """What a sheet shows."""
    return here(page).locator(".scene .grid").all_inner_texts()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def to_answer(page: Page) -> None:
    """From the title of a sheet, where the keyboard is when it opens, to its first part."""
    here(page).locator("h3").focus()
    page.keyboard.press("Tab")


def write_numbers(page: Page, *numbers: object) -> None:
    to_answer(page)
    for number in numbers:
        press(page, "ControlOrMeta+a")
        page.keyboard.type(str(number))
        press(page, "Tab")
    press(page, "Shift+Tab", "Enter")


def walk(page: Page, places: list[int], times: int = 1) -> None:
    """Press buttons of a line or grid of three columns, by arrow and space."""
    for place in places:
        to_answer(page)
        press(page, *["ArrowRight"] * place, *["Space"] * times)


def sheet(page: Page, number: int, seed: int = SEED) -> None:
    page.goto(f"{page.url.split('?')[0]}?lesson=homework&task={number}&seed={seed}")
    expect(here(page).locator("h3")).to_contain_text(f"{number}.", timeout=20_000)


def test_the_keyboard_alone_does_the_homework(browser, url):
    sheets = exercises(browser)
    answer = {name: tasks(sheets, name, SEED + 1)[SEED]["answer"]
              for name in ("shape", "kernel", "pooling", "coverage")}
    sheets.close()
    with lesson(browser, url, "homework", f"task=1&seed={SEED}") as page:
        verdict, done = here(page).locator(".verdict"), here(page).locator(".done")
        write_numbers(page, "", 1, 1)
        expect(verdict).to_contain_text("missing")
        sizes = [answer["shape"][name] for name in ("channels", "height", "width")]
        write_numbers(page, sizes[0] + 1, *sizes[1:])
        expect(verdict).to_contain_text("✗")
        write_numbers(page, *sizes)
        expect(verdict).to_contain_text("✓")
        expect(done).to_have_text("1 of 10 done")
        press(page, "Enter")                                    # on to the next one
        expect(here(page).locator("h3")).to_have_text("2. Find in_features")
        expect(here(page).locator("h3")).to_be_focused()

        sheet(page, 5)
        kernel = [weight for row in answer["kernel"]["kernel"] for weight in row]
        walk(page, [n for n, weight in enumerate(kernel) if weight == 1])
        expect(done).to_have_text("1 of 10 done")               # the browser remembers
        walk(page, [n for n, weight in enumerate(kernel) if weight == -1], times=2)
        expect(done).to_have_text("2 of 10 done")               # without asking for a check
        assert here(page).locator(".differs").count() == 0
        assert run(copied(page, "homework", "code"))["answer"] is True

        sheet(page, 6)
        to_answer(page)
        press(page, "Space", *["ArrowDown"] * answer["pooling"]["layer"], "Enter")
        expect(done).to_have_text("3 of 10 done")

        sheet(page, 7)
        walk(page, answer["coverage"]["unseen"])
        press(page, "Tab")
        here(page).locator(".check").press("Enter")
        expect(done).to_have_text("4 of 10 done")
        expect(here(page).locator(".sheets .ticked")).to_have_count(4)
        here(page).locator(".reset").press("Enter")
        expect(done).to_have_text("4 of 10 done")               # it asks once
        here(page).locator(".reset").press("Enter")
        expect(done).to_have_text("0 of 10 done")


def test_a_link_brings_the_same_numbers_and_another_one_others(browser, url):
    with lesson(browser, url, "homework", "task=4&seed=99") as page:
        place = here(page)
        shown = numbers(page)
        place.locator(".ask").click()
        expect(place.locator(".help")).to_contain_text("nine products")
        expect(place.locator(".way")).to_have_attribute("href", "?lesson=convolution&picture=edge")
        query = copied(page, "homework", "link").split("?")[1]
        place.locator(".another").click()
        assert numbers(page) != shown
        expect(place.locator(".help")).to_be_hidden()
    with lesson(browser, url, "homework", query, locale="zh-CN") as page:
        expect(here(page).locator("h3")).to_have_text("4. 手算一个数")
        assert numbers(page) == shown


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_every_sheet_fits_a_telephone_and_is_in_one_language(browser, url, locale):
    """And a browser that may keep nothing, as in a frame, does the homework all the same."""
    phone = dict(viewport={"width": 390, "height": 800}, locale=locale)
    with lesson(browser, url, "homework", "task=11&seed=-1", **phone) as page:
        page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw 1; }})")
        sheet(page, 8)
        expect(here(page).locator(".done")).to_contain_text("0")
        for step in here(page).locator(".sheets button").all():
            step.click()
            here(page).locator(".check").click()
            here(page).locator(".ask").click()
            expect(here(page).locator(".verdict")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            text = here(page).inner_text()
            assert ("完成" in text) == (locale == "zh-CN") and "undefined" not in text
            if locale == "en-US":
                assert not any("一" <= sign <= "鿿" for sign in text)
