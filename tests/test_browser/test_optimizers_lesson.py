"""The lesson on optimizers in a browser: the record's results, and code that trains these runs."""

import pytest
import torch
from lesson_page import copy_with, lesson_panel, open_lesson, run_code
from paths import DATA
from playwright.sync_api import expect

from demo.lessons.optimizers.page import load_record
from training import data, optimizers


def choose_run(here, name: str, level: int, plan: str) -> None:
    """Choose a run by the controls; its result is the record's."""
    here.locator("[name=optimizer]").select_option(name)
    here.locator("[name=schedule]").select_option(plan)
    here.locator("[name=level]").fill(str(level))
    run = load_record()["runs"][f"{name} {level} {plan}"]
    last, right = run["validation_loss"][-1], run["validation_accuracy"][-1]
    expect(here.locator(".result")).to_contain_text(f"→ {last:.2f}, accuracy {right:.1%}")


def test_a_run_is_chosen_and_a_question_answered(browser, url):
    with open_lesson(browser, url, "optimizers", "optimizer=sgd&schedule=cycle&level=2") as page:
        here = lesson_panel(page, "optimizers")
        expect(here.locator(".result")).to_contain_text("too large")
        choose_run(here, "sgd", 1, "constant")
        choose_run(here, "adamw", 0, "step-0.5")
        expect(here.locator(".result")).to_contain_text("too small")
        choose_run(here, "adadelta", 2, "cycle")
        expect(here.locator(".plan")).to_have_text("10 / 25 = 0.4 → 10 → 0.00004")
        for answer, sign in (("0.7, multiplied once", "✗"), ("0.7¹³, about 0.0097", "✓")):
            here.locator(".choices").get_by_role("button", name=answer, exact=True).click()
            told = "place => getComputedStyle(place, '::before').content"
            assert sign in here.locator(".told").evaluate(told)


def test_the_copied_program_trains_the_run_of_our_script(browser, url, tmp_path, monkeypatch):
    (tmp_path / "data").symlink_to(DATA)
    monkeypatch.chdir(tmp_path)
    everything, _ = data.load_dataset("MNIST", DATA)
    parts = optimizers.split_off_validation(everything, optimizers.SETTINGS["pictures"])
    threads = torch.get_num_threads()
    with open_lesson(browser, url, "optimizers") as page:
        for name, level, plan in (("momentum", 1, "step-0.5"), ("adadelta", 2, "cycle")):
            choose_run(lesson_panel(page, "optimizers"), name, level, plan)
            names, rate = run_code(copy_with(page, "optimizers", "code")), optimizers.RATES[name]
            again = optimizers.train_run(*parts, name, rate[level], plan, optimizers.SETTINGS)
            losses, accuracies = zip(*names["history"])
            assert list(losses) == pytest.approx(again["validation_loss"], abs=1e-3)
            assert list(accuracies) == pytest.approx(again["validation_accuracy"], abs=6e-3)
            assert names["rates"][0] == pytest.approx(again["rates"][0])
    torch.set_num_threads(threads)
    assert max(names["rates"]) == pytest.approx(10, rel=1e-3)       # of the one-cycle, and its end
    assert names["rates"][-1] == pytest.approx(0.00004)
