"""The lesson on TensorBoard in a browser: every tab is drawn, and smoothed as by the program."""

from lesson_page import copy_with, lesson_panel, open_lesson, run_code
from playwright.sync_api import expect

from demo.i18n import catalogue


def test_every_tab_is_drawn_and_smoothing_is_that_of_the_program(
    browser, url, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    tabs = [key.removeprefix("tensorboard_tab_") for key in catalogue()
            if key.startswith("tensorboard_tab_")]
    with open_lesson(browser, url, "tensorboard", "board=histograms&epoch=16") as page:
        here = lesson_panel(page, "tensorboard")
        expect(here.locator(".reading")).to_contain_text("Epoch 16:")
        expect(here.locator("path.ridge.now")).to_have_count(1)
        drawn = {}
        for tab in tabs:
            here.locator("[name=board]").select_option(tab)
            caption = catalogue()[f"tensorboard_caption_{tab}"]["en"]
            expect(here.locator(".caption")).to_have_text(caption)
            assert here.locator(".controls label:visible").count() <= 3
            drawn[tab] = here.locator(".drawing").inner_html()
        assert len(set(drawn.values())) == len(tabs) == 8
        assert not [tab for tab, html in drawn.items() if "NaN" in html or "undefined" in html]
        here.locator("[name=board]").select_option("scalars")
        here.locator("[name=smoothing]").fill("0.9")
        names = run_code(copy_with(page, "tensorboard", "code"))
        last, smooth = names["test_loss"][-1], names["smoothed"][-1]
        expect(here.locator(".reading")).to_contain_text(f"{last:.4f} as measured, {smooth:.4f}")
        assert smooth > last        # as the question says
        here.locator(".choices button").nth(1).click()
        expect(here.locator(".told")).to_have_class("told right")
    assert list((tmp_path / "runs" / "feature_maps").glob("events.out.tfevents.*"))
