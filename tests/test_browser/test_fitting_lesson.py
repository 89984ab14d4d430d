"""The lesson on over- and underfitting, as people use it: guess, remedy, train, by keyboard too."""

import os
import subprocess
import time

import pytest
from lesson_page import copied, lesson, panel, run
from paths import DATA
from playwright.sync_api import Page, expect

from demo.lessons.fitting import page as fitting_page
from training import data, fitting


def here(page: Page):
    return panel(page, "fitting")


def choose(page: Page, name: str) -> None:
    here(page).get_by_role("button", name=name, exact=True).click()


def trainings() -> int:
    """How many runs for visitors this process goes on with; other tests may have some of theirs."""
    command = ["ps", "--ppid", str(os.getpid()), "-o", "args"]
    listed = subprocess.run(command, capture_output=True, text=True).stdout
    return sum("fitting.py --lines" in line and "python" in line for line in listed.splitlines())


def ends(count: int) -> bool:
    for _ in range(100):
        if trainings() <= count:
            return True
        time.sleep(0.1)
    return False


def test_a_verdict_is_guessed_before_it_is_shown_and_a_remedy_compared(browser, url):
    with lesson(browser, url, "fitting", "run=B") as page:
        told, compared = here(page).locator(".told"), here(page).locator(".compared")
        expect(told).to_be_empty()
        expect(here(page).locator(".remedies")).to_be_hidden()
        choose(page, "It overfits from the start")
        expect(told).to_contain_text("Not this one.")
        choose(page, "It underfits")
        expect(told).to_contain_text("Right. It underfits: only 72.1 %")
        expect(here(page).locator(".cases")).to_contain_text("Run B ✓")
        choose(page, "A larger network")
        expect(compared).to_be_visible()
        expect(compared.locator(".effect")).to_contain_text("It helps: 70.6 % → 81.5 %")
        expect(compared.locator("svg")).to_have_count(4)
        expect(compared.locator("tbody")).to_contain_text("14,410")
        address = copied(page, "fitting", "link")
    with lesson(browser, url, "fitting", address.split("?")[1]) as page:
        expect(here(page).locator(".effect")).to_contain_text("70.6 % → 81.5 %")
        choose(page, "Run A")
        expect(here(page).locator(".told")).to_be_empty()
        here(page).locator("[name=shown]").check()
        expect(here(page).locator(".told")).to_contain_text("until epoch 16")


def test_the_keyboard_alone(browser, url):
    with lesson(browser, url, "fitting", "run=D") as page:
        here(page).locator(".cases button").first.focus()
        for _ in range(5):
            page.keyboard.press("Tab")              # the other runs, then the epochs
        page.keyboard.press("Home")
        expect(here(page).locator(".reading")).to_contain_text("Epoch 1:")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")                # it overfits
        expect(here(page).locator(".told")).to_contain_text("Right.")
        expect(here(page).locator(".verdicts button").nth(1)).to_be_focused()
        for _ in range(4):
            page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(here(page).locator(".remedies button").first).to_be_focused()
        expect(here(page).locator(".effect")).to_contain_text("It helps")
        label = here(page).locator(".after.loss svg").get_attribute("aria-label")
        assert "at best" in label


@pytest.mark.parametrize("query", ["run=Z&remedy=none&epoch=x", "run=B&remedy=stop&epoch=999"])
def test_a_broken_link_opens_the_lesson_all_the_same(browser, url, query):
    with lesson(browser, url, "fitting", query) as page:
        expect(here(page).locator(".original svg")).to_have_count(2)
        expect(here(page).locator(".told")).to_be_empty()


def test_a_telephone_in_chinese(browser, url):
    phone = dict(viewport={"width": 390, "height": 800}, locale="zh-CN")
    with lesson(browser, url, "fitting", "run=A&remedy=stop", **phone) as page:
        expect(here(page).locator(".effect")).to_contain_text("验证正确率")
        expect(here(page).locator(".told")).to_contain_text("训练得太久")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert "undefined" not in here(page).inner_text() and "{" not in here(page).inner_text()


def test_the_copied_code_is_the_same_run(browser, url, tmp_path, monkeypatch):
    """With everything that a run may have: the program's losses are those of our script."""
    own = "pictures=200&channels=3&epochs=4&dropout=0.5&augment=true&patience=2&weight_decay=1"
    with lesson(browser, url, "fitting", f"run=D&remedy=own&lr=0.01&{own}") as page:
        code = copied(page, "fitting", "code")
    (tmp_path / "data").symlink_to(DATA)
    monkeypatch.chdir(tmp_path)
    history = run(code)["history"]
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
    monkeypatch.setattr(fitting_page, "SECONDS", 900)       # for a machine that is busy
    before = trainings()
    slow = "run=D&remedy=own&pictures=400&channels=16&epochs=60"
    with lesson(browser, url, "fitting", slow) as page:
        progress = here(page).locator(".progress")
        choose(page, "Train")
        expect(progress).to_contain_text("of 60", timeout=120_000)
        expect(here(page).locator(".after.loss path.curve").first).to_be_visible(timeout=120_000)
        choose(page, "Stop")
        expect(progress).to_contain_text("Stopped after epoch")
        assert ends(before)
        choose(page, "Train")
        expect(progress).to_contain_text("of 60", timeout=120_000)
        assert trainings() > before
    assert ends(before)
