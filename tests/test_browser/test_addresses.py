"""Tabs, settings and exercises have addresses; Back, Forward, reload, unknown names."""

import re

import pytest
from digit_page import answer, draw_seven, ink_share, open_page, visit
from playwright.sync_api import Page, expect
from visitor import visitor

from demo.training_runs.page import TABS


def expect_page(page: Page, name: str) -> None:
    """Expect that the header marks this page, and only it."""
    current = page.locator("#header nav [aria-current=page]")
    expect(current).to_have_attribute("data-page", name)
    expect(page.locator("#pages > [role=tabpanel]:visible")).to_have_count(1)


def test_every_tab_has_an_address_and_a_title(browser, url):
    with visitor(browser, url) as page:
        page.goto(f"{url}?show=runs")
        expect_page(page, "runs")
        for name in TABS[1:]:
            tab = page.locator(f"#runs [data-tab-id={name}]")
            tab.click()
            expect(page).to_have_url(f"{url}?show=runs&tab={name}")
            expect(page).to_have_title(f"{tab.inner_text()} · Training · ConvLens")
        for name in reversed(TABS[1:-1]):
            page.go_back()
            tab = page.locator(f"#runs [data-tab-id={name}]")
            expect(tab).to_have_attribute("aria-selected", "true")
        page.go_back()
        expect(page).to_have_title("Training · ConvLens")
        page.goto(f"{url}?show=runs&tab=embedding")         # a part of a tab
        expect(page.locator("#runs [data-tab-id=explore]")).to_have_attribute(
            "aria-selected", "true")
        expect(page.locator("#runs-cloud canvas")).to_be_in_viewport()
        page.goto(f"{url}?show=maps&tab=pooling")
        expect(page).to_have_title("Pooling and shifts · Feature maps · ConvLens")
        expect(page.locator("#maps [data-tab-id=pooling]")).to_be_in_viewport()
        page.reload()
        expect(page).to_have_title("Pooling and shifts · Feature maps · ConvLens")


def test_settings_are_in_the_address_and_come_back(browser, url):
    """Those of a page, those of a lesson, and the folded part that was opened last."""
    with visitor(browser, url) as page:
        page.goto(f"{url}?show=runs&run=mnist_tutorial")
        expect(page.locator("#runs-summary")).to_contain_text("mnist_tutorial")
        page.locator("#runs-second input").click()
        page.get_by_role("option", name=re.compile("^mnist ")).click()
        expect(page).to_have_url(re.compile("run=mnist_tutorial&compare=mnist$"))
        page.reload()
        expect(page.locator("#runs-summary h3")).to_have_count(2)
        page.goto(f"{url}?lesson=stride")
        slider = page.locator("#lesson-stride input[type=range]").first
        expect(page.locator("#lesson-stride .link")).not_to_be_empty()      # its script has run
        slider.press("ArrowRight")
        expect(page).to_have_url(re.compile("lesson=stride&.*place="))
        chosen = slider.input_value()
        page.reload()
        expect(slider).to_have_value(chosen)
        page.goto(f"{url}?show=digits&network=mnist_tutorial&tab=near")
        expect(page.locator("#fold-near img").first).to_be_in_viewport()
        assert page.locator("#digit-model input:checked").input_value() == "mnist_tutorial"
        page.locator("#fold-wrong > button").click()
        expect(page).to_have_url(re.compile("show=digits&.*tab=wrong"))


def test_every_exercise_has_an_address_and_a_title(browser, url):
    with visitor(browser, url) as page:
        page.goto(f"{url}?lesson=homework&task=4")
        title = page.locator("#lesson-homework h3")
        expect(title).to_contain_text(re.compile("^4"))
        expect(page).to_have_title(f"{title.inner_text()} · Homework · ConvLens")
        page.locator("#lesson-homework .sheets button").nth(6).click()
        expect(page).to_have_url(re.compile(r"task=7&seed=\d+"))
        question = page.locator("#lesson-homework .sheet").inner_text()
        page.go_back()
        expect(title).to_contain_text(re.compile("^4"))
        expect(page).to_have_title(re.compile("^4"))
        page.go_forward()
        expect(title).to_contain_text(re.compile("^7"))
        page.reload()
        expect(page.locator("#lesson-homework .sheet")).to_have_text(
            question, use_inner_text=True)


def test_back_and_forward_keep_the_drawing_and_a_reload_the_place(browser, url):
    with visit(browser, url) as page:
        seven = draw_seven(page)
        open_page(page, "Fashion")
        open_page(page, "Lessons")
        page.locator("#lessons [data-tab-id=stride]").click()
        expect(page).to_have_url(re.compile(r"\?lesson=stride$"))
        page.locator(".neighbours button:visible").last.click()
        expect(page).to_have_url(re.compile(r"\?lesson=activation$"))
        for query, name in (("lesson=stride", "lessons"), ("lesson=story", "lessons"),
                            ("show=fashion", "fashion")):
            page.go_back()
            expect_page(page, name)
            assert query in page.url
        page.go_back()
        expect_page(page, "digits")
        expect(page).to_have_title("Digits · ConvLens")
        assert ink_share(page) == seven
        page.go_forward()
        expect_page(page, "fashion")
        page.reload()       # stays where one was
        expect(page).to_have_title("Fashion · ConvLens")
        expect_page(page, "fashion")


def test_a_reload_keeps_the_drawing_and_answers_it(browser, url):
    with visit(browser, url) as page:
        seven = draw_seven(page)
        page.reload()
        expect(answer(page)).to_have_text("7")
        assert abs(ink_share(page) - seven) < 0.001
        page.locator("#pad #clear").click()
        page.reload()
        expect(page).to_have_title("Digits · ConvLens")
        expect(page.locator("#pad .hint")).to_be_visible()      # the example, as on a first visit


@pytest.mark.parametrize("query", ["show=nosuch", "lesson=nosuch", "show=maps&tab=nosuch"])
def test_an_unknown_name_leads_to_digits_and_says_so(browser, url, query):
    with visitor(browser, url) as page:
        page.goto(f"{url}?{query}")
        expect_page(page, "digits")
        sentence = page.locator("#header [role=status]")
        expect(sentence).to_contain_text("doesn't exist")
        open_page(page, "Fashion")
        expect(sentence).to_be_empty()


def test_a_link_to_a_feature_map_scrolls_to_it(browser, url):
    with visitor(browser, url) as page:
        page.goto(f"{url}?show=maps&network=mnist&step=norm1&map=3")
        expect_page(page, "maps")
        expect(page.locator("#look-large")).to_be_in_viewport()
        page.goto(f"{url}?show=maps")
        expect_page(page, "maps")
        assert page.evaluate("scrollY") == 0
