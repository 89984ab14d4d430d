"""What is said of an answer is true: sums add up, empty paper says nothing, boxes cover the ink."""

import json
import random

import gradio as gr
import numpy as np
import pytest
import torch
from drawings import data_url, on_canvas
from PIL import Image, ImageDraw
from torch import nn

from demo.mnist import answer, attribution, explanation, handlers, neighbours
from demo.networks import registry
from hub.models import CompactNet, FashionMnistTutorial
from hub.predict import Prediction, predict
from hub.preprocess import drawing_ink, squeezed_ink

DIGITS = [str(n) for n in range(10)]


@pytest.fixture(params=["mnist", "mnist_tutorial", "own LeNet", "own deep"])
def net(request):
    """Every kind of network that may answer on this page."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        if request.param == "own LeNet":
            return FashionMnistTutorial(DIGITS, [0.1307], [0.3081]).eval()
        if request.param == "own deep":
            net = CompactNet(DIGITS[::-1], [8, 8, 16], [1, 2, 2], [0.1307], [0.3081])
            net.calibrate(1.7, None)
            return net.eval()
    return registry.current(request.param).net


@pytest.fixture
def drawing(digits) -> np.ndarray:
    return on_canvas(digits.data[3], 150, 90, 40)


def question(drawing: np.ndarray) -> str:
    """A drawing as the pad sends it."""
    return data_url(Image.fromarray((255 - 255 * drawing.clip(0, 1)).astype(np.uint8)))


def clicked(**data: object) -> gr.EventData:
    return gr.EventData(None, data)


def test_the_terms_add_up_to_the_scores(net, digits):
    for digit in digits.data[:5]:
        image = digit[None, None] / 255
        parts, logits = attribution.parts(net, image), net(image)[0]
        for terms in (parts.terms.sum(1), parts.by_channel().sum(1), parts.by_place().sum((1, 2))):
            assert torch.allclose(terms + parts.constant, logits, atol=2e-5, rtol=1e-5)


def test_the_first_maps_are_what_the_first_relu_lets_through(net, digits):
    """Nothing below 0, some zeros, and what the network itself has there."""
    image = digits.data[3][None, None] / 255
    maps = attribution.first_maps(net, image)
    assert maps.min() == 0
    assert maps.max() > 0
    if isinstance(net, CompactNet):
        relu = next(layer for layer in net.blocks[0] if isinstance(layer, nn.ReLU))
        seen = []
        relu.register_forward_hook(lambda module, inputs, output: seen.append(output))
        net(image)
        assert torch.equal(seen[0], maps)


def test_what_is_shown_adds_up_too(net, drawing):
    image = drawing_ink(drawing).image
    shown = explanation.scores(net, image, 4)
    number = lambda text: float(text.replace("−", "-"))     # noqa: E731
    total = number(shown["rows"][4]["score"])
    assert total == pytest.approx(net(image)[0, 4].item(), abs=0.006)
    assert sum(number(c["shown"]) for c in shown["channels"]) == pytest.approx(total, abs=0.07)
    assert ("places" in shown) == isinstance(net, CompactNet)


def test_empty_paper_says_nothing(net, drawing):
    image = drawing_ink(drawing).image
    heat = attribution.occlusion(net, image)
    assert heat.shape == (10, 28, 28)
    assert (heat[:, image[0, 0] == 0] == 0).all()
    assert heat.abs().max() > 0
    assert torch.allclose(heat.sum(0), torch.zeros(28, 28), atol=1e-3)  # what one gains others lose


def test_the_ink_that_decides_is_where_the_digits_differ():
    """A 7 with a long bar at its foot is a 2 by that bar."""
    picture = Image.fromarray(np.zeros((280, 280), np.float32))
    pen = ImageDraw.Draw(picture)
    pen.line([(80, 60), (180, 60), (100, 220)], fill=1, width=18)
    pen.line([(100, 220), (220, 220)], fill=1, width=18)
    net = registry.current("mnist").net
    image = drawing_ink(np.array(picture)).image
    assert predict(net, image).probs["2"] > 0.5
    heat = attribution.occlusion(net, image)
    foot = heat[:, 21:].sum((1, 2))
    assert foot[2] > 0 > foot[7]


@pytest.mark.parametrize("seed", range(3))
def test_box_and_frame_cover_the_ink(digits, seed):
    """The dashed box holds all ink, and a pixel of 28×28 lies over the ink it was made of."""
    dice = random.Random(seed)
    side = dice.randint(60, 280)
    left, top = dice.randint(0, 280 - side), dice.randint(0, 280 - side)
    drawing = on_canvas(digits.data[seed], side, left, top)
    ink = drawing_ink(drawing)
    box = answer.box(ink, drawing.shape)
    outside = drawing.copy()
    outside[box["y"] : box["y"] + box["down"], box["x"] : box["x"] + box["across"]] = 0
    assert outside.max() <= 1 / 64
    x, y, across, down = attribution.frame(ink, drawing.shape)
    mass = ink.image[0, 0].numpy()
    for axis, start, length in ((0, y, down), (1, x, across)):
        small = (mass.sum(1 - axis) @ (np.arange(28) + 0.5)) / mass.sum() * length / 28 + start
        large = (drawing.sum(1 - axis) @ (np.arange(280) + 0.5)) / drawing.sum()
        assert abs(small - large) < length / 28
    assert attribution.frame(squeezed_ink(drawing), drawing.shape) == (0, 0, 280, 280)


@pytest.mark.slow
def test_a_training_digit_is_its_own_neighbour(net):
    sheet = neighbours.sheet("train")
    assert sheet.shape == (2000, 1, 28, 28)
    for n in (0, 777, 1999):
        first, second, *_ = neighbours.nearest(net, sheet[n : n + 1])
        assert first.index == n
        assert first.digit == str(n // 200)
        assert first.distance == pytest.approx(0, abs=1e-3) and first.distance < second.distance


@pytest.mark.slow
def test_sheets_are_sorted_by_digit():
    """The tutorial's network says so of nearly all training digits, and of most hard ones."""
    net = registry.current("mnist_tutorial").net
    for name, least in (("train", 0.98), ("hard", 0.7)):
        sheet = neighbours.sheet(name)
        said = net(sheet).argmax(1)
        truth = torch.tensor([int(neighbours.digit(name, n)) for n in range(len(sheet))])
        assert (said == truth).float().mean() > least


