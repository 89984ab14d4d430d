"""What the Digits page shows beside a drawing: why this answer, mistakes, the whole paper."""

import re

from digit_page import draw_seven, is_white, unfold, visit
from playwright.sync_api import expect


def test_why_and_why_not(browser, url):
    with visit(browser, url) as page:
        unfold(page, "How the score adds up")
        draw_seven(page)
        said, heat = page.locator("#strokes"), page.locator("#heat image")
        expect(said).to_contain_text("counts for 7")
        sides = "r => [r.x, r.y, r.width, r.height].map(side => side.baseVal.value)"
        box = page.locator("#box rect").evaluate(sides)
        assert 50 < box[0] < 80 and 35 < box[1] < 60 and 110 < box[2] < 170 and 170 < box[3] < 215
        first = heat.get_attribute("href")
        page.locator("#digit-answer [data-digit='9']").click()
        expect(said).to_contain_text("9")
        expect(heat).not_to_have_attribute("href", first)
        expect(page.locator("#why-parts tr.chosen")).to_contain_text("9")
        unfold(page, "First layer")
        expect(page.locator("#why-maps img")).to_be_visible()
        unfold(page, "Most similar training digits")
        expect(page.locator("#why-near li")).to_have_count(10)
        unfold(page, "Network and settings")
        page.locator("#digit-model input[value=mnist_tutorial]").check()
        expect(page.locator("#why-parts")).to_contain_text("have no position")


def test_a_mistake_is_traced_and_without_centring_the_whole_paper_is_seen(browser, url):
    with visit(browser, url) as page:
        unfold(page, "Digits it gets wrong")
        mistake = page.locator("#why-wrong button").first
        mistake.click()
        expect(page.locator("#trace img")).to_have_attribute("src", re.compile("^data:image/png"))
        assert is_white(page)       # it lies under the ink and is not sent
        draw_seven(page)                 # the paper came back into sight
        mistake.click()
        expect(page.locator("#trace img")).to_have_count(0)

        seen = page.locator("#digit-seen img")
        centred = seen.get_attribute("src")
        page.locator("#plain input").check()
        expect(seen).not_to_have_attribute("src", centred)
        expect(page.locator("#box rect")).to_have_attribute("width", "280")
