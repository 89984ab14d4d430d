"""The frame of all lessons: one row of tabs, first screen, progress, presentation, paper."""

import re

from homework_sheets import open_exercises, sample_tasks
from lesson_page import lesson_panel, open_lesson
from playwright.sync_api import Page, expect
from visitor import visitor

from demo.i18n import both
from demo.lessons.page import NAMES

FIGURES = {     # the thing itself, in each lesson
    "story": "#story img", "convolution": ".source .pictures", "stride": ".counts",
    "activation": ".sums", "pooling": ".picture", "sharing": ".dense .drawn",
    "shapes": ".drawing", "learning": ".row", "fitting": ".original .loss",
    "homework": ".scene > *",
}  # fmt: skip
SCREENS = ((390, 844), (853, 480))     # a phone, and a projector at 150 %
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


def done_count(page: Page):
    return page.locator("#header nav .done")


def test_every_lesson_shows_its_figure_on_the_first_screen(browser, url):
    """And one row of tabs, which shows the open one, at every width; in both languages."""
    with visitor(browser, url) as page:
        page.goto(f"{url}?lesson=story")
        for language in ("en", "zh"):
            page.locator(f"#header [data-language={language}]").click()
            for place, name in enumerate(NAMES, 1):
                lesson_tab(page, name).evaluate("tab => tab.click()")
                figure = lesson_figure(page, name)
                figure.wait_for()
                title = f"{place}/{len(NAMES)} {both(f'lesson_{name}')[language]}"
                expect(page.locator(".lesson-title h2:visible")).to_have_text(title)
                large = [(1280, 800), (1600, 1000)] if name == "homework" else []
                for width, height in (*SCREENS, *large):
                    page.set_viewport_size({"width": width, "height": height})
                    page.evaluate("scrollTo(0, 0)")
                    seen = figure.evaluate(MEASURE)
                    where = (name, language, width, seen)
                    assert seen["shown"] >= 0.5 and seen["wide"] <= 0, where
                    assert seen["rows"] == 1 and seen["column"] <= 68.5, where
                expect(lesson_tab(page, name)).to_be_in_viewport(ratio=0.9)


def test_few_controls_are_open_and_a_link_unfolds_the_others(browser, url):
    with open_lesson(browser, url, "stride") as page:
        here = lesson_panel(page, "stride")
        assert here.locator("[name]:visible").count() <= 3
        here.locator("details.more summary").click()
        assert here.locator("[name]:visible").count() == here.locator("[name]").count()
        page.goto(f"{url}?lesson=convolution&dilation=2")
        here = lesson_panel(page, "convolution")
        expect(here.locator("[name=dilation]")).to_be_visible()
        expect(here.locator("[name=dilation]")).to_have_value("2")


def test_going_on_is_counted_in_all_tabs_and_remembered(browser, url):
    with visitor(browser, url) as page:
        page.goto(f"{url}?lesson=story")
        expect(lesson_tab(page, "story")).to_be_visible()
        expect(done_count(page)).to_be_empty()
        other = page.context.new_page()
        other.goto(f"{url}?lesson=stride")
        for tab, label in ((page, "Next: Convolution →"), (other, "Next: Bias and ReLU →")):
            tab.get_by_role("button", name=label).click()
        for tab in (page, other):
            expect(done_count(tab)).to_have_text("2/10")
            expect(tab.locator("#lessons-progress .count")).to_have_text("2/10")
            expect(tab.locator(f"{TABS}[data-done]")).to_have_count(2)
        expect(page).to_have_url(re.compile(r"\?lesson=convolution$"))
        page.get_by_role("button", name="← The story").click()      # back is not done
        page.reload()
        expect(done_count(page)).to_have_text("2/10")
        page.locator("#lessons-progress .reset").click()
        expect(done_count(page)).to_have_text("2/10")               # it asks once
        page.locator("#lessons-progress .reset").click()
        for tab in (page, other):
            expect(done_count(tab)).to_be_empty()


