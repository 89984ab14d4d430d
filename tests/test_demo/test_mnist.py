"""The Digits page's handlers: right answers wherever a digit is drawn, and explanations."""

import json
import random

import gradio as gr
import numpy as np
import pytest
import torch
from drawings import data_url, on_canvas
from PIL import Image, ImageDraw

from demo.mnist import answer, live
from demo.mnist import handlers as mnist
from demo.networks import registry
from hub.predict import Prediction
from hub.preprocess import MIN_INK, drawing_ink
from hub.regions import find_parts

DIGITS = [str(n) for n in range(10)]
BLANK = Image.new("RGB", (280, 280), "white")


def draw_one() -> Image.Image:
    """Draw a vertical line."""
    picture = BLANK.copy()
    ImageDraw.Draw(picture).line([(140, 40), (135, 240)], fill="black", width=20)
    return picture


@pytest.mark.parametrize("drawing", [None, "", data_url(BLANK)])
def test_an_empty_pad_has_no_answer(drawing):
    assert mnist.recognise(drawing) == (None, None)


@pytest.mark.parametrize("model", mnist.MODELS)
def test_a_stroke_is_a_one(model):
    answer, seen = mnist.recognise(data_url(draw_one()), model)
    probs = answer["confidences"]
    assert max(probs, key=probs.get) == answer["label"] == "1"
    assert list(probs) == list("0123456789")
    assert sum(probs.values()) == pytest.approx(1, abs=1e-5)
    assert seen.startswith("data:image/png;base64,")


def test_chalk_on_a_blackboard_is_the_same_drawing():
    chalk = Image.eval(draw_one(), lambda level: 255 - level)
    assert mnist.recognise(data_url(chalk)) == mnist.recognise(data_url(draw_one()))


def test_transparent_paper_is_the_same_drawing():
    clear = draw_one().convert("RGBA")
    clear.putalpha(Image.eval(draw_one().convert("L"), lambda level: 255 - level))
    assert mnist.recognise(data_url(clear)) == mnist.recognise(data_url(draw_one()))


@pytest.mark.slow
@pytest.mark.parametrize("model", mnist.MODELS)
def test_a_digit_anywhere_in_any_size_is_read_as_well_as_in_the_data_set(digits, model):
    """Every sample, pasted at random place and size: at most 1 % worse than plain."""
    rng = random.Random(0)
    net, inks = registry.current(model).net, []
    for digit in digits.data:
        side = rng.randint(42, 280)    # 15 % to 100 % of the pad
        left, top = rng.randint(0, 280 - side), rng.randint(0, 280 - side)
        inks.append(drawing_ink(on_canvas(digit, side, left, top)).image)
    with torch.inference_mode():
        plain = net(digits.data[:, None] / 255).argmax(1) == digits.targets
        pasted = net(torch.cat(inks)).argmax(1) == digits.targets
    assert plain.float().mean() - pasted.float().mean() <= 0.01


def test_unknown_models_are_told_in_a_sentence():
    with pytest.raises(gr.Error, match="choose one of"):
        mnist.recognise(data_url(draw_one()), "resnet")


def test_the_chinese_browser_is_answered_in_chinese():
    request = gr.Request()
    request.headers = {"accept-language": "zh-CN,zh;q=0.9,en;q=0.8"}
    with pytest.raises(gr.Error, match="绘图"):
        mnist.recognise("hello", "mnist", request)


def pad_png(drawing: np.ndarray) -> str:
    """Encode a drawing as the pad sends it."""
    return data_url(Image.fromarray((255 - 255 * drawing.clip(0, 1)).astype(np.uint8)))


