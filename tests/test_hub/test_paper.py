"""Ink is found on paper in any light, on a board, and in pictures that are drawings already."""

import numpy as np
import photographs
import pytest
from PIL import Image

from hub import checkpoint, preprocess
from hub.paper import darken_ratio, find_ink
from hub.predict import predict


@pytest.fixture(scope="module")
def net():
    return checkpoint.load(checkpoint.BUNDLED / "mnist")


@pytest.mark.parametrize("kind", photographs.KINDS)
def test_a_digit_is_read_from_a_photo_of_paper(digits, net, kind):
    rng, right = np.random.default_rng(0), 0
    for digit, label in zip(digits.data[100:120], digits.targets[100:120].tolist()):
        way = photographs.KINDS[kind]
        photo = photographs.photograph(digit.numpy() / 255, rng, side=300, **way)
        ink = preprocess.drawing_ink(preprocess.picture_ink(photo))
        right += ink is not None and predict(net, ink.image).label == str(label)
    assert right >= 18


def test_a_drawing_keeps_its_levels(digits):
    """White on black, as MNIST is, and black on white."""
    for digit in digits.data[:50]:
        levels = digit.numpy().astype(np.float32) / 255
        for picture in (digit.numpy(), 255 - digit.numpy()):
            ink = preprocess.picture_ink(Image.fromarray(picture))
            assert abs(ink - levels).max() < 1e-6


def test_a_shadow_with_a_hard_edge_is_no_ink():
    """Half of the light; of a slanted shadow a few pixels at the border may stay."""
    for angle in np.linspace(0, 2 * np.pi, 17):
        light = 0.8 * photographs.cast_shadow(120, 160, angle, 1e-4, 0.5)
        shade = darken_ratio(light) > 0.01
        assert shade.mean() < 0.01
        assert not shade[20:-20, 20:-20].any()
        if np.isclose(angle % (np.pi / 2), 0):
            assert find_ink(light).max() == 0


@pytest.mark.parametrize("side", [2, 3, 200, 700])
def test_paper_without_ink_gives_none(side):
    rng = np.random.default_rng(side)
    paper = Image.fromarray((200 + rng.normal(0, 2, (side, side))).astype(np.uint8))
    assert preprocess.drawing_ink(preprocess.picture_ink(paper)) is None


def test_large_photos_become_smaller():
    assert preprocess.picture_ink(Image.new("L", (3000, 1500), 200)).shape == (320, 640)
