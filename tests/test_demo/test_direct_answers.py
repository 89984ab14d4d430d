"""Drawings answered past Gradio: the same answers, alone or together, odd calls go on to Gradio."""

import asyncio
import json

import httpx
import pytest
from drawings import data_url, on_canvas
from own_loop import run_apart
from PIL import Image

from demo.mnist import live
from demo.serving.direct_answers import UNCHANGED


def drawings(digits, count):
    """Draw so many digits as the pad sends them."""
    return [data_url(Image.fromarray((255 * (1 - on_canvas(digit, 150, 90, 40))).astype("uint8")))
            for digit in digits.data[:count]]  # fmt: skip


def post(url, data, route):
    config = httpx.get(f"{url}config", timeout=60).json()
    number = next(one["id"] for one in config["dependencies"] if one["api_name"] == "show_answer")
    body = {"fn_index": number, "data": data, "session_hash": "direct"}
    return httpx.post(f"{url}gradio_api/{route}/predict", json=body, timeout=60).json()


@pytest.mark.slow
def test_a_page_is_answered_as_by_gradio(url, digits):
    drawing = drawings(digits, 1)[0]
    for data in ([drawing, "mnist", False, True], [drawing, "mnist_tutorial", True, False],
                 [None, "mnist", False, True], ["no drawing", "mnist", False, True]):
        direct, by_gradio = post(url, data, "run"), post(url, data, "api")   # a page asks run
        assert "used_cache" in by_gradio and "used_cache" not in direct
        assert direct["data"][:3] == by_gradio["data"][:3]
        assert direct["data"][3] == (by_gradio["data"][3] if data[3] else UNCHANGED)
        assert set(direct) == set(by_gradio) - {"used_cache"}
    assert direct["data"][0]["say"]["en"].startswith("This network cannot")


@pytest.mark.parametrize("data", [
    [], [None], [1, "mnist", False, True], ["", "resnet", False, True], ["", "mnist", 1, True],
    ["", "alice/net@" + "0" * 40, False, True], ["", "mnist", False, True, 5], [["x"], 1, 2, 3],
])  # fmt: skip
def test_a_call_of_another_form_is_left_to_gradio(data):
    assert live.read_call(data) is None


def test_drawings_together_are_answered_as_each_alone(digits):
    calls = [live.LiveCall(drawing, model, plain, visible)
             for drawing in drawings(digits, 3)
             for model, plain, visible in (("mnist", False, True), ("mnist_tutorial", True, False))]
    calls[2:2] = [live.LiveCall(None, "mnist", False), live.LiveCall("none", "mnist", True)]
    for call, together in zip(calls, live.recognise_all(calls), strict=True):
        alone = live.recognise_live(*call)
        assert together.seen == alone.seen and together.box == alone.box
        assert together.answer == alone.answer
        assert (together.network is None) == (alone.network is None)
        if alone.network:       # the last bit of a sum depends on the batch
            ours, theirs = json.loads(together.network), json.loads(alone.network)
            assert ours["probs"] == pytest.approx(theirs["probs"], abs=2e-4)


def test_calls_that_wait_are_answered_in_one_batch_and_an_error_reaches_each(monkeypatch):
    from demo.serving import direct_answers

    batches = []

    def answer(calls):
        batches.append(calls)
        if "bad" in calls:
            raise ValueError("bad")
        return [[call * 2] for call in calls]

    async def ask_together(calls):
        answers = direct_answers.DirectAnswers(None, "any", None, answer)
        return await asyncio.gather(*map(answers.answer_together, calls), return_exceptions=True)

    monkeypatch.setattr(direct_answers.os, "cpu_count", lambda: 2)
    assert run_apart(ask_together([*range(20)])) == [[2 * n] for n in range(20)]
    assert sum(map(len, batches)) == 20 and len(batches) == 3
    assert all(isinstance(one, ValueError) for one in run_apart(ask_together([1, "bad"])))
