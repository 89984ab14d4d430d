"""Hands and pens: what is drawn for the training, and whether the bundled network reads it."""

import sys

import numpy as np
import pytest
import torch
from paths import DATA, ROOT

from hub import checkpoint
from hub.predict import predict, read_digits
from hub.preprocess import drawing_ink
from training import calibration, data, evaluation
from training.handwriting import dataset, negatives, skeleton, strokes, styles

sys.path.insert(0, str(ROOT / "tests" / "bench"))

import unseen

SEEN = [(style, digit) for digit, own in styles.DIGITS.items() for style in own]


@pytest.fixture(scope="module")
def net():
    return checkpoint.load(checkpoint.BUNDLED / "mnist")


@pytest.fixture
def dice():
    return np.random.default_rng(0)


def verdicts(net, drawings) -> list[str | None]:
    """What the network says of each drawing."""
    return [predict(net, drawing_ink(drawing).image).label for drawing in drawings]


def unseen_digits(n: int, dice) -> tuple[list[strokes.Strokes], list[str]]:
    """So many digits in styles that were never trained on, and which they are."""
    labels = [str(i % 10) for i in range(n)]
    return [strokes.written(dice.choice(unseen.DIGITS[digit]), dice) for digit in labels], labels


@pytest.mark.parametrize("style", [*(s for s, _ in SEEN), *styles.LETTERS, *styles.SHAPES])
def test_every_style_can_be_drawn(style, dice):
    for _ in range(3):
        drawing = strokes.drawn(strokes.written(style, dice), dice)
        assert drawing.shape == (280, 280)
        assert 0 == drawing.min() < drawing.max() <= 1
        assert drawing_ink(drawing).image.shape == (1, 1, 28, 28)


def test_no_measuring_style_is_trained_on():
    taught = {style for style, _ in SEEN} | set(styles.LETTERS) | set(styles.SHAPES)
    kept = [unseen.DIGITS, unseen.LETTERS, unseen.SHAPES]
    assert not taught & {style for kind in kept for own in kind.values() for style in own}


def test_a_seed_is_a_training_set():
    train, _ = data.load("MNIST", DATA, 120)
    one, same, other = (dataset.everything(train, seed) for seed in (1, 1, 2))
    for a, b, c in zip(one, same, other):
        assert torch.equal(a.images, b.images)
        assert torch.equal(a.labels, b.labels)
        assert not torch.equal(a.images, c.images)
        assert a.images.dtype == torch.uint8
        assert len(a.images) == len(a.labels)
        assert a.labels.max() == dataset.NONE


def test_what_is_held_out_is_not_trained_on():
    train, _ = data.load("MNIST", DATA, 120)
    taught, held_out = dataset.everything(train, 1)
    known = {picture.numpy().tobytes() for picture in taught.images}
    assert not known & {picture.numpy().tobytes() for picture in held_out.images}


def test_ink_is_as_wide_as_the_pen(dice):
    """A level line: as many rows of ink as the pen is wide, and round ends beyond it."""
    for pen in (6, 20, 45):
        drawing = strokes.inked([np.array([[100.0, 140], [180, 140]])], pen)
        assert drawing[:, 140].sum() == pytest.approx(pen, abs=1)
        assert drawing[140].sum() == pytest.approx(80 + pen, abs=1.5)


def test_a_middle_line_is_thin_and_keeps_holes():
    """A ring stays a ring of one pixel: cut apart nowhere, and open inside."""
    y, x = np.mgrid[:28, :28] - 13.5
    ring = (abs(np.hypot(x, y) - 8) < 2.5).astype(np.float32)
    line = skeleton.middle_lines(torch.from_numpy(ring)[None, None])[0]
    neighbours = sum(np.roll(line, (dy, dx), (0, 1)).astype(int)
                     for dy in (-1, 0, 1) for dx in (-1, 0, 1)) - line
    assert line.any()
    assert (neighbours[line] >= 2).all()
    assert line.sum() < ring.sum()
    assert not line[24:32, 24:32].any()


def test_digits_drawn_again_are_the_same_digits(net, digits, dice):
    lines = skeleton.middle_lines(digits.data[:100, None] / 255)
    drawings = [strokes.drawn(skeleton.strokes(line), dice) for line in lines]
    answers = verdicts(net, drawings)
    right = [a == str(label.item()) for a, label in zip(answers, digits.targets)]
    assert np.mean(right) >= 0.95


def test_styles_that_were_never_trained_on_are_read(net, dice):
    written, labels = unseen_digits(200, dice)
    answers = verdicts(net, [strokes.drawn(one, dice) for one in written])
    assert np.mean([a == label for a, label in zip(answers, labels)]) >= 0.95


@pytest.mark.parametrize("way", ["pen", "size", "place"])
def test_pen_size_and_place_do_not_matter(net, way):
    """One digit, drawn in many ways, has one answer nearly always."""
    dice, same = np.random.default_rng(1), []
    written, labels = unseen_digits(20, dice)
    for one, label in zip(written, labels):
        for pen in (8, 16, 24) if way == "pen" else (14,):
            for size in (90, 170, 270) if way == "size" else (200,):
                for _ in range(3 if way == "place" else 1):
                    drawing = strokes.inked(strokes.placed(one, size, pen, dice), pen)
                    same.append(verdicts(net, [drawing]) == [label])
    assert np.mean(same) >= 0.95


@pytest.mark.slow
def test_what_is_no_digit_is_told(net, dice):
    """Letters, shapes and scribbles that were never trained on."""
    own = [*unseen.LETTERS.values(), *unseen.SHAPES.values()]
    written = [strokes.written(dice.choice(own[i % len(own)]), dice) for i in range(150)]
    written += [dice.choice(unseen.SCRIBBLES)(dice) for _ in range(50)]
    answers = verdicts(net, [strokes.drawn(one, dice) for one in written])
    assert np.mean([answer is None for answer in answers]) >= 0.9


@pytest.mark.slow
def test_hardly_any_real_digit_is_refused(net, digits):
    test = data.Labelled("MNIST", digits.data[:, None], digits.targets, net.classes)
    honest = calibration.honesty(net, evaluation.logits(net, test.images), test)
    assert honest["refused"] <= 0.02
    assert honest["ece"] <= 0.015       # of 1,000; of all 10,000 the card tells it


def test_digits_side_by_side_are_read_from_left_to_right(net, digits):
    canvas = np.zeros((280, 280), np.float32)
    for place, digit in enumerate(digits.data[:3]):     # 7, 2, 1
        canvas[100:184, 10 + 88 * place : 94 + 88 * place] = digit.numpy().repeat(3, 0).repeat(3, 1)
    canvas /= 255
    assert predict(net, drawing_ink(canvas).image).label is None
    assert read_digits(net, canvas) == ["7", "2", "1"]
    assert read_digits(net, canvas[:, :100]) == []
    assert read_digits(net, np.zeros((280, 280), np.float32)) == []


def test_calibration_error_of_what_is_known():
    """Certain and always right: none. Certain and right half of the time: one half."""
    probs = torch.eye(10)[torch.arange(100) % 10]
    right = torch.arange(100) % 10
    assert calibration.calibration_error(probs, right) == 0
    half = torch.where(torch.arange(100) < 50, right, (right + 1) % 10)
    assert calibration.calibration_error(probs, half) == pytest.approx(0.5)


def test_several_digits_are_apart(dice):
    for _ in range(20):
        row = negatives.several(dice, [[np.array([[0.0, 0], [5, 100]])]])
        assert np.ptp(np.concatenate(row)[:, 0]) > 0
