"""The Digits page's handlers: right answers wherever and however a digit is drawn."""

import random

import gradio as gr
import pytest
import torch
from drawings import data_url, on_canvas
from PIL import Image, ImageDraw

from demo.mnist import handlers as mnist
from demo.networks import registry
from hub.preprocess import drawing_ink

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
