"""The lessons' story, glossary and shape page in a real browser, by mouse, keyboard and link."""

import json
import re
from contextlib import contextmanager
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from visitor import visitor

from demo.i18n import catalogue
from demo.lessons.glossary.page import read_terms

THERE = "#story img, :is(#lesson-sharing, #lesson-learning, #lesson-shapes) svg"
COPY = "navigator.clipboard.writeText = async (text) => { window.copied = text; };"


@contextmanager
def lesson(browser, url: str, name: str, **context):
    """A lesson, opened by its link; no script of the page may fail while it is open."""
    failures: list[str] = []
    with visitor(browser, url, **context) as page:
        page.add_init_script(COPY)
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda said: said.type == "error" and failures.append(said.text))
        page.goto(f"{url}?lesson={name}")
        page.locator(THERE).first.wait_for()
        yield page
    assert not failures


def rows(page: Page):
    return page.locator("#lesson-shapes .layer")


def field(row, name: str):
    return row.locator(f"[data-field={name}]")


def test_a_network_is_changed_and_the_shapes_follow(browser, url):
    with lesson(browser, url, "shapes") as page:
        first = rows(page).first
        expect(first.locator(".shape")).to_have_text("→ 32×26×26")
        field(first, "kernel_size").fill("5")
        expect(first.locator(".shape")).to_have_text("→ 32×24×24")
        expect(first).to_contain_text("⌊(28 + 2·0 − 1·(5 − 1) − 1) / 1⌋ + 1 = 24")
        expect(first).to_contain_text("32·1·5·5 + 32 = 832")
        broken = rows(page).nth(7)
        expect(broken).to_contain_text("cannot be multiplied (1x7744 and 9216x128)")
        broken.get_by_role("button", name="Mend it").click()
        expect(page.locator("#lesson-shapes .total")).to_contain_text("10 come out")
        expect(field(rows(page).nth(7), "in_features")).to_have_value("7744")
        field(first, "kernel_size").fill("99")
        expect(page.locator("#lesson-shapes .refused")).to_contain_text("from 1 to 15")
        field(first, "kernel_size").fill("3")
        expect(page.locator("#lesson-shapes .refused")).to_be_hidden()


def test_the_tutorials_mistake_is_made_and_mended(browser, url):
    with lesson(browser, url, "shapes&net=mistake") as page:
        trouble = page.locator("#lesson-shapes .trouble")
        expect(trouble.locator(".error")).to_contain_text("(1x123648 and 9216x256)")
        page.locator("#lesson-shapes .mend").click()
        expect(page.locator("#lesson-shapes .error")).to_have_count(0)
        expect(page.locator("#lesson-shapes .total")).to_contain_text("31,659,232")


def test_the_keyboard_alone_builds_a_network(browser, url):
    with lesson(browser, url, "shapes") as page:
        expect(rows(page)).to_have_count(11)
        page.locator("#lesson-shapes select.new").focus()
        page.keyboard.type("Avg")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")                        # Add: the new row has the focus
        expect(rows(page)).to_have_count(12)
        expect(rows(page).last.locator("select")).to_be_focused()
        expect(rows(page).last.locator(".error")).to_be_visible()       # it needs a picture
        page.keyboard.press("Shift+Tab")                    # the row above: its remove button
        page.keyboard.press("Tab")
        up = rows(page).last.get_by_role("button", name="Move up")
        up.focus()
        for _ in range(5):                                  # the focus goes up with the row
            page.keyboard.press("Enter")
        expect(rows(page).nth(6).get_by_role("button", name="Move up")).to_be_focused()
        expect(rows(page).nth(6).locator(".shape")).to_have_text("→ 64×6×6")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")                        # Remove
        expect(rows(page)).to_have_count(11)
        expect(rows(page).nth(6).get_by_role("button", name="Remove")).to_be_focused()


def test_rare_settings_come_on_demand(browser, url):
    with lesson(browser, url, "shapes") as page:
        first = rows(page).first
        expect(field(first, "dilation")).to_have_count(0)
        first.get_by_role("button", name="All settings").click()
        field(first, "dilation").fill("2")
        expect(first.locator(".shape")).to_have_text("→ 32×24×24")
        field(first, "bias").uncheck()
        expect(first).to_contain_text("32·1·3·3 = 288")


def test_a_share_link_brings_the_same_network(browser, url):
    with lesson(browser, url, "shapes") as page:
        field(rows(page).first, "out_channels").fill("7")
        page.locator("#lesson-shapes .link").click()
        link = page.evaluate("window.copied")
    asked = parse_qs(urlsplit(link).query)
    assert json.loads(asked["net"][0])["layers"][0]["out_channels"] == 7
    with lesson(browser, url, urlsplit(link).query.removeprefix("lesson=")) as page:
        expect(rows(page).first.locator(".shape")).to_have_text("→ 7×26×26")


