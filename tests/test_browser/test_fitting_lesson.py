"""The lesson on over- and underfitting, as people use it: guess, remedy, train, by keyboard too."""

import os
import subprocess
import time

import pytest
from lesson_page import copy_with, lesson_panel, open_lesson, run_code
from paths import DATA
from playwright.sync_api import Page, expect

from demo.lessons.fitting import page as fitting_page
from training import data, fitting


def fitting_panel(page: Page):
    return lesson_panel(page, "fitting")


def press_button(page: Page, name: str) -> None:
    fitting_panel(page).get_by_role("button", name=name, exact=True).click()


def count_trainings() -> int:
    """Count this process's running trainings for visitors; other tests may have started some."""
    command = ["ps", "--ppid", str(os.getpid()), "-o", "args"]
    listed = subprocess.run(command, capture_output=True, text=True).stdout
    return sum("fitting.py --lines" in line and "python" in line for line in listed.splitlines())


def wait_for_end(count: int) -> bool:
    for _ in range(100):
        if count_trainings() <= count:
            return True
        time.sleep(0.1)
    return False


def test_a_verdict_is_guessed_before_it_is_shown_and_a_remedy_compared(browser, url):
    with open_lesson(browser, url, "fitting", "run=B") as page:
        here = fitting_panel(page)
        told, compared = here.locator(".step .told"), here.locator(".compared")
        expect(told).to_be_empty()
        expect(fitting_panel(page).locator(".remedies")).to_be_hidden()
        press_button(page, "Overfits from the start")
        expect(told).to_contain_text("Not this one.")
        press_button(page, "Underfits")
        expect(told).to_contain_text("Right. It underfits: its training accuracy is only 72.1%")
        expect(fitting_panel(page).locator(".cases")).to_contain_text("Run B ✓")
        press_button(page, "A larger network")
        expect(compared).to_be_visible()
        effect = "It helps: validation accuracy 70.6% → 81.5%"
        expect(compared.locator(".effect")).to_contain_text(effect)
        expect(compared.locator("svg")).to_have_count(4)
        expect(compared.locator("tbody")).to_contain_text("14,410")
        address = copy_with(page, "fitting", "link")
    with open_lesson(browser, url, "fitting", address.split("?")[1]) as page:
        expect(fitting_panel(page).locator(".effect")).to_contain_text("70.6% → 81.5%")
        press_button(page, "Run A")
        expect(fitting_panel(page).locator(".step .told")).to_be_empty()
        press_button(page, "Show the answer")
        press_button(page, "Dropout")       # the loss falls by a third, the accuracy by 2.4 points
        expect(fitting_panel(page).locator(".effect")).to_contain_text("It overfits less")
        expect(fitting_panel(page).locator(".effect")).to_contain_text("18.1 → 9.4 points")
        fitting_panel(page).locator("[name=shown]").check()
        expect(fitting_panel(page).locator(".step .told")).to_contain_text("until epoch 16")


def test_the_keyboard_alone(browser, url):
    with open_lesson(browser, url, "fitting", "run=D") as page:
        fitting_panel(page).locator(".cases button").first.focus()
        for _ in range(5):
            page.keyboard.press("Tab")              # the other runs, then the epochs
        page.keyboard.press("Home")
        expect(fitting_panel(page).locator(".reading")).to_contain_text("Epoch 1:")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")                # it overfits
        expect(fitting_panel(page).locator(".step .told")).to_contain_text("Right.")
        expect(fitting_panel(page).locator(".verdicts button").nth(1)).to_be_focused()
        for _ in range(4):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(fitting_panel(page).locator(".remedies button").first).to_be_focused()
        expect(fitting_panel(page).locator(".effect")).to_contain_text("It helps")
        label = fitting_panel(page).locator(".after.loss svg").get_attribute("aria-label")
        assert "at best" in label


@pytest.mark.parametrize("query", ["run=Z&remedy=none&epoch=x", "run=B&remedy=stop&epoch=999"])
def test_a_broken_link_opens_the_lesson_all_the_same(browser, url, query):
    with open_lesson(browser, url, "fitting", query) as page:
        expect(fitting_panel(page).locator(".original svg")).to_have_count(2)
        expect(fitting_panel(page).locator(".step .told")).to_be_empty()


def test_a_telephone_in_chinese(browser, url):
    phone = dict(viewport={"width": 390, "height": 800}, locale="zh-CN")
    with open_lesson(browser, url, "fitting", "run=A&remedy=stop", **phone) as page:
        expect(fitting_panel(page).locator(".effect")).to_contain_text("验证准确率")
        expect(fitting_panel(page).locator(".step .told")).to_contain_text("训练得太久")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        text = fitting_panel(page).inner_text()
        assert "undefined" not in text and "{" not in text


def test_the_copied_code_is_the_same_run(browser, url, tmp_path, monkeypatch):
    """With everything that a run may have: the program's losses are those of our script."""
    own = "pictures=200&channels=3&epochs=4&dropout=0.5&augment=true&patience=2&weight_decay=1"
    with open_lesson(browser, url, "fitting", f"run=D&remedy=own&lr=0.01&{own}") as page:
        code = copy_with(page, "fitting", "code")
    (tmp_path / "data").symlink_to(DATA)
    monkeypatch.chdir(tmp_path)
    history = run_code(code)["history"]
    how = fitting.SETTINGS | dict(pictures=200, channels=3, epochs=4, lr=0.01, dropout=0.5,
                                  augment=True, weight_decay=1.0, patience=2)
    everything, _ = data.load_dataset("FashionMNIST", DATA)
    _, *epochs = fitting.run_epochs(*fitting.split_dataset(everything, 200), how)
    for (train, validation), epoch in zip(history, epochs, strict=True):
        assert train[0] == pytest.approx(epoch["train_loss"], abs=1e-3)
        assert validation == pytest.approx(
            (epoch["validation_loss"], epoch["validation_accuracy"]), abs=1e-3)


def test_a_run_of_ones_own_grows_is_stopped_and_ends_when_its_visitor_leaves(
    browser, url, monkeypatch
):
    monkeypatch.setenv("CONVLENS_DATA", str(DATA))
    monkeypatch.setattr(fitting_page, "MAX_SECONDS", 900)       # for a machine that is busy
    before = count_trainings()
    slow = "run=D&remedy=own&pictures=400&channels=16&epochs=60"
    with open_lesson(browser, url, "fitting", slow) as page:
        progress = fitting_panel(page).locator(".progress")
        press_button(page, "Train")
        expect(progress).to_contain_text("of 60", timeout=120_000)
        curve = fitting_panel(page).locator(".after.loss path.curve").first
        expect(curve).to_be_visible(timeout=120_000)
        press_button(page, "Stop")
        expect(progress).to_contain_text("Stopped after epoch")
        assert wait_for_end(before)
        press_button(page, "Train")
        expect(progress).to_contain_text("of 60", timeout=120_000)
        assert count_trainings() > before
    assert wait_for_end(before)
