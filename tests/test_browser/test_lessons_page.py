"""The frame of all lessons: what is folded, progress, exercises in two tabs, presentation."""

import re

from digit_page import draw_seven
from homework_sheets import open_exercises, sample_tasks
from lesson_layout import TABS, lesson_figure, lesson_tab
from lesson_page import lesson_panel, open_lesson
from playwright.sync_api import Page, expect
from visitor import visitor

from demo.lessons.page import NAMES


def done_count(page: Page):
    return page.locator("#header nav .done")


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
            expect(done_count(tab)).to_have_text(f"2/{len(NAMES)}")
            expect(tab.locator("#lessons-progress .count")).to_have_text(f"2/{len(NAMES)}")
            expect(tab.locator(f"{TABS}[data-done]")).to_have_count(2)
        expect(page).to_have_url(re.compile(r"\?lesson=convolution$"))
        page.get_by_role("button", name="← The story").click()      # back is not done
        page.reload()
        expect(done_count(page)).to_have_text(f"2/{len(NAMES)}")


def test_a_reset_leaves_nothing_of_the_pupil(browser, url):
    """In any tab, and of any kind; it asks once."""
    with visitor(browser, url) as page:
        page.goto(f"{url}?show=digits")
        draw_seven(page)
        expect(page.locator("#digit-answer h2")).to_have_text("7")
        other = page.context.new_page()
        other.goto(f"{url}?lesson=stride&size=12&lang=zh")
        expect(lesson_panel(other, "stride").locator(".map i").first).to_be_visible()
        other.locator("#end-stride .next").click()
        other.locator("#header .theme").click()
        expect(done_count(page)).to_have_text(f"1/{len(NAMES)}")
        other.locator("#lessons-progress .reset").click()
        expect(done_count(other)).to_have_text(f"1/{len(NAMES)}")
        other.locator("#lessons-progress .reset").click()
        for tab in (page, other):
            expect(tab).to_have_url(re.compile(r"\?lesson=story$"))
            expect(lesson_figure(tab, "story")).to_be_visible()
            expect(done_count(tab)).to_be_empty()
            expect(tab.locator("html")).to_have_attribute("lang", "en")
            kept = tab.evaluate("Object.keys({...localStorage, ...sessionStorage})")
            assert not [key for key in kept if "convlens" in key]
            assert "convlens" not in tab.evaluate("document.cookie")
        other.locator("#lessons [data-tab-id=stride]").click()
        expect(lesson_panel(other, "stride").locator("[name=size]")).to_have_value("9")
        page.locator("#header [data-page=digits]").last.click()
        expect(page.locator("#pad")).to_contain_text("example")


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
            expect(done_count(tab)).to_have_text(f"1/{len(NAMES)}")
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
        page.locator("#lesson-activation [name=bias]").focus()
        page.keyboard.press("PageDown")                     # a remote's, wherever the focus is
        expect(lesson_figure(page, "pooling")).to_be_visible()
        page.keyboard.press("PageUp")
        expect(lesson_figure(page, "activation")).to_be_visible()
        right = lesson_panel(page, "activation").locator(".question .all .right")
        for key, count in (("a", 1), ("a", 0)):
            page.keyboard.press(key)
            expect(right).to_have_count(count)
        black = "getComputedStyle(document.body, '::after').backgroundColor === 'rgb(0, 0, 0)'"
        for key in (".", "b"):
            page.keyboard.press(key)
            assert page.evaluate(black)
            page.keyboard.press("Escape")                   # brings the lesson back
            assert not page.evaluate(black)
        page.keyboard.press("Escape")
        expect(page.locator("#header .line")).to_be_visible()
        expect(page).to_have_url(re.compile(r"\?lesson=activation(?!.*present)"))
        page.keyboard.press("ArrowRight")
        expect(lesson_figure(page, "activation")).to_be_visible()       # as on any page
        page.get_by_role("button", name="Present").click()
        expect(page.locator("#header .line")).to_be_hidden()
        page.get_by_role("button", name="End presentation").click()
        expect(page.locator("#header .line")).to_be_visible()
