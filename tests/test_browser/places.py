"""Every place of the app: open it in one language, unfold it, switch to the other language."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect
from visitor import visitor

# Each language is looked at in one theme; with reduced motion no colour is on its way to another.
LOOKS = {
    "en": {"locale": "en-US", "color_scheme": "light", "reduced_motion": "reduce"},
    "zh": {"locale": "zh-CN", "color_scheme": "dark", "reduced_motion": "reduce"},
}
UNFOLD = """() => {
  const closed = ".label-wrap:not(.open), #network-settings [aria-expanded=false]";
  for (const part of document.querySelectorAll("details:not([open])"))
    part.open = part.dataset.unfolded = true;
  for (const button of document.querySelectorAll(closed))
    if (button.checkVisibility()) button.click();
}"""
FOLD = "for (const part of document.querySelectorAll('[data-unfolded]')) part.open = false"
WIDER = "() => document.documentElement.scrollWidth - innerWidth"


@contextmanager
def open_place(browser: Browser, url: str, query: str, language: str) -> Iterator[Page]:
    """Open an address in this language, English light, 中文 dark; fail on any error."""
    failures: list[str] = []
    with visitor(browser, url, **LOOKS[language]) as page:
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda line: line.type == "error" and failures.append(line.text))
        page.goto(f"{url}?{query}")
        is_dark = f"document.body?.classList.contains('dark') === {str(language == 'zh').lower()}"
        page.wait_for_function(is_dark)
        yield page
    assert not failures


def switch(page: Page) -> str:
    """Change from English to 中文 and from light to dark, or back; return the new language."""
    other = page.locator("#header [data-language][aria-pressed=false]")
    language = other.get_attribute("data-language")
    page.locator("#header .theme").click()
    other.click()
    expect(page.locator(f"#header [data-language={language}]")).to_have_attribute(
        "aria-pressed", "true")
    return language


def unfold(page: Page) -> None:
    """Open what can be folded."""
    page.evaluate(UNFOLD)
    page.wait_for_timeout(250)      # what has just been opened is filled


def check_widths(page: Page, *widths: int) -> None:
    """Expect that the page is nowhere wider than a window of these widths; leave it at 1280."""
    for width in widths:
        page.set_viewport_size({"width": width, "height": 844})
        for _ in range(20):     # a chart is drawn again for the new width
            wider = page.evaluate(WIDER)
            if wider <= 0:
                break
            page.wait_for_timeout(250)
        assert wider <= 0, f"{page.url} is {wider} pixels wider than {width}"
    page.set_viewport_size({"width": 1280, "height": 900})