def test_mistakes_are_mistakes_and_nearly_all_are_there():
    for name in handlers.MODELS:
        source = registry.current(name)
        found = neighbours.mistakes(source.net)
        sheet = neighbours.sheet("hard")
        for index, digit, taken, _ in found:
            said = str(source.net(sheet[index : index + 1]).argmax().item())
            assert said == taken != digit
        assert len(found) >= 0.8 * round(10_000 * (1 - source.accuracy))


@pytest.mark.parametrize("model", handlers.MODELS)
def test_the_handlers_answer_and_explain(drawing, model):
    png = question(drawing)
    shown, seen, box = handlers.live(png, model, False)
    probs = handlers.recognise(png, model)[0]["confidences"]
    assert [bar["name"] for bar in shown["bars"]] == DIGITS
    assert seen == handlers.recognise(png, model)[1]
    assert (box["width"], box["height"]) == (280, 280)
    best = max(probs, key=probs.get)
    for asked, digit in ((None, best), ({"asked": "9"}, "9"), ({"asked": ["x"]}, best)):
        heat, strokes, parts, maps = handlers.explain(png, model, False, asked)
        assert digit in strokes["for"]["en"] and digit in strokes["for"]["zh"]
        assert [row["digit"] for row in parts["rows"] if row["chosen"]] == [digit]
        assert json.dumps([heat, maps])
    assert len(handlers.near(png, model, False)) == 10


def test_an_empty_pad_is_invited_to_draw():
    for drawing in (None, question(np.zeros((280, 280)))):
        shown, seen, box = handlers.live(drawing, "mnist", False)
        assert "Draw" in shown["say"]["en"] and "digit" not in shown
        assert (seen, box) == (None, None)
        assert handlers.explain(drawing, "mnist", False, None) == (None,) * 4
        assert handlers.near(drawing, "mnist", False) is None


def test_what_is_no_digit_is_said_to_be_none_with_the_nearest_guess():
    verdict = Prediction({**dict.fromkeys(DIGITS, 0.05), "4": 0.55}, None, -3.0)
    shown = answer.said(verdict, [])
    assert "not look like a digit" in shown["say"]["en"] and shown["guess"] == "4"
    assert "digit" not in shown
    shown = answer.said(verdict, ["1", "9"])
    assert "one at a time" in shown["say"]["en"] and shown["read"] == "1 9"


def test_a_network_that_cannot_be_had_is_told_without_a_failure():
    assert "cannot answer" in handlers.live(None, "resnet", False)[0]["say"]["en"]
    with pytest.raises(gr.Error, match="choose one of"):
        handlers.explain(None, "resnet", False, None)


@pytest.mark.parametrize("index", [None, -1, 600, "0", [1]])
def test_only_a_mistake_of_the_sheet_is_laid_under_the_paper(index):
    assert handlers.traced(clicked(index=index)) is None
    assert handlers.traced(clicked(index=599)).startswith("data:image/png")
