"""The line "For engineers": folded on every page, and about the network that has been chosen."""

from digit_page import open_app
from playwright.sync_api import expect

from demo.engineers import programs
from hub.remote import source


def test_it_is_folded_and_follows_the_network(browser, url):
    with open_app(browser, url) as page:
        program = page.locator("#engineers-digits pre")
        expect(program).not_to_be_visible()
        page.locator("#engineers-digits > button").click()
        expect(program).to_have_text(programs.recognise_digit(source.load_bundled("mnist")))
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name="Copy", exact=True).click()
        expect(page.locator(".copied")).to_have_text("Copied", use_inner_text=True)
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied == programs.recognise_digit(source.load_bundled("mnist"))
        page.locator("#network-settings button").click()
        page.locator("#digit-model input[value=mnist_tutorial]").check()
        expect(program).to_have_text(
            programs.recognise_digit(source.load_bundled("mnist_tutorial")))
        expect(page.locator("#engineers-digits dd")).to_contain_text(
            ["demo/mnist", "hub/checkpoints/mnist_tutorial/README.md", "demo/API.md", ""])
        assert not page.locator("#engineers-digits a").count()      # no repository is known here
