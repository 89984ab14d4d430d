"""The language: switched in the header at once, remembered, set by ?lang=, told to the server."""

import re
from types import SimpleNamespace

import pytest
from digit_page import answer, draw, draw_seven, ink_share, open_page, visit
from playwright.sync_api import expect
from visitor import visitor

from demo.i18n import catalogue, user_error

CHINESE = """[...document.querySelectorAll("[role=tab]")].filter(
  (tab) => /[一-鿿]/.test(tab.textContent))"""


def switch(page, language: str) -> None:
    """Choose a language in the header."""
    button = page.locator(f"#header [data-language={language}]")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_the_whole_page_changes_at_once(browser, url):
    """Labels of tabs that were never opened, titles, Gradio's own labels, and the sentences about
    the drawing, which stays, without asking the server; and back again."""
    with visit(browser, url, locale="en-US") as page:
        seven = draw_seven(page)
        why = page.locator("#strokes h3")
        expect(why).to_have_text("Why 7?", use_inner_text=True)
        bar = page.locator("#digit-answer [data-digit='7']")
        asked = []
        page.on("request", lambda request: request.method == "POST" and asked.append(request.url))
        switch(page, "zh")
        expect(why).to_have_text("为什么是 7？", use_inner_text=True)
        expect(bar).to_have_attribute("title", re.compile("显示支持"))
        expect(page.locator("#undo")).to_have_attribute("title", "撤销 (Ctrl+Z)")
        assert not asked
        expect(page).to_have_title("手写数字 · ConvLens")
        assert page.evaluate("document.documentElement.lang") == "zh-CN"
        expect(page.locator("#plain")).to_contain_text(re.compile("[一-鿿]"))     # a checkbox
        open_page(page, "课程")
        expect(page.locator("#lessons [data-tab-id=stride]")).to_have_text("步长")
        switch(page, "en")
        expect(page.locator("#lessons [data-tab-id=stride]")).to_have_text("Stride")
        assert page.evaluate(f"{CHINESE}.length") == 0
        open_page(page, "Digits")
        assert ink_share(page) == seven


def test_a_choice_is_remembered(browser, url):
    with visitor(browser, url, locale="en-US") as page:
        page.goto(url)
        switch(page, "zh")
        page.reload()
        expect(page).to_have_title("手写数字 · ConvLens")
        cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
        assert cookies["convlens_language"]["value"] == "zh"
        assert cookies["convlens_language"]["sameSite"] == "Lax"


def test_an_address_chooses_the_language(browser, url):
    with visitor(browser, url, locale="en-US") as page:
        page.goto(f"{url}?lang=zh")
        expect(page).to_have_title("手写数字 · ConvLens")
        open_page(page, "服饰")
        assert "lang=zh" in page.url
        switch(page, "en")
        assert "lang=en" in page.url
        page.goto(f"{url}?lang=nosuch")
        expect(page).to_have_title("Digits · ConvLens")


@pytest.mark.parametrize("locale", ["zh-CN", "zh-TW", "fr-FR"])
def test_else_it_is_the_browsers(browser, url, locale):
    with visitor(browser, url, locale=locale) as page:
        page.goto(url)
        title = "手写数字" if locale.startswith("zh") else "Digits"
        expect(page).to_have_title(f"{title} · ConvLens")


@pytest.mark.parametrize(("cookie", "browser_language", "spoken"), [
    ("", "zh-CN,zh;q=0.9", "zh"), ("", "en-US", "en"),
    ("a=b; convlens_language=zh", "en-US", "zh"), ("convlens_language=en", "zh-CN", "en"),
    ("convlens_language=fr", "zh-CN", "zh"), ("=;,\"broken", "en-US", "en"),
])  # fmt: skip
def test_the_server_follows_the_choice(cookie, browser_language, spoken):
    headers = {"cookie": cookie, "accept-language": browser_language}
    expected = {"en": "Digits", "zh": "手写数字"}[spoken]
    assert user_error("digits", SimpleNamespace(headers=headers)).message == expected


def test_a_lost_connection_is_told_in_the_language_of_the_page(browser, url):
    """And what was drawn meanwhile is answered when the app is there again."""
    with visit(browser, url, locale="zh-CN") as page:
        page.context.set_offline(True)
        draw(page)
        page.mouse.up()
        toast = page.get_by_test_id("toast-body")
        expect(toast).to_contain_text(catalogue()["header_lost"]["zh"])
        expect(toast).not_to_contain_text(re.compile("Error|Connection"))
        page.context.set_offline(False)
        expect(answer(page)).to_have_text("7")