def clicked(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


@pytest.mark.slow
@pytest.mark.parametrize("model", mnist.MODELS)
def test_the_handlers_answer_and_explain(drawing, model):
    png = pad_png(drawing)
    shown, seen, box, network = live.recognise_live(png, model, False)
    probs = mnist.recognise(png, model)[0]["confidences"]
    assert [bar["name"] for bar in shown["bars"]] == DIGITS
    assert seen == mnist.recognise(png, model)[1]
    assert (box["width"], box["height"]) == (280, 280)
    network = json.loads(network)
    assert dict(zip(network["classes"], network["probs"])) == pytest.approx(probs, abs=1e-4)
    assert live.recognise_live(png, model, False, visible=False).network is None
    best = max(probs, key=probs.get)
    for asked, digit in ((None, best), ({"asked": "9"}, "9"), ({"asked": ["x"]}, best)):
        heat, strokes, parts, maps = mnist.explain_answer(png, model, False, asked)
        assert digit in strokes["for"]["en"] and digit in strokes["for"]["zh"]
        assert [row["digit"] for row in parts["rows"] if row["chosen"]] == [digit]
        assert json.dumps([heat, maps])
    assert len(mnist.nearest_digits(png, model, False)) == 10


def test_an_empty_pad_is_invited_to_draw():
    for drawing in (None, pad_png(np.zeros((280, 280)))):
        shown, seen, box, network = live.recognise_live(drawing, "mnist", False)
        assert "Draw" in shown["say"]["en"] and "digit" not in shown
        assert (seen, box, network) == (None, None, None)
        assert mnist.explain_answer(drawing, "mnist", False, None) == (None,) * 4
        assert mnist.nearest_digits(drawing, "mnist", False) is None


def test_a_rejected_drawing_gets_the_best_guess():
    verdict = Prediction({**dict.fromkeys(DIGITS, 0.05), "4": 0.55}, None, -3.0)
    shown = answer.answer_value(verdict, [])
    assert all("0" in say and "9" in say for say in shown["say"].values())     # what it knows
    assert shown["guess"] == "4"
    assert "digit" not in shown
    shown = answer.answer_value(verdict, ["1", "9"])
    assert "one at a time" in shown["say"]["en"] and shown["read"] == "1 9"


def test_a_rejected_drawing_is_explained_only_for_a_digit_that_is_asked_about(
    drawing, monkeypatch
):
    verdict = Prediction({**dict.fromkeys(DIGITS, 0.05), "4": 0.55}, None, -3.0)
    monkeypatch.setattr(mnist, "predict", lambda *_: verdict)
    heat, strokes, *_ = mnist.explain_answer(pad_png(drawing), "mnist", False, None)
    assert heat is None and set(strokes) == {"title", "unread"}
    heat, strokes, *_ = mnist.explain_answer(pad_png(drawing), "mnist", False, {"asked": "9"})
    assert heat and "9" in strokes["for"]["en"]


def test_a_network_that_cannot_be_had_is_told_without_a_failure():
    assert "cannot answer" in live.recognise_live(None, "resnet", False)[0]["say"]["en"]
    with pytest.raises(gr.Error, match="choose one of"):
        mnist.explain_answer(None, "resnet", False, None)


@pytest.mark.parametrize("index", [None, -1, 600, "0", [1]])
def test_only_a_mistake_of_the_sheet_is_laid_under_the_paper(index):
    assert mnist.trace_mistake(clicked(index=index)) is None
    assert mnist.trace_mistake(clicked(index=599)).startswith("data:image/png")


def put_digits(digits, *rows: tuple[list[int], int]) -> np.ndarray:
    """Put sample digits on the pad in rows; each row has its numbers and its step to the right."""
    paper = np.zeros((280, 280), np.float32)
    for n, (numbers, step) in enumerate(rows):
        for k, number in enumerate(numbers):
            one = on_canvas(digits.data[number], 100, left=20 + k * step, top=20 + 130 * n)
            paper = np.maximum(paper, one)
    return paper


def test_several_digits_are_read_row_by_row_also_where_they_touch(digits):
    label = lambda *numbers: [str(digits.targets[n].item()) for n in numbers]  # noqa: E731
    shown = live.recognise_live(pad_png(put_digits(digits, ([0, 1], 110))), "mnist", False).answer
    assert (shown["read"].split(), shown["rows"]) == (label(0, 1), False)
    both_rows = put_digits(digits, ([0, 1], 110), ([2, 3], 110))
    shown = live.recognise_live(pad_png(both_rows), "mnist", False).answer
    assert (shown["read"].split(), shown["rows"]) == ([*label(0, 1), "/", *label(2, 3)], True)
    right = 0
    for pair in ((0, 1), (12, 13), (17, 18), (22, 23)):
        ink = put_digits(digits, (list(pair), 50))
        assert len(find_parts(ink > MIN_INK).boxes) == 1
        shown = live.recognise_live(pad_png(ink), "mnist", False).answer
        right += shown.get("read", "").split() == label(*pair)
    assert right >= 3
