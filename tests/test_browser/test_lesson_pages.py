"""Story, glossary, learning and sharing in a real browser, by mouse, keyboard and link."""

import re

import torch
from lesson_page import open_without_errors, run_code
from playwright.sync_api import expect
from visitor import visitor

from demo.i18n import catalogue
from demo.lessons.glossary.page import read_terms
from demo.lessons.sample_digits import load_sample_digits
from demo.lessons.story.page import SEVEN


def test_any_term_opens_its_sentence_and_gives_the_keyboard_back(browser, url):
    with open_without_errors(browser, url, "story") as page:
        term = page.get_by_role("link", name="stride", exact=True)
        card = page.locator("#glossary .card")
        term.focus()
        page.keyboard.press("Enter")
        expect(card).to_be_visible()
        expect(card).to_contain_text("步长")
        expect(card).to_contain_text("How many pixels the window moves")
        assert not re.search("[一-鿿]", card.locator("dd:visible").inner_text())
        word, shown = term.bounding_box(), card.bounding_box()      # beside its word
        assert min(abs(shown["y"] - word["y"] - word["height"]),
                   abs(word["y"] - shown["y"] - shown["height"])) < 20
        assert shown["x"] >= 0 and shown["x"] + shown["width"] <= 1280
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()
        expect(term).to_be_focused()


def test_the_other_pages_explain_their_terms_too(browser, url):
    """Before anybody has opened the lessons."""
    with visitor(browser, url, locale="zh-CN") as page:
        page.goto(url)
        for number, term in enumerate(("概率", "卷积核", "概率")):
            link = page.locator("#header nav a").nth(number)
            link.click()
            expect(link).to_have_attribute("aria-current", "page")   # before, another is shown
            page.get_by_role("link", name=term, exact=True).locator("visible=true").first.click()
            expect(page.locator("#glossary .card")).to_contain_text(term)
            page.keyboard.press("Escape")


def test_a_teacher_walks_through_the_lessons(browser, url):
    with open_without_errors(browser, url, "story") as page:
        expect(page.locator("#story img")).to_have_count(4)
        layers = page.locator("#structure svg .kind").all_text_contents()
        assert layers == ["", "Conv2d", "Conv2d", "MaxPool2d", "Flatten", "Linear", "Linear"]
        page.locator("#lesson-story .code").click()
        names = run_code(page.evaluate("window.copied"))
        assert torch.equal(names["picture"], load_sample_digits()[0][SEVEN : SEVEN + 1])
        shapes = page.locator("#structure svg .shape").all_text_contents()
        assert shapes[-1] == str(names["scores"].numel()) and names["row"].numel() == 64 * 12 * 12
        tabs = page.locator("#lessons").first.get_by_role("tab")
        for name in tabs.all_inner_texts()[1:]:
            page.locator(".neighbours button:visible").last.click()
            expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        page.locator(".neighbours button:visible").first.click()
        expect(tabs.nth(-2)).to_have_attribute("aria-selected", "true")


def test_every_term_is_linked_from_a_page_and_explained():
    texts = [text for pair in catalogue().values() for text in pair.values()]
    linked = set(re.findall(r"#term-(\w+)", " ".join(texts)))
    assert linked == set(read_terms())
    for english, chinese, says, means in map(dict.values, read_terms().values()):
        assert says.endswith(".") and not re.search("[一-鿿]", english + says)
        assert re.search("[一-鿿]", chinese) and means.endswith("。")
    for pair in map(dict.values, catalogue().values()):
        assert len({tuple(sorted(re.findall(r"#term-\w+", text))) for text in pair}) == 1


def test_a_step_is_taken_at_every_learning_rate(browser, url):
    with open_without_errors(browser, url, "learning&rate=0&digit=3") as page:
        here = page.locator("#lesson-learning")
        expect(here.locator(".verdict")).to_contain_text("too small")
        here.locator("[name=rate]").focus()
        page.keyboard.press("End")
        expect(here.locator(".verdict")).to_contain_text("too large")
        expect(here.locator(".gradient .grid")).to_have_count(6)


def test_the_counts_follow_the_sliders(browser, url):
    with open_without_errors(browser, url, "sharing&kernel=5&channels=1&side=8") as page:
        local, dense = (page.locator(f"#lesson-sharing .{kind}") for kind in ("local", "dense"))
        expect(local).to_contain_text("26 parameters")
        expect(dense).to_contain_text(f"{64 * 16 + 16:,} parameters")
        page.locator("#lesson-sharing [name=kernel]").focus()
        page.keyboard.press("ArrowLeft")
        expect(local).to_contain_text("17 parameters")
        expect(page.locator("#lesson-sharing .network_moved")).to_contain_text("/ 50")