def test_two_tabs_keep_each_others_exercises(browser, url):
    sheets = open_exercises(browser)
    layers = sample_tasks(sheets, "shape", 8)[7]["answer"]
    sheets.close()
    names = ["features", "parameters", "number", "kernel", "pooling", "coverage", "relu", "curve"]
    with open_lesson(browser, url, "homework", "task=1&seed=7") as page:
        other = page.context.new_page()
        other.goto(f"{url}?lesson=homework&task=10")
        expect(other.locator("#lesson-homework .done")).to_have_text("0 of 10 done")
        for part in ("channels", "height", "width"):
            page.locator(f"#lesson-homework [data-part={part}] input").fill(str(layers[part]))
        page.locator("#lesson-homework .check").click()
        for tab in (page, other):
            expect(tab.locator("#lesson-homework .done")).to_have_text("1 of 10 done")
            expect(done_count(tab)).to_be_empty()
        solve = "names => ConvLens.progress.changeNames('convlens-homework', (all) => " \
            "names.forEach((name) => all.add(name)))"
        other.evaluate(solve, [*names, "mend"])         # as the lesson does, one by one
        for tab in (page, other):
            expect(tab.locator("#lesson-homework .done")).to_contain_text("All 10 done")
            expect(done_count(tab)).to_have_text("1/10")
        stored = page.evaluate("JSON.parse(localStorage['convlens-homework'])")
        assert sorted(stored) == sorted(["shape", *names, "mend"])


def test_a_teacher_presents_by_keyboard(browser, url):
    with visitor(browser, url) as page:
        page.goto(f"{url}?lesson=stride&present=1")
        grid = lesson_figure(page, "stride")
        grid.wait_for()
        around = "#header .line, footer, #lessons [role=tablist], .neighbours, #lessons-progress"
        expect(page.locator(around).locator("visible=true")).to_have_count(0)
        size = "part => parseFloat(getComputedStyle(part).fontSize)"
        for text in (".lesson-goal p", ".lesson-text p"):
            assert page.locator(text).locator("visible=true").first.evaluate(size) >= 20
        page.locator("#lesson-stride .map").focus()
        page.keyboard.press("ArrowRight")                   # moves the window, not the lesson
        expect(page.locator("#lesson-stride .count")).to_have_text("2 / 16")
        page.evaluate("document.activeElement.blur()")
        for key, name in (("ArrowRight", "activation"), ("PageDown", "pooling"),
                          ("ArrowLeft", "activation")):
            page.keyboard.press(key)
            expect(lesson_figure(page, name)).to_be_visible()
            expect(page).to_have_url(re.compile(rf"\?lesson={name}&present=1$"))
        expect(page.locator(around).locator("visible=true")).to_have_count(0)
        page.keyboard.press("Escape")
        expect(page.locator("#header .line")).to_be_visible()
        expect(page).to_have_url(re.compile(r"\?lesson=activation$"))
        page.keyboard.press("ArrowRight")
        expect(lesson_figure(page, "activation")).to_be_visible()       # as on any page
        page.get_by_role("button", name="Present").click()
        expect(page.locator("#header .line")).to_be_hidden()
        page.get_by_role("button", name="End presentation").click()
        expect(page.locator("#header .line")).to_be_visible()


def test_a_lesson_is_printed_dark_on_white_without_controls(browser, url):
    parts = "button, summary, input[type=range], .controls, [role=tablist], #header .line, footer"
    with visitor(browser, url) as page:
        page.goto(f"{url}?lesson=story")
        lesson_figure(page, "story").wait_for()
        page.evaluate("document.body.classList.add('dark')")        # as Gradio 6.31 marks it
        page.emulate_media(media="print")
        expect(page.locator("body")).not_to_have_class(re.compile("dark"))
        for name in NAMES:
            lesson_tab(page, name).evaluate("tab => tab.click()")
            expect(lesson_figure(page, name)).to_be_visible()
            expect(page.locator(".lesson-title h2:visible")).to_be_visible()
            expect(page.locator(f":is({parts})").locator("visible=true")).to_have_count(0)
            assert page.evaluate(BRIGHTEST_TEXT) < 128, name
        page.emulate_media(media="screen")
        expect(page.locator("body")).to_have_class(re.compile("dark"))
