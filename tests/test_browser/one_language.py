"""Find what an open page says in another language than the chosen one."""

import re

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
PAIRS = [text for text in catalogue().values() if text["en"] != text["zh"]]
ENGLISH = {text["en"] for text in PAIRS} - NAMES
FILLED = re.compile("|".join(       # sentences, with any value in place of {name}
    ".+".join(map(re.escape, re.split(r"{\w+}", sentence))) for sentence in sorted(ENGLISH)
    if "{" in sentence and re.search("[a-z]{3}", re.sub("{.*?}", "", sentence))
), re.DOTALL)  # fmt: skip
TWICE = re.compile("|".join(re.escape(f"{pair['en']} {pair['zh']}") for pair in PAIRS))
CHINESE = re.compile("[一-鿿]")
UNFILLED = re.compile("__i18n__|undefined")


def foreign_texts(page: Page, language: str) -> list[str]:
    """List the texts of the page that are not in this language alone, and what is no word."""
    texts = page.evaluate(COLLECT, EXCEPTIONS)
    unfilled = [text for text in texts if UNFILLED.search(text)]
    chinese = [text for text in texts if CHINESE.search(text)]
    if language == "en":
        return unfilled + chinese
    english = [text for text in texts if text in ENGLISH or FILLED.fullmatch(text)]
    twice = [text for text in chinese if TWICE.search(text)]
    return unfilled + english + twice + ["empty"] * (not chinese)


def check_language(page: Page, language: str) -> None:
    """Expect that all visible texts and names are in this language, after five seconds at most."""
    for _ in range(20):
        found = foreign_texts(page, language)
        if not found:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{page.url} in {language}: {found}")
