"""Explanations are true: terms add up to scores, empty paper stays 0, boxes cover the ink."""

import random

import numpy as np
import pytest
import torch
from drawings import on_canvas
from PIL import Image, ImageDraw
from torch import nn

from demo.mnist import answer, explanation
from demo.networks import attribution, registry
from hub.activations import decompose_scores
from hub.models import CompactNet
from hub.predict import predict
from hub.preprocess import drawing_ink, squeezed_ink


def test_the_terms_add_up_to_the_scores(net, digits):
    for digit in digits.data[:5]:
        image = digit[None, None] / 255
        parts, logits = decompose_scores(net, image), net(image)[0]
        for terms in (parts.terms.sum(1), parts.by_channel().sum(1), parts.by_place().sum((1, 2))):
            assert torch.allclose(terms + parts.constant, logits, atol=2e-5, rtol=1e-5)


def test_the_first_maps_are_what_the_first_relu_lets_through(net, digits):
    """Nothing below 0, some zeros, and what the network itself has there."""
    image = digits.data[3][None, None] / 255
    maps = attribution.first_layer_maps(net, image)
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
    shown = explanation.score_terms_value(net, image, 4)
    number = lambda text: float(text.replace("−", "-"))     # noqa: E731
    total = number(shown["rows"][4]["score"])
    assert total == pytest.approx(net(image)[0, 4].item(), abs=0.006)
    assert sum(number(c["shown"]) for c in shown["channels"]) == pytest.approx(total, abs=0.07)
    assert ("places" in shown) == isinstance(net, CompactNet)


def test_empty_paper_says_nothing(net, drawing):
    image = drawing_ink(drawing).image
    heat = attribution.measure_occlusion(net, image)
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
    heat = attribution.measure_occlusion(net, image)
    foot = heat[:, 21:].sum((1, 2))
    assert foot[2] > 0 > foot[7]


@pytest.mark.parametrize("seed", range(3))
def test_box_and_frame_cover_the_ink(digits, seed):
    """The dashed box holds all ink, and a pixel of 28×28 lies over the ink it was made of."""
    rng = random.Random(seed)
    side = rng.randint(60, 280)
    left, top = rng.randint(0, 280 - side), rng.randint(0, 280 - side)
    drawing = on_canvas(digits.data[seed], side, left, top)
    ink = drawing_ink(drawing)
    box = answer.box_value(ink, drawing.shape)
    outside = drawing.copy()
    outside[box["y"] : box["y"] + box["down"], box["x"] : box["x"] + box["across"]] = 0
    assert outside.max() <= 1 / 64
    x, y, across, down = attribution.locate_image(ink, drawing.shape)
    mass = ink.image[0, 0].numpy()
    for axis, start, length in ((0, y, down), (1, x, across)):
        small = (mass.sum(1 - axis) @ (np.arange(28) + 0.5)) / mass.sum() * length / 28 + start
        large = (drawing.sum(1 - axis) @ (np.arange(280) + 0.5)) / drawing.sum()
        assert abs(small - large) < length / 28
    assert attribution.locate_image(squeezed_ink(drawing), drawing.shape) == (0, 0, 280, 280)
