"""The layout of a lesson: its figure on the first screen, one row of tabs, and on paper."""

import re

from playwright.sync_api import Page, expect

from demo.i18n import both
from demo.lessons.page import NAMES

FIGURES = {     # the thing itself, in each lesson
    "story": "#story img", "convolution": ".source .pictures", "stride": ".counts",
    "activation": ".sums", "pooling": ".picture", "sharing": ".dense .drawn",
    "shapes": ".drawing", "batch": ".picture", "learning": ".row",
    "optimizers": ".loss", "fitting": ".original .loss", "tensorboard": ".drawing",
    "space": ".bytes",
    "homework": ".scene > *",
}  # fmt: skip
SCREENS = ((390, 844), (853, 480))     # a phone, and a projector at 150 %
CONTROLS = "button, summary, input[type=range], .controls, [role=tablist], #header .line, footer"
TABS = "#lessons > .tab-wrapper [role=tab]"
# The share of a figure in the window, the rows of tabs, the widest text in widths of a "0".
MEASURE = """figure => {
  const box = figure.getBoundingClientRect();
  const tabs = [...document.querySelectorAll("#lessons > .tab-wrapper [role=tab]")];
  const paper = document.createElement("canvas").getContext("2d");
  const columns = [...document.querySelectorAll(".lesson-text p, .lesson-goal p")]
    .filter((text) => text.offsetParent).map((text) => {
      paper.font = getComputedStyle(text).font;
      return text.clientWidth / paper.measureText("0").width;
    });
  return {
    shown: (Math.min(box.bottom, innerHeight) - Math.max(box.top, 0)) / box.height,
    rows: new Set(tabs.map((tab) => tab.getBoundingClientRect().top)).size,
    column: Math.max(0, ...columns), wide: document.documentElement.scrollWidth - innerWidth,
  };
}"""

# Of 255; the paper is white, whatever the background on the screen.
BRIGHTEST_TEXT = """() => Math.max(...[...document.querySelectorAll("#lessons :is(h2, h3, p, td)")]
  .filter((text) => text.checkVisibility() && text.textContent.trim())
  .map((text) => Math.max(...getComputedStyle(text).color.match(/\\d+/g).slice(0, 3))))"""


def lesson_tab(page: Page, name: str):
    return page.locator(f"{TABS}[data-tab-id={name}]")


def lesson_figure(page: Page, name: str):
    inside = FIGURES[name] if name == "story" else f"#lesson-{name} {FIGURES[name]}"
    return page.locator(inside).first


def check_first_screen(page: Page, name: str, language: str) -> None:
    """Expect the title, the figure without scrolling, and one row of tabs that shows this one."""
    title = f"{NAMES.index(name) + 1}/{len(NAMES)} {both(f'lesson_{name}')[language]}"
    expect(page.locator(".lesson-title h2:visible")).to_have_text(title)
    figure = lesson_figure(page, name)
    large = [(1280, 800), (1600, 1000)] if name == "homework" else []
    for width, height in (*SCREENS, *large):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("scrollTo(0, 0)")
        seen = figure.evaluate(MEASURE)
        where = (name, language, width, seen)
        assert seen["shown"] >= 0.5 and seen["wide"] <= 0, where
        assert seen["rows"] == 1 and seen["column"] <= 68.5, where
    page.set_viewport_size({"width": SCREENS[-1][0], "height": SCREENS[-1][1]})
    for opened in ("convolution" if name == "story" else "story", name):
        lesson_tab(page, opened).evaluate("tab => tab.click()")
        expect(lesson_tab(page, opened)).to_be_in_viewport(ratio=0.9)
    figure.wait_for()
    page.set_viewport_size({"width": 1280, "height": 900})


def check_printed(page: Page, name: str) -> None:
    """Expect dark text on white without controls on paper, and the screen dark again after it."""
    maps = page.locator(f"#lesson-{name} .map").locator("visible=true")
    count = maps.count()
    page.evaluate("document.body.classList.add('dark')")        # as Gradio 6.31 marks it
    page.emulate_media(media="print")
    expect(page.locator("body")).not_to_have_class(re.compile("dark"))
    expect(lesson_figure(page, name)).to_be_visible()
    expect(page.locator(".lesson-title h2:visible")).to_be_visible()
    expect(page.locator(f":is({CONTROLS})").locator("visible=true")).to_have_count(0)
    expect(maps).to_have_count(count)
    assert page.evaluate(BRIGHTEST_TEXT) < 128, name
    page.emulate_media(media="screen")
    expect(page.locator("body")).to_have_class(re.compile("dark"))
