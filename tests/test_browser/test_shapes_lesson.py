"""The lesson on output sizes in a real browser: by mouse, keyboard and link."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from lesson_page import open_without_errors, run_code
from playwright.sync_api import Page, expect


def layer_rows(page: Page):
    return page.locator("#lesson-shapes .layer")


def layer_field(row, name: str):
    return row.locator(f"[data-field={name}]")


def test_a_network_is_changed_and_the_shapes_follow(browser, url):
    with open_without_errors(browser, url, "shapes") as page:
        first = layer_rows(page).first
        expect(first.locator(".shape")).to_have_text("→ 32×26×26")
        layer_field(first, "kernel_size").fill("5")
        expect(first.locator(".shape")).to_have_text("→ 32×24×24")
        expect(first).to_contain_text("⌊(28 + 2·0 − 1·(5 − 1) − 1) / 1⌋ + 1 = 24")
        expect(first).to_contain_text("32·1·5·5 + 32 = 832")
        broken = layer_rows(page).nth(7)
        expect(broken).to_contain_text("cannot be multiplied (1x7744 and 9216x128)")
        broken.get_by_role("button", name="Fix it").click()
        expect(page.locator("#lesson-shapes .total")).to_contain_text("Output: 10. ")
        expect(layer_field(layer_rows(page).nth(7), "in_features")).to_have_value("7744")
        layer_field(first, "kernel_size").fill("99")
        expect(page.locator("#lesson-shapes .refused")).to_contain_text("from 1 to 15")
        layer_field(first, "kernel_size").fill("3")
        expect(page.locator("#lesson-shapes .refused")).to_be_hidden()

        expect(layer_field(first, "dilation")).to_have_count(0)     # rare settings come on demand
        first.get_by_role("button", name="All settings").click()
        layer_field(first, "dilation").fill("2")
        expect(first.locator(".shape")).to_have_text("→ 32×24×24")
        layer_field(first, "bias").uncheck()
        expect(first).to_contain_text("32·1·3·3 = 288")


def test_the_tutorials_mistake_is_made_and_fixed(browser, url):
    with open_without_errors(browser, url, "shapes&net=mistake") as page:
        trouble = page.locator("#lesson-shapes .trouble")
        expect(trouble.locator(".error")).to_contain_text("(1x123648 and 9216x256)")
        page.locator("#lesson-shapes .mend").click()
        expect(page.locator("#lesson-shapes .error")).to_have_count(0)
        expect(page.locator("#lesson-shapes .total")).to_contain_text("31,659,232")

        page.locator("#lesson-shapes .begin-autoencoder").click()
        expect(layer_rows(page).last.locator(".shape")).to_have_text("→ 1×28×28")
        expect(layer_rows(page).last).to_contain_text("(14 − 1)·2 − 2·1 + 1·(3 − 1) + 1 + 1 = 28")
        same, enlarged = layer_rows(page).nth(4), layer_rows(page).last
        expect(layer_field(same, "same")).to_be_checked()
        layer_field(same, "stride").fill("2")           # three errors, one behind the other
        expect(same.locator(".error")).to_contain_text("not supported for strided")
        layer_field(enlarged, "output_padding").fill("2")
        layer_field(layer_rows(page).nth(6), "padding").fill("15")
        expect(page.locator("#lesson-shapes .further li")).to_have_count(2)
        page.locator("#lesson-shapes .mend").click()
        expect(page.locator("#lesson-shapes .error")).to_have_count(0)
        expect(layer_field(layer_rows(page).nth(4), "stride")).to_have_value("1")
        layer_field(layer_rows(page).nth(4), "same").uncheck()
        expect(layer_rows(page).nth(4).locator(".shape")).to_have_text("→ 32×5×5")


def test_the_keyboard_alone_builds_a_network(browser, url):
    with open_without_errors(browser, url, "shapes") as page:
        expect(layer_rows(page)).to_have_count(11)
        page.locator("#lesson-shapes select.new").focus()
        page.keyboard.type("Avg")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")                        # Add: the new row has the focus
        expect(layer_rows(page)).to_have_count(12)
        expect(layer_rows(page).last.locator("select")).to_be_focused()
        expect(layer_rows(page).last.locator(".error")).to_be_visible()       # it needs a picture
        page.keyboard.press("Shift+Tab")                    # the row above: its remove button
        page.keyboard.press("Tab")
        up = layer_rows(page).last.get_by_role("button", name="Move up")
        up.focus()
        for _ in range(5):                                  # the focus goes up with the row
            page.keyboard.press("Enter")
        expect(layer_rows(page).nth(6).get_by_role("button", name="Move up")).to_be_focused()
        expect(layer_rows(page).nth(6).locator(".shape")).to_have_text("→ 64×6×6")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")                        # Remove
        expect(layer_rows(page)).to_have_count(11)
        expect(layer_rows(page).nth(6).get_by_role("button", name="Remove")).to_be_focused()


def test_the_code_is_copied_and_a_share_link_brings_the_same_network(browser, url):
    with open_without_errors(browser, url, "shapes") as page:
        page.get_by_text("PyTorch code", exact=True).click()
        page.get_by_role("button", name="Copy code").click()
        assert "nn.Linear(9216, 128)" in page.evaluate("window.copied")
        page.get_by_text("How do I know in_features").click()
        page.locator("#lesson-shapes .share .code").click()
        names = run_code(page.evaluate("window.copied"))
        assert sum(weights.numel() for weights in names["net"].parameters()) == 1_199_882
        assert "LazyLinear" in page.locator("#lesson-shapes .lazy").inner_text()
        layer_field(layer_rows(page).first, "out_channels").fill("7")
        page.locator("#lesson-shapes .link").click()
        link = page.evaluate("window.copied")
    asked = parse_qs(urlsplit(link).query)
    assert json.loads(asked["net"][0])["layers"][0]["out_channels"] == 7
    with open_without_errors(browser, url, urlsplit(link).query.removeprefix("lesson=")) as page:
        expect(layer_rows(page).first.locator(".shape")).to_have_text("→ 7×26×26")


@pytest.mark.parametrize("net", ["nonsense", "{}", '{"picture":[1,2,3],"layers":[{"kind":"x"}]}'])
def test_a_link_that_is_wrong_still_opens_the_lesson(browser, url, net):
    with open_without_errors(browser, url, f"shapes&net={net}") as page:
        expect(page.locator("#lesson-shapes .total")).not_to_be_empty()
