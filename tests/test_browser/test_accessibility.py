"""Every page, tab and lesson with axe-core, in both languages and themes, and its touch targets."""

import pytest
from accessibility import check_everywhere
from visitor import visitor

from demo.lessons.page import NAMES

# What is there when a page, or a tab of it, has been filled
PAGES = {
    "digits": "#digit-answer h2", "maps": "#look-sums table", "fashion": "#fashion-answer h2",
    "runs": "#runs-curves svg",
}  # fmt: skip
TABS = {
    "maps": {"growth": "#growth-random img", "pooling": "#pool-max img"},
    "runs": {"confusion": "#runs-matrix button", "precision": "#runs-precision svg",
             "mistakes": "#runs-mistakes img", "predictions": "#runs-predictions img",
             "embedding": "#runs-cloud .legend button", "facts": "#runs-facts table",
             "live": "#runs-start"},
}  # fmt: skip
STILL = {"reduced_motion": "reduce"}      # no colour is on its way to another
OPEN_ALL = """() => {
  const closed = ".label-wrap:not(.open), #network-settings [aria-expanded=false]";
  for (const part of document.querySelectorAll("details")) part.open = true;
  for (const button of document.querySelectorAll(closed)) if (button.offsetParent) button.click();
}"""


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible(browser, url, name):
    with visitor(browser, url, **STILL) as page:
        page.goto(f"{url}?show={name}")
        page.locator(PAGES[name]).first.wait_for()
        page.evaluate(OPEN_ALL)
        if name == "digits":
            page.locator("#why-near img").first.wait_for()
            page.locator("#why-wrong img").first.wait_for()
        check_everywhere(page)
        for tab, content in TABS.get(name, {}).items():
            page.locator(f".tabs .tabs [role=tab][data-tab-id={tab}]").click()
            page.locator(content).first.wait_for()
            check_everywhere(page, f".tabs .tabs [role=tabpanel]:has({content})")


@pytest.mark.parametrize("name", NAMES)
def test_a_lesson_is_accessible(browser, url, name):
    with visitor(browser, url, **STILL) as page:
        page.goto(f"{url}?lesson={name}")
        content = "#story img" if name == "story" else f"#lesson-{name} .link:not(:empty)"
        page.locator(content).first.wait_for()
        page.evaluate(OPEN_ALL)
        check_everywhere(page)
