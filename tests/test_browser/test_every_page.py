"""Every page and tab, opened by its address: title, language, axe-core, touch targets, widths."""

import pytest
from accessibility import check_accessible, check_targets
from one_language import check_language
from places import check_widths, open_place, switch, unfold
from playwright.sync_api import Page, expect

from demo.header.header import PAGES
from demo.i18n import catalogue

# What is there when a page, or a tab of it, has been filled.  Each lesson has a test of its own.
PLACES = {
    "digits": {"": "#digit-answer h2"},
    "maps": {"closer": "#look-sums table", "growth": "#growth-random img",
             "pooling": "#pool-max img"},
    "fashion": {"": "#fashion-answer h2"},
    "lessons": {"": "#story img"},
    "runs": {"curves": "#runs-facts table", "mistakes": "#runs-mistakes img",
             "explore": "#runs-cloud .legend button", "live": "#runs-start"},
    "teacher": {"": "#lesson-teacher .qr[src^='data:image']"},
}  # fmt: skip
TABS = "#pages .tabs [role=tab]:visible"


def check_page(page: Page, name: str, language: str) -> None:
    """Expect that the header marks this page alone, and that the window bears its name."""
    current = page.locator("#header nav [aria-current=page]")
    expect(current).to_have_attribute("data-page", name)
    expect(page.locator("#pages > [role=tabpanel]:visible")).to_have_count(1)
    expect(page).to_have_title(f"{catalogue()[name][language]} · ConvLens")


def check_tab(page: Page, place: str, coloured: str, language: str) -> str:
    """Check what is open in this language and in the other; return the other."""
    unfold(page)
    check_language(page, language)
    language = switch(page)
    check_language(page, language)
    check_accessible(page, place, coloured)
    check_targets(page)
    return language


def test_no_page_is_forgotten():
    assert tuple(PLACES) == PAGES


@pytest.mark.parametrize("name", PLACES)
def test_a_page(browser, url, name):
    language = "en" if PAGES.index(name) % 2 else "zh"
    with open_place(browser, url, f"show={name}", language) as page:
        check_page(page, name, language)
        page.locator(next(iter(PLACES[name].values()))).first.wait_for()
        if name == "lessons":
            return
        tabs = [tab.get_attribute("data-tab-id") for tab in page.locator(TABS).all()]
        assert (tabs or [""]) == list(PLACES[name])
        unfold(page)
        if name == "digits":
            page.locator("#why-near img").first.wait_for()
            page.locator("#why-wrong img").first.wait_for()
        # The header and the footer are everywhere the same.
        coloured = "html" if name == "fashion" else "#pages"
        language = check_tab(page, "html", coloured, language)
        check_widths(page, 390, 768, 1600)
        for tab in tabs[1:]:
            page.locator(f"{TABS}[data-tab-id={tab}]").click()
            content = PLACES[name][tab]
            page.locator(content).first.wait_for()
            panel = f".tabs .tabs [role=tabpanel]:has({content})"
            language = check_tab(page, panel, panel, language)
