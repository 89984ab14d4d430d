"""Drawings for the training are sound, and the bundled network reads unseen ones."""

import shutil
import sys
from pathlib import Path

import matplotlib
import numpy as np
import pytest
import torch
from paths import DATA, ROOT

from hub import checkpoint
from hub.predict import predict, read_digits
from hub.preprocess import drawing_ink
from training import calibration, data, evaluation
from training.handwriting import dataset, fonts, negatives, skeleton, strokes
from training.handwriting.digits import DIGITS
from training.handwriting.hands import HANDS
from training.handwriting.letters import LETTERS
from training.handwriting.numerals import NOT_OURS, NUMERALS
from training.handwriting.shapes import SHAPES

sys.path.insert(0, str(ROOT / "tests" / "bench"))

import unseen
import unseen_hands

TRAINED = [style for styles in (DIGITS, HANDS) for own in styles.values() for style in own]


@pytest.fixture(scope="module")
def net():
    return checkpoint.load(checkpoint.BUNDLED / "mnist")


@pytest.fixture
def rng():
    return np.random.default_rng(0)


def answers_to(net, drawings) -> list[str | None]:
    """Return the network's answer to each drawing."""
    return [predict(net, drawing_ink(drawing).image).label for drawing in drawings]


def unseen_digits(n: int, rng) -> tuple[list[strokes.Strokes], list[str]]:
    """Write `n` digits in styles that were never trained on; return them with their labels."""
    labels = [str(i % 10) for i in range(n)]
    return [strokes.write_style(rng.choice(unseen.DIGITS[digit]), rng) for digit in labels], labels


@pytest.mark.parametrize("style", [*TRAINED, *LETTERS, *SHAPES, *NUMERALS])
def test_every_style_can_be_drawn(style, rng):
    for _ in range(3):
        drawing = strokes.draw_randomly(strokes.write_style(style, rng), rng)
        assert drawing.shape == (280, 280)
        assert 0 == drawing.min() < drawing.max() <= 1
        assert drawing_ink(drawing).image.shape == (1, 1, 28, 28)


def test_no_style_of_the_benchmarks_is_trained_on():
    taught = {*TRAINED, *LETTERS, *SHAPES, *NUMERALS}
    kept = [unseen.DIGITS, unseen.LETTERS, unseen.SHAPES, unseen_hands.HANDS]
    assert not taught & {style for kind in kept for own in kind.values() for style in own}
    assert not taught & set(unseen_hands.NUMERALS)


@pytest.mark.slow
def test_a_seed_decides_the_training_set():
    train, _ = data.load_dataset("MNIST", DATA, 120)
    one, same, other = (dataset.build_dataset(train, seed) for seed in (1, 1, 2))
    for a, b, c in zip(one, same, other):
        assert torch.equal(a.images, b.images)
        assert torch.equal(a.labels, b.labels)
        assert not torch.equal(a.images, c.images)
        assert a.images.dtype == torch.uint8
        assert len(a.images) == len(a.labels)
        assert a.labels.max() == dataset.NONE


def test_held_out_images_are_not_trained_on():
    train, _ = data.load_dataset("MNIST", DATA, 120)
    taught, held_out = dataset.build_dataset(train, 1)
    known = {picture.numpy().tobytes() for picture in taught.images}
    assert not known & {picture.numpy().tobytes() for picture in held_out.images}


def test_ink_is_as_wide_as_the_pen(rng):
    """A horizontal line has as many rows of ink as the pen is wide, and round ends."""
    for pen in (6, 20, 45):
        drawing = strokes.rasterize([np.array([[100.0, 140], [180, 140]])], pen)
        assert drawing[:, 140].sum() == pytest.approx(pen, abs=1)
        assert drawing[140].sum() == pytest.approx(80 + pen, abs=1.5)


def test_a_skeleton_is_thin_and_keeps_holes():
    """A ring becomes a ring of one pixel: not cut, and open inside."""
    y, x = np.mgrid[:28, :28] - 13.5
    ring = (abs(np.hypot(x, y) - 8) < 2.5).astype(np.float32)
    line = skeleton.skeletonize(torch.from_numpy(ring)[None, None])[0]
    neighbours = sum(np.roll(line, (dy, dx), (0, 1)).astype(int)
                     for dy in (-1, 0, 1) for dx in (-1, 0, 1)) - line
    assert line.any()
    assert (neighbours[line] >= 2).all()
    assert line.sum() < ring.sum()
    assert not line[24:32, 24:32].any()


def test_digits_drawn_again_keep_their_label(net, digits, rng):
    lines = skeleton.skeletonize(digits.data[:100, None] / 255)
    drawings = [strokes.draw_randomly(skeleton.skeleton_strokes(line), rng) for line in lines]
    answers = answers_to(net, drawings)
    right = [a == str(label.item()) for a, label in zip(answers, digits.targets)]
    assert np.mean(right) >= 0.95


