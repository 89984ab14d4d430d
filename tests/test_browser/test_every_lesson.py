"""Every lesson, opened by its address: title, first screen, language, axe-core, widths, paper."""

import pytest
from accessibility import check_accessible, check_targets
from lesson_layout import check_first_screen, check_printed, lesson_figure, lesson_tab
from lesson_page import lesson_panel
from one_language import check_language
from places import FOLD, check_widths, open_place, switch, unfold
from playwright.sync_api import Page, expect

from demo.i18n import catalogue
from demo.lessons.page import NAMES

# Settings that make the figure as wide as it can be
WIDEST = {
    "convolution": {"channels": 3, "side": 5, "size": 12, "padding": 4},
    "stride": {"size": 14}, "pooling": {"size": 12},
}
SET = """(field, value) => {
  field.value = value;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
}"""


def check_address(page: Page, name: str, language: str) -> None:
    """Expect that the address opened this lesson's tab, is still there, and gave the title."""
    tab = lesson_tab(page, name)
    expect(tab).to_have_attribute("aria-selected", "true")
    word = catalogue()["lessons" if name == "story" else f"lesson_{name}"][language]
    expect(page).to_have_title(f"{word} · ConvLens")
    assert page.evaluate("location.search") == f"?lesson={name}"
    assert name == "story" or tab.inner_text() == word


def check_unfolded(page: Page, language: str) -> None:
    """Expect one language, large targets, and no lesson wider than the window."""
    check_language(page, language)
    check_targets(page)
    check_widths(page, 390, 800)


def check_question(page: Page, name: str) -> None:
    """Expect one right answer, a reason with each wrong one, and all of them with ?answers=1."""
    here = lesson_panel(page, name).locator(".question")
    choices, told = here.locator(".choices button"), here.locator(".told")
    reasons = []
    for number in range(choices.count()):
        choices.nth(number).click()
        expect(choices.nth(number)).to_be_focused()
        reasons.append((told.get_attribute("class"), told.inner_text()))
    assert sorted(verdict for verdict, _ in reasons) == ["told right", "told wrong", "told wrong"]
    assert len({reason for _, reason in reasons if len(reason) > 8}) == 3
    expect(here.locator(".all")).to_be_hidden()
    page.evaluate("ConvLens.answers.setShown(true)")
    lines = here.locator(".all li")
    assert [line.get_attribute("class") for line in lines.all()] == [
        verdict.removeprefix("told ") for verdict, _ in reasons]
    for line, (_, reason) in zip(lines.all(), reasons):
        expect(line).to_contain_text(reason)
    page.evaluate("ConvLens.answers.setShown(false)")


def set_widest(page: Page, name: str) -> None:
    """Move the sliders to where the figure is widest."""
    for field, value in WIDEST.get(name, {}).items():
        slider = page.locator(f"#lesson-{name} [name={field}]")
        slider.evaluate(SET, value)
    if name == "shapes":
        page.locator("#lesson-shapes .begin-simple").click()


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson(browser, url, name):
    language = "en" if NAMES.index(name) % 2 else "zh"
    with open_place(browser, url, f"lesson={name}", language) as page:
        lesson_figure(page, name).wait_for()
        check_address(page, name, language)
        check_first_screen(page, name, language)
        if name != "homework":          # ten exercises
            check_question(page, name)
        unfold(page)
        check_accessible(page, "html", "#pages")    # every second lesson in Chinese
        check_unfolded(page, language)
        language = switch(page)
        check_unfolded(page, language)
        page.evaluate(FOLD)
        check_first_screen(page, name, language)
        check_printed(page, name)
        unfold(page)
        set_widest(page, name)
        check_widths(page, 390, 800)
        check_language(page, switch(page))
