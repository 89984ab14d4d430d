"""Every page, tab and lesson shows one language, the chosen one, in its text and in its names."""

import re
from collections.abc import Iterator

from digit_page import open_app
from playwright.sync_api import Page

from demo.i18n import catalogue

# In 中文 too, these are written as in English.
NAMES = {"ReLU"}
# The language button is named in its own language; a term of the glossary stands in both.
EXCEPTIONS = "[data-language], #glossary, script, style"
COLLECT = """(exceptions) => {
  const shown = (place) => place.checkVisibility() && !place.closest(exceptions);
  const found = [], texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (data.trim() && shown(parentElement)) found.push(data.trim());
  }
  for (const name of ["aria-label", "title", "alt", "placeholder"])
    for (const place of document.querySelectorAll(`body [${name}]`))
      if (shown(place)) found.push(place.getAttribute(name));
  for (const place of document.querySelectorAll("[role=combobox]"))
    if (shown(place)) found.push(place.value);
  return [...new Set(found)].filter(Boolean);
}"""
UNFOLD = """() => {
  for (const each of document.querySelectorAll("button.label-wrap:not(.open)"))
    if (each.checkVisibility()) each.click();
  for (const each of document.querySelectorAll("details")) each.open = true;
}"""
PAIRS = [text for text in catalogue().values() if text["en"] != text["zh"]]
ENGLISH = {text["en"] for text in PAIRS} - NAMES
FILLED = re.compile("|".join(       # sentences, with any value in place of {name}
    ".+".join(map(re.escape, re.split(r"{\w+}", sentence))) for sentence in sorted(ENGLISH)
    if "{" in sentence and re.search("[a-z]{3}", re.sub("{.*?}", "", sentence))
), re.DOTALL)  # fmt: skip
TWICE = re.compile("|".join(re.escape(f"{pair['en']} {pair['zh']}") for pair in PAIRS))
CHINESE = re.compile("[一-鿿]")


def foreign_texts(page: Page, language: str) -> list[str]:
    """List the texts of the page that are not in this language alone."""
    texts = page.evaluate(COLLECT, EXCEPTIONS)
    chinese = [text for text in texts if CHINESE.search(text)]
    if language == "en":
        return chinese
    english = [text for text in texts if text in ENGLISH or FILLED.fullmatch(text)]
    return english + [text for text in chinese if TWICE.search(text)] + ["empty"] * (not chinese)


def lasting_foreign_texts(page: Page, language: str) -> list[str]:
    """Wait until the page has no such texts; list those that stay for five seconds."""
    for _ in range(20):
        found = foreign_texts(page, language)
        if not found:
            return []
        page.wait_for_timeout(250)
    return found


def places(page: Page) -> Iterator[str]:
    """Open every page, and on it every tab, one after the other."""
    yield "digits"
    for name in ("maps", "fashion", "lessons", "runs"):
        page.locator(f"#header nav [data-page={name}]").click()
        tabs = page.locator(".tabs .tabs [role=tab]:visible")
        if name != "fashion":
            tabs.first.wait_for()
        for tab in [each.get_attribute("data-tab-id") for each in tabs.all()] or [None]:
            if tab:
                page.locator(f".tabs .tabs [data-tab-id={tab}]:visible").click()
            yield f"{name} {tab}"


def test_each_place_speaks_one_language_and_follows_the_switch(browser, url):
    """Opened in one language and switched to the other, the next time the other way round."""
    with open_app(browser, url, locale="en-US") as page:
        language, seen, wrong = "en", 0, {}
        for place in places(page):
            page.evaluate(UNFOLD)
            page.wait_for_timeout(250)          # what has just been opened is filled
            wrong[place, language] = lasting_foreign_texts(page, language)
            language = "zh" if language == "en" else "en"
            page.locator(f"#header [data-language={language}]").click()
            wrong[place, language] = lasting_foreign_texts(page, language)
            seen += 1
        assert seen == 24
        assert not {place: texts for place, texts in wrong.items() if texts}
