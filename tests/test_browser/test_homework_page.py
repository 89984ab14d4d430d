"""The homework as a visitor does it: by keyboard, with ticks that stay, by link, in 中文."""

import re

from homework_sheets import NAMES, open_exercises, sample_tasks
from lesson_page import copy_with, lesson_panel, open_lesson, run_code
from playwright.sync_api import Page, expect

SEED = 7


def homework_panel(page: Page):
    return lesson_panel(page, "homework")


def shown_numbers(page: Page) -> list[str]:
    """Read the numbers of the open sheet."""
    return homework_panel(page).locator(".scene .grid").all_inner_texts()


def press_keys(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def to_answer(page: Page) -> None:
    """From the title of a sheet, where the keyboard is when it opens, to its first part."""
    homework_panel(page).locator("h3").focus()
    page.keyboard.press("Tab")


def write_numbers(page: Page, *numbers: object) -> None:
    to_answer(page)
    for number in numbers:
        press_keys(page, "ControlOrMeta+a")
        page.keyboard.type(str(number))
        press_keys(page, "Tab")
    press_keys(page, "Shift+Tab", "Enter")


def press_cells(page: Page, places: list[int], times: int = 1) -> None:
    """Press buttons of a line or grid of three columns, by arrow and space."""
    for place in places:
        to_answer(page)
        press_keys(page, *["ArrowRight"] * place, *["Space"] * times)


def open_sheet(page: Page, number: int, seed: int = SEED) -> None:
    page.goto(f"{page.url.split('?')[0]}?lesson=homework&task={number}&seed={seed}")
    expect(homework_panel(page).locator("h3")).to_contain_text(f"{number}.", timeout=20_000)


def check_sheet(page: Page, language: str) -> None:
    """Expect that the open sheet fits a telephone, all of it in this language."""
    done = homework_panel(page).locator(".done")
    expect(done).to_contain_text({"en": "done", "zh": "完成"}[language])
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    text = homework_panel(page).inner_text()
    assert ("完成" in text) == (language == "zh") and "undefined" not in text
    if language == "en":
        assert not any("一" <= sign <= "鿿" for sign in text)


def test_the_keyboard_alone_does_the_homework(browser, url):
    sheets = open_exercises(browser)
    answer = {name: sample_tasks(sheets, name, SEED + 1)[SEED]["answer"]
              for name in ("shape", "kernel", "pooling", "coverage")}
    sheets.close()
    with open_lesson(browser, url, "homework", f"task=1&seed={SEED}") as page:
        here = homework_panel(page)
        verdict, done = here.locator(".verdict"), here.locator(".done")
        write_numbers(page, "", 1, 1)
        expect(verdict).to_contain_text("missing")
        sizes = [answer["shape"][name] for name in ("channels", "height", "width")]
        write_numbers(page, sizes[0] + 1, *sizes[1:])
        expect(verdict).to_contain_text("✗")
        write_numbers(page, *sizes)
        expect(verdict).to_contain_text("✓")
        expect(done).to_have_text("1 of 10 done")
        press_keys(page, "Enter")                                    # on to the next one
        expect(homework_panel(page).locator("h3")).to_have_text("2. Find in_features")
        expect(homework_panel(page).locator("h3")).to_be_focused()

        open_sheet(page, 5)
        kernel = [weight for row in answer["kernel"]["kernel"] for weight in row]
        press_cells(page, [n for n, weight in enumerate(kernel) if weight == 1])
        expect(done).to_have_text("1 of 10 done")               # the browser remembers
        press_cells(page, [n for n, weight in enumerate(kernel) if weight == -1], times=2)
        expect(done).to_have_text("2 of 10 done")               # without asking for a check
        assert homework_panel(page).locator(".differs").count() == 0
        assert run_code(copy_with(page, "homework", "code"))["answer"] is True

        open_sheet(page, 6)
        to_answer(page)
        press_keys(page, "Space", *["ArrowDown"] * answer["pooling"]["layer"], "Enter")
        expect(done).to_have_text("3 of 10 done")

        open_sheet(page, 7)
        press_cells(page, answer["coverage"]["unseen"])
        press_keys(page, "Tab")
        homework_panel(page).locator(".check").press("Enter")
        expect(done).to_have_text("4 of 10 done")
        expect(homework_panel(page).locator(".sheets .ticked")).to_have_count(4)
        homework_panel(page).locator(".reset").press("Enter")
        expect(done).to_have_text("4 of 10 done")               # it asks once
        homework_panel(page).locator(".reset").press("Enter")
        expect(done).to_have_text("0 of 10 done")


def test_a_link_brings_the_same_numbers_and_another_one_others(browser, url):
    with open_lesson(browser, url, "homework", "task=4&seed=99") as page:
        place = homework_panel(page)
        shown = shown_numbers(page)
        place.locator(".ask").click()
        expect(place.locator(".help")).to_contain_text("nine products")
        expect(place.locator(".way")).to_have_attribute("href", "?lesson=convolution&picture=edge")
        query = copy_with(page, "homework", "link").split("?")[1]
        place.locator(".another").click()
        assert shown_numbers(page) != shown
        expect(place.locator(".help")).to_be_hidden()
        place.locator(".sheets button").first.click()
        legends = set()
        for _ in range(20):         # the legend explains dashed pixels where there are some
            place.locator(".another").click()
            picture = place.locator("figure.small")
            legends.add(("dashed" in picture.inner_text(), picture.locator(".pad").count() > 0))
        assert legends == {(True, True), (False, False)}
    with open_lesson(browser, url, "homework", query, locale="zh-CN") as page:
        expect(homework_panel(page).locator("h3")).to_have_text("4. 手算一个数")
        assert shown_numbers(page) == shown


def test_all_ten_are_printed_without_answers_and_with_them(browser, url):
    sheets = open_exercises(browser)
    answers = {name: sample_tasks(sheets, name, 8)[7]["answer"] for name in NAMES}
    sheets.close()
    with open_lesson(browser, url, "homework", "sheet=all&seed=7") as page:
        paper = homework_panel(page).locator(".worksheet")
        written = paper.locator(".answer b")
        for language, shown in (("en", False), ("zh", True)):
            page.locator(f"#header [data-language={language}]").click()
            page.evaluate(f"ConvLens.answers.setShown({str(shown).lower()})")
            expect(paper.locator(".why")).to_have_count(10 if shown else 0)
            page.emulate_media(media="print")
            expect(paper.locator(".exercise")).to_have_count(10)
            expect(page.locator("button, .sheet, .lesson-title ~ nav").locator("visible=true")
                   ).to_have_count(0)
            assert ("完成" in paper.inner_text()) <= (language == "zh")
            texts = [text.strip() for text in written.all_inner_texts()]
            if shown:
                assert texts[:3] == [str(answers["shape"][side]) for side in answers["shape"]]
                assert "ABCD"[answers["pooling"]["layer"]] in texts and all(texts)
                assert str(answers["features"]["features"]) in texts
            else:
                assert not any(texts)
            pdf = page.pdf()
            assert pdf.startswith(b"%PDF") and 2 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 8
            page.emulate_media(media="screen")
        paper.locator(".close").click()
        expect(homework_panel(page).locator(".sheet")).to_be_visible()
        page.evaluate("ConvLens.answers.setShown(true)")
        expect(homework_panel(page).locator(".solution")).to_be_visible()
        page.go_back()
        expect(paper).to_be_visible()


def test_every_sheet_fits_a_telephone_and_is_in_one_language(browser, url):
    """And a browser that may keep nothing, as in a frame, does the homework all the same.

    One sheet is opened in English and switched to 中文, the next one the other way round.
    """
    phone, language = dict(viewport={"width": 390, "height": 800}), "en"
    with open_lesson(browser, url, "homework", "task=11&seed=-1", **phone) as page:
        page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw 1; }})")
        open_sheet(page, 8)
        expect(homework_panel(page).locator(".done")).to_contain_text("0")
        for step in homework_panel(page).locator(".sheets button").all():
            step.click()
            homework_panel(page).locator(".check").click()
            homework_panel(page).locator(".ask").click()
            expect(homework_panel(page).locator(".verdict")).to_be_visible()
            check_sheet(page, language)
            language = "zh" if language == "en" else "en"
            page.locator(f"#header [data-language={language}]").click()
            check_sheet(page, language)
