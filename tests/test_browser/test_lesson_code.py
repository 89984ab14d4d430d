"""Each lesson shows what its copied PyTorch code computes, for random settings."""

import random

import pytest
import torch
from lesson_page import cell_numbers, copy_with, lesson_panel, open_lesson, run_code
from playwright.sync_api import expect

from demo.lessons.batch import sample_numbers
from demo.lessons.learning.gradient_descent import RATES, one_step
from demo.lessons.sample_digits import load_sample_digits
from demo.networks import registry


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


@pytest.mark.parametrize("query", [
    "digit=4&size=3", "digit=9&size=4&shuffle=false&drop=true&place=400&label=7&p=0.25&drawn=4",
    "digit=2&size=7&epoch=4&drop=true&label=1&p=0.75&drawn=6",
])  # fmt: skip
def test_batch_follows_a_pixel_to_its_loss(browser, url, query):
    with open_lesson(browser, url, "batch", query) as page:
        here = lesson_panel(page, "batch")
        if "place=" not in query:       # point at a pixel, and go on by the keyboard
            side = here.locator(".picture").bounding_box()["width"] / 28
            here.locator(".picture").hover(position={"x": 15.5 * side, "y": 8.5 * side})
            here.locator(".picture").press("ArrowDown")
        names = run_code(copy_with(page, "batch", "code"))
        row, column = names["row"], names["column"]
        assert (row, column) == ((14, 7) if "place=" in query else (9, 15))
        level = names["picture"].getpixel((column, row))
        wanted = [level, names["scaled"][0, row, column], names["normalized"][0, row, column]]
        shown = cell_numbers(page, "#lesson-batch .pixel .formula b")
        assert shown == pytest.approx(list(map(float, wanted)), abs=6e-5)
        place, value = cell_numbers(page, "#lesson-batch .place b")
        assert value == pytest.approx(float(names["flat"][0, int(place)]), abs=6e-5)
        batches = here.locator(".batches figure:not(.dropped)").all()
        numbers = "images => images.map((image) => Number(image.alt))"
        assert [batch.locator("img").evaluate_all(numbers) for batch in batches] == names["batches"]
        assert cell_numbers(page, "#lesson-batch .batch-count b") == [len(names["loader"])]
        assert here.locator(".batches img").count() == 10
        columns = [cell_tensor(page, f"#lesson-batch .scores td:nth-child({n})") for n in (2, 3)]
        torch.testing.assert_close(columns[1], names["log_probs"][0].double(), atol=6e-5, rtol=1e-6)
        torch.testing.assert_close(columns[0], names["logits"][0].double(), atol=6e-5, rtol=1e-6)
        losses = [cell_numbers(page, f"#lesson-batch .{name} b") for name in ("nll", "entropy")]
        assert losses[0] == losses[1] == [pytest.approx(float(names["nll"]), abs=6e-5)]
        assert float(names["entropy"]) == pytest.approx(float(names["nll"]), abs=1e-6)
        for number, name in ((3, "training"), (4, "evaluation")):
            cells = cell_tensor(page, f"#lesson-batch .dropped td:nth-child({number})")
            torch.testing.assert_close(cells, names[name].double(), atol=6e-5, rtol=1e-5)


def test_batch_gives_the_networks_own_scores():
    """Real digits: their levels are the sample's, and their scores those of the network."""
    given = sample_numbers.collect_numbers()
    levels = torch.tensor([list(bytes.fromhex(line)) for line in given["pixels"]])
    pictures = (levels / 255).view(10, 1, 28, 28)
    known, labels = load_sample_digits()
    for digit, picture in enumerate(pictures):
        same = (known[labels == digit] - picture).abs().amax((1, 2, 3)) < 1e-6
        assert int(same.sum()) == 1
    net = registry.current("mnist_tutorial").net
    with torch.inference_mode():
        torch.testing.assert_close(torch.tensor(given["logits"]), net(pictures), atol=1e-4, rtol=0)
    assert all(sorted(order) == list(range(10)) for order in given["orders"])
    assert len({tuple(order) for order in given["orders"]}) == sample_numbers.EPOCHS
