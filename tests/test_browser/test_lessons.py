"""Four lessons in a browser: links, language, and what their controls change."""

import re

import pytest
from lesson_page import cell_numbers, copy_with, lesson_panel, open_lesson, run_code
from paths import ROOT
from playwright.sync_api import expect

from demo.i18n import catalogue


def test_a_broken_link_opens_the_lesson_all_the_same(browser, url):
    query = "kernel=<b>&size=99&stride=x&place=-3&pixels=zz&bias=&mode=no&side=x"
    for name in ("convolution", "pooling"):
        with open_lesson(browser, url, name, query) as page:
            assert lesson_panel(page, name).locator(".grid i").count() > 10


def test_the_bias_saves_pixels_from_relu(browser, url):
    with open_lesson(browser, url, "activation") as page:
        died = []
        for bias in (-2, 0, 2):
            page.locator("#lesson-activation [name=bias]").fill(str(bias))
            died.append(page.locator("#lesson-activation .dead").count())
            expect(page.locator("#lesson-activation .verdict b")).to_have_text(str(died[-1]))
        assert died[0] > died[1] > died[2]


def test_pooling_keeps_the_greatest_and_the_mean(browser, url):
    with open_lesson(browser, url, "pooling", "size=7&side=3&stride=2&picture=arrow") as page:
        page.locator("#lesson-pooling .last").click()
        names = run_code(copy_with(page, "pooling", "code"))
        for name, tensor in ((".max", names["greatest"]), (".average", names["mean"])):
            shown = cell_numbers(page, f"#lesson-pooling {name} i")
            assert shown == pytest.approx(tensor.flatten().tolist(), abs=0.0051)


def test_stride_shows_what_is_never_looked_at(browser, url):
    with open_lesson(browser, url, "stride", "size=9&side=2&stride=3") as page:
        assert page.locator("#lesson-stride .unseen").count() == 9 * 9 - 6 * 6
        expect(page.locator("#lesson-stride .never")).to_contain_text("45 of 81")
        page.locator("#lesson-stride [name=stride]").fill("1")
        expect(page.locator("#lesson-stride .never")).to_contain_text("Every pixel")


def test_the_page_changes_its_language(browser, url):
    """And keeps what was set; no word is missing in either."""
    with open_lesson(browser, url, "pooling", "size=11") as page:
        page.locator("#header [data-language=zh]").click()
        expect(lesson_panel(page, "pooling").locator(".share .link")).to_have_text("复制链接")
        expect(lesson_panel(page, "pooling").locator("[name=size]")).to_have_value("11")
        assert lesson_panel(page, "pooling").locator(".picture i").count() == 121


def test_every_word_that_a_lesson_asks_for_is_there():
    files = (ROOT / "demo" / "lessons").rglob("*.*")
    for path in (path for path in files if path.suffix in (".html", ".js")):
        text = path.read_text(encoding="utf-8")
        keys = re.findall(r'data-(?:word|name)="(\w+)"|\bword\("(\w+)"', text)
        for key in map("".join, keys):
            assert key in catalogue(), f"{path.name}: {key}"
