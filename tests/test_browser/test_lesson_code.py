"""Each lesson shows what its copied PyTorch code computes, for random settings."""

import random

import pytest
import torch
from lesson_page import cell_numbers, copy_with, lesson_panel, open_lesson, run_code
from playwright.sync_api import expect

from demo.lessons.learning.gradient_descent import RATES, one_step


def cell_tensor(page, selector: str) -> torch.Tensor:
    return torch.tensor(cell_numbers(page, selector), dtype=torch.float64)


def test_stride_counts_how_often_each_pixel_is_seen(browser, url):
    with open_lesson(browser, url, "stride") as page:
        here, rng = lesson_panel(page, "stride"), random.Random(2)
        here.locator("details").evaluate_all("all => all.forEach((each) => { each.open = true })")
        for _ in range(3):
            size, padding = rng.randint(8, 14), rng.randint(0, 2)
            settings = {"size": size, "side": rng.randint(1, 4), "stride": rng.randint(1, 6),
                        "padding": padding, "dilation": rng.randint(1, 2)}  # fmt: skip
            for name, value in settings.items():
                here.locator(f"[name={name}]").fill(str(value))
            names = run_code(copy_with(page, "stride", "code"))
            shown = cell_tensor(page, "#lesson-stride .counts i:not(.pad)")
            assert shown.tolist() == names["counts"].flatten().tolist()
            assert here.locator(".map i").count() == names["result"].numel()
            assert here.locator(".unseen").count() == int((names["counts"] == 0).sum())


def test_activation_kills_the_same_pixels(browser, url):
    with open_lesson(browser, url, "activation", "picture=arrow&place=9") as page:
        here = lesson_panel(page, "activation")
        assert here.locator(".sums i.now").count() == 1
        expect(here.locator(".sums i").nth(8)).to_have_class("now")
        for kernel, bias in (("sobel_y", -1.3), ("laplace", 0.5), ("emboss", 2)):
            here.locator("[name=kernel]").select_option(kernel)
            here.locator("[name=bias]").fill(str(bias))
            result = run_code(copy_with(page, "activation", "code"))["result"].flatten()
            shown = cell_tensor(page, "#lesson-activation .rectified i")
            torch.testing.assert_close(shown, result, atol=0.0501, rtol=0)
            assert here.locator(".dead").count() == int((result == 0).sum())


def test_sharing_counts_and_does_not_care_for_the_order(browser, url):
    with open_lesson(browser, url, "sharing", "side=9&kernel=4&channels=3&moved=40") as page:
        names = run_code(copy_with(page, "sharing", "code"))
        for place, count in zip(("local", "dense"), names["counts"]):
            figure = lesson_panel(page, "sharing").locator(f".{place}")
            expect(figure).to_contain_text(f"{count:,} param")
        assert int((names["places"] != torch.arange(784)).sum()) == round(784 * 0.4)
        assert names["apart"] < 1e-5


@pytest.mark.parametrize(("digit", "rate"), [(7, 8), (2, 14)])
def test_learning_takes_the_same_step(browser, url, digit, rate):
    with open_lesson(browser, url, "learning", f"digit={digit}&rate={rate}") as page:
        expect(lesson_panel(page, "learning").locator(".effect")).not_to_be_empty()
        names = run_code(copy_with(page, "learning", "code"))
    step = one_step(digit, RATES[rate])
    assert names["loss"].item() == pytest.approx(step["loss"], abs=1e-5)
    assert names["new_loss"].item() == pytest.approx(step["new_loss"], rel=1e-3)
    torch.testing.assert_close(names["net"][0].weight.grad, step["gradient"], atol=1e-5, rtol=1e-3)