@pytest.mark.parametrize("net", ["nonsense", "{}", '{"picture":[1,2,3],"layers":[{"kind":"x"}]}'])
def test_a_link_that_is_wrong_still_opens_the_lesson(browser, url, net):
    with lesson(browser, url, f"shapes&net={net}") as page:
        expect(page.locator("#lesson-shapes .total")).not_to_be_empty()


def test_the_code_is_there_and_is_copied(browser, url):
    with lesson(browser, url, "shapes") as page:
        page.get_by_text("PyTorch code", exact=True).click()
        page.get_by_role("button", name="Copy code").click()
        assert "nn.Linear(9216, 128)" in page.evaluate("window.copied")
        page.get_by_text("How do I know in_features").click()
        assert "LazyLinear" in page.locator("#lesson-shapes .lazy").inner_text()


def test_any_term_opens_its_sentence_and_gives_the_keyboard_back(browser, url):
    with lesson(browser, url, "story") as page:
        term = page.get_by_role("link", name="stride", exact=True)
        card = page.locator("#glossary .card")
        term.focus()
        page.keyboard.press("Enter")
        expect(card).to_be_visible()
        expect(card).to_contain_text("步长")
        expect(card).to_contain_text("How many pixels the window moves")
        page.keyboard.press("Escape")
        expect(card).to_be_hidden()
        expect(term).to_be_focused()


def test_the_other_pages_explain_their_terms_too(browser, url):
    """Before anybody has opened the lessons."""
    page = browser.new_page(locale="zh-CN")
    page.goto(url)
    for number, term in enumerate(("概率", "卷积核", "概率")):
        page.get_by_role("tab").nth(number).click()
        page.get_by_role("link", name=term, exact=True).locator("visible=true").first.click()
        expect(page.locator("#glossary .card")).to_contain_text(term)
        page.keyboard.press("Escape")
    page.close()


def test_a_teacher_walks_through_the_lessons(browser, url):
    with lesson(browser, url, "story") as page:
        expect(page.locator("#story img")).to_have_count(4)
        layers = page.locator("#structure svg .kind").all_text_contents()
        assert layers == ["", "Conv2d", "Conv2d", "MaxPool2d", "Flatten", "Linear", "Linear"]
        tabs = page.locator("#lessons").first.get_by_role("tab")
        for name in tabs.all_inner_texts()[1:]:
            page.locator(".neighbours button:visible").last.click()
            expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")
        page.locator(".neighbours button:visible").first.click()
        expect(tabs.nth(-2)).to_have_attribute("aria-selected", "true")


def test_every_term_that_a_page_links_is_explained():
    linked = set(re.findall(r"#term-(\w+)", " ".join(" ".join(pair.values()) for pair in catalogue().values())))
    assert len(linked) > 15
    assert linked <= set(read_terms())
    for english, chinese, says, means in map(dict.values, read_terms().values()):
        assert says.endswith(".") and not re.search("[一-鿿]", english + says)
        assert re.search("[一-鿿]", chinese) and means.endswith("。")
    for pair in map(dict.values, catalogue().values()):
        assert len({tuple(sorted(re.findall(r"#term-\w+", text))) for text in pair}) == 1


@pytest.mark.parametrize("locale", ["en-US", "zh-CN"])
def test_the_lessons_fit_a_telephone_in_one_language(browser, url, locale):
    phone = dict(viewport={"width": 390, "height": 800}, locale=locale)
    for name in ("story", "sharing", "learning", "shapes&net=simple"):
        with lesson(browser, url, name, **phone) as page:
            for details in page.locator("details:visible").all():
                details.evaluate("details => { details.open = true }")
            assert page.evaluate("document.documentElement.scrollWidth") <= 390
            text = page.locator("#lessons").inner_text()
            assert "__i18n__" not in text
            assert ("Begin with" in text or "图片" not in text) == (locale == "en-US")


def test_a_step_is_taken_at_every_learning_rate(browser, url):
    with lesson(browser, url, "learning&rate=0&digit=3") as page:
        here = page.locator("#lesson-learning")
        expect(here.locator(".verdict")).to_contain_text("too small")
        here.locator("[name=rate]").focus()
        page.keyboard.press("End")
        expect(here.locator(".verdict")).to_contain_text("too large")
        expect(here.locator(".gradient .grid")).to_have_count(6)


def test_the_counts_follow_the_sliders(browser, url):
    with lesson(browser, url, "sharing&kernel=5&channels=1&side=8") as page:
        local, dense = (page.locator(f"#lesson-sharing .{kind}") for kind in ("local", "dense"))
        expect(local).to_contain_text("26 parameters")
        expect(dense).to_contain_text(f"{64 * 16 + 16:,} parameters")
        page.locator("#lesson-sharing [name=kernel]").focus()
        page.keyboard.press("ArrowLeft")
        expect(local).to_contain_text("17 parameters")
        expect(page.locator("#lesson-sharing .network_moved")).to_contain_text("/ 50")