@pytest.mark.slow
def test_unseen_styles_are_read(net, rng):
    written, labels = unseen_digits(200, rng)
    answers = answers_to(net, [strokes.draw_randomly(one, rng) for one in written])
    assert np.mean([a == label for a, label in zip(answers, labels)]) >= 0.95


def test_a_broken_stroke_lacks_ink_and_stays_a_digit(rng):
    """A straight line becomes two, on the same line; the digit's other strokes are kept."""
    line, bar = np.array([[0.0, 0], [0, 100]]), np.array([[-20.0, 50], [20, 50]])
    for _ in range(20):
        *kept, before, after = strokes.break_stroke([line, bar], rng)
        whole = line if kept[0] is bar else bar
        assert len(kept) == 1
        assert np.allclose(before[0], whole[0]) and np.allclose(after[-1], whole[-1])
        assert 5 <= np.hypot(*(after[0] - before[-1])) <= 25 or np.allclose(after[0], whole[-1])


def test_numerals_of_a_font_are_negatives_and_its_digits_keep_their_label(tmp_path):
    """DejaVu has Arabic and Persian numerals, and none of the other scripts'."""
    deja = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    (tmp_path / "deep").mkdir()
    shutil.copy(deja, tmp_path / "deep")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    files = fonts.find_fonts([tmp_path])
    assert [file.name for file in files] == ["broken.ttf", "DejaVuSans.ttf"]
    found = {script: fonts.load_glyphs(files, own)[own[0]] for script, own in NOT_OURS.items()}
    assert {script for script, glyphs in found.items() if glyphs} == {"Arabic", "Persian"}
    numerals, ours = dataset.print_numerals(100, files, np.random.default_rng(0))
    assert set(numerals[1].tolist()) == {dataset.NONE}
    assert max(ours[1].tolist()) < dataset.NONE
    assert numerals[0].shape[1:] == ours[0].shape[1:] == (1, 28, 28)
    assert (numerals[0].flatten(1).max(1).values == 255).all()


@pytest.mark.parametrize("way", ["pen", "size", "place"])
def test_pen_size_and_place_do_not_matter(net, way):
    """A digit drawn in many ways gets its label in 95 % of the drawings."""
    rng, same = np.random.default_rng(1), []
    written, labels = unseen_digits(20, rng)
    for one, label in zip(written, labels):
        for pen in (8, 16, 24) if way == "pen" else (14,):
            for size in (90, 170, 270) if way == "size" else (200,):
                for _ in range(3 if way == "place" else 1):
                    drawing = strokes.rasterize(strokes.place_on_pad(one, size, pen, rng), pen)
                    same.append(answers_to(net, [drawing]) == [label])
    assert np.mean(same) >= 0.95


@pytest.mark.slow
def test_unseen_negatives_are_refused(net, rng):
    """Letters, shapes and scribbles that were never trained on are refused in 90 %."""
    own = [*unseen.LETTERS.values(), *unseen.SHAPES.values()]
    written = [strokes.write_style(rng.choice(own[i % len(own)]), rng) for i in range(150)]
    written += [rng.choice(unseen.SCRIBBLES)(rng) for _ in range(50)]
    answers = answers_to(net, [strokes.draw_randomly(one, rng) for one in written])
    assert np.mean([answer is None for answer in answers]) >= 0.9


@pytest.mark.slow
def test_at_most_2_percent_of_real_digits_are_refused(net, digits):
    test = data.LabelledImages("MNIST", digits.data[:, None], digits.targets, net.classes)
    honest = calibration.measure_calibration(net, evaluation.compute_logits(net, test.images), test)
    assert honest["refused"] <= 0.02
    assert honest["ece"] <= 0.015       # on 1,000; the card has it for all 10,000


def test_digits_side_by_side_are_read_from_left_to_right(net, digits):
    canvas = np.zeros((280, 280), np.float32)
    for place, digit in enumerate(digits.data[:3]):     # 7, 2, 1
        canvas[100:184, 10 + 88 * place : 94 + 88 * place] = digit.numpy().repeat(3, 0).repeat(3, 1)
    canvas /= 255
    assert predict(net, drawing_ink(canvas).image).label is None
    assert read_digits(net, canvas) == ["7", "2", "1"]
    assert read_digits(net, canvas[:, :100]) == []
    assert read_digits(net, np.zeros((280, 280), np.float32)) == []


def test_calibration_error_of_known_probabilities():
    """Certain and always right gives 0; certain and right in half of the cases gives 1/2."""
    probs = torch.eye(10)[torch.arange(100) % 10]
    right = torch.arange(100) % 10
    assert calibration.calibration_error(probs, right) == 0
    half = torch.where(torch.arange(100) < 50, right, (right + 1) % 10)
    assert calibration.calibration_error(probs, half) == pytest.approx(0.5)


def test_the_digits_of_a_row_are_apart(rng):
    for _ in range(20):
        row = negatives.digit_row(rng, [[np.array([[0.0, 0], [5, 100]])]])
        assert np.ptp(np.concatenate(row)[:, 0]) > 0
