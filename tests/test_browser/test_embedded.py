"""The app inside another page, and behind a reverse proxy on a path of its own."""

from digit_page import EXAMPLES, answer, draw, open_app
from path_proxy import path_proxy
from playwright.sync_api import expect
from visitor import visitor

FRAME = """(url) => {
  document.body.innerHTML = `<iframe src="${url}" style="width: 100%; height: 600px; border: 0">`;
}"""
SCROLLING = """[...document.querySelectorAll("body, body *")].filter((part) =>
  part.clientHeight && part.scrollHeight > part.clientHeight + 1
  && ["auto", "scroll"].includes(getComputedStyle(part).overflowY)).length"""


def test_in_a_frame_it_works_and_scrolls_once(browser, url):
    with visitor(browser, url) as page:
        page.goto(f"{url}robots.txt")
        page.evaluate(FRAME, url)
        frame = page.frame_locator("iframe")
        expect(frame.locator("#digit-answer h2")).to_have_text("7")
        inner = page.frames[1]
        assert inner.evaluate("document.documentElement.scrollHeight") > 600
        assert inner.evaluate(SCROLLING) == 0
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        frame.locator("#header nav").get_by_role("link", name="Fashion").click()
        expect(frame.locator("#fashion-answer")).to_contain_text("Ankle boot")
        assert "show=fashion" in inner.url
        inner.evaluate("history.back()")
        expect(frame.locator("#header nav [aria-current]")).to_have_attribute(
            "data-page", "digits")


def test_behind_a_path_prefix_everything_is_found(browser, url, monkeypatch):
    """Scripts, pictures, uploads, links, history and the preview picture stay below the prefix."""
    from app import demo

    monkeypatch.setattr(demo.app, "root_path", "/lens")
    with path_proxy(url, "/lens") as address:
        missing = []
        with open_app(browser, address) as page:
            page.on("response", lambda reply: reply.status >= 400 and missing.append(reply.url))
            draw(page)
            page.mouse.up()
            expect(answer(page)).to_have_text("7")
            page.locator("#header nav").get_by_role("link", name="Fashion").click()
            expect(page).to_have_url(f"{address}?show=fashion")
            page.locator("#garment input[type=file]").set_input_files(
                EXAMPLES / "fashion/1-trouser.png")
            expect(page.locator("#fashion-answer h2")).to_contain_text("Trouser")
            page.go_back()
            expect(page).to_have_title("Digits · ConvLens")
            page.goto(f"{address}?lesson=stride&size=11")
            expect(page.locator("#lesson-stride [name=size]")).to_have_value("11")
            preview = page.locator("meta[property='og:image']").get_attribute("content")
            assert preview == f"{address}preview.png"
            assert page.request.get(preview).ok
        assert not missing
