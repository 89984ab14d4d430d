"""The lessons' own arithmetic, run in the browser, is PyTorch's."""

import random

import pytest
import torch
import torch.nn.functional as F
from homework_sheets import page_with_shared_scripts
from torch import Tensor

CASES = 60
CLOSE = dict(atol=1e-6, rtol=1e-6)


@pytest.fixture(scope="module")
def page(browser):
    """An empty page that holds the scripts of all lessons and nothing else."""
    page = page_with_shared_scripts(browser)
    yield page
    page.close()


@pytest.fixture
def numbers():
    """Random numbers in double precision, the same in each run."""
    generator = torch.Generator().manual_seed(7)
    return lambda *shape: torch.randn(*shape, generator=generator, dtype=torch.float64)


def convolutions(numbers) -> list[tuple[Tensor, Tensor, dict]]:
    """Settings that the page allows, some of which leave rows over and some no place at all."""
    draw = random.Random(3)
    cases = []
    for _ in range(CASES):
        side, channels = draw.choice([3, 5]), draw.randint(1, 3)
        settings = dict(stride=draw.randint(1, 4), padding=draw.randint(0, 4),
                        dilation=draw.randint(1, 3), bias=round(draw.uniform(-2, 2), 2),
                        mode=draw.choice(["zeros", "reflect"]))
        image = numbers(channels, draw.randint(5, 12), draw.randint(5, 12))
        cases.append((image, numbers(channels, side, side), settings))
    return cases


def torch_convolution(image: Tensor, kernel: Tensor, settings: dict) -> Tensor | None:
    """The map, (H, W), or None where PyTorch finds the kernel greater than the picture."""
    p, mode = settings["padding"], settings["mode"]
    padded = F.pad(image[None], [p] * 4, mode="reflect" if mode == "reflect" else "constant")
    step = dict(stride=settings["stride"], dilation=settings["dilation"])
    bias = torch.tensor([settings["bias"]], dtype=torch.float64)
    try:
        return F.conv2d(padded, kernel[None], bias, **step)[0, 0]
    except RuntimeError as error:
        assert "Kernel size can't be greater than actual input size" in str(error)
        return None


def test_convolution(page, numbers):
    empty = 0
    for image, kernel, settings in convolutions(numbers):
        expected = torch_convolution(image, kernel, settings)
        got = page.evaluate(
            "([image, kernel, settings]) => convolve(image, kernel, settings)",
            [image.tolist(), kernel.tolist(), settings],
        )
        if expected is None:
            assert not any(got)
            empty += 1
        else:
            torch.testing.assert_close(torch.tensor(got, dtype=torch.float64), expected, **CLOSE)
    assert 0 < empty < CASES / 2


def test_a_windows_products_are_those_of_the_formula(page, numbers):
    """Their sum and the bias make the pixel of the map; they come row by row."""
    image, kernel = numbers(2, 6, 6), numbers(2, 3, 3)
    window = page.evaluate(
        "([image, kernel]) => windowAt(image, kernel, {bias: 0.5}, {row: 2, column: 1})",
        [image.tolist(), kernel.tolist()],
    )
    expected = (image[:, 2:5, 1:4] * kernel).flatten()
    got = torch.tensor([p["product"] for p in window["products"]], dtype=torch.float64)
    torch.testing.assert_close(got, expected, **CLOSE)
    assert window["biased"] == pytest.approx(expected.sum().item() + 0.5)


@pytest.mark.parametrize("mode", ["max", "average"])
def test_pooling(page, numbers, mode):
    draw = random.Random(4)
    for _ in range(CASES // 2):
        plane = numbers(draw.randint(4, 12), draw.randint(4, 12))
        side, stride = draw.randint(1, 4), draw.randint(1, 4)
        expected = (F.max_pool2d if mode == "max" else F.avg_pool2d)(plane[None], side, stride)[0]
        got = page.evaluate("(a) => pool(...a)", [plane.tolist(), side, stride, mode])
        torch.testing.assert_close(torch.tensor(got, dtype=torch.float64), expected, **CLOSE)


def test_coverage_is_how_often_unfold_takes_a_pixel(page):
    draw = random.Random(5)
    for _ in range(CASES):
        size, side = draw.randint(4, 14), draw.randint(1, 5)
        stride, padding, dilation = draw.randint(1, 5), draw.randint(0, 3), draw.randint(1, 3)
        window = dict(kernel_size=side, stride=stride, padding=padding, dilation=dilation)
        counts = page.evaluate("(a) => coverage(...a)", [size, side, stride, padding, dilation])
        if size + 2 * padding < dilation * (side - 1) + 1:
            assert sum(counts) == 0
            continue
        taken = F.unfold(torch.ones(1, 1, size, size), **window)
        times = F.fold(taken, (size, size), **window)[0, 0]
        expected = torch.tensor(counts).outer(torch.tensor(counts))
        assert torch.equal(times.long(), expected)


@pytest.mark.parametrize("name", ["relu", "leaky", "gelu", "sigmoid", "tanh"])
def test_activations(page, name):
    x = torch.cat([torch.linspace(-12, 12, 241, dtype=torch.float64), torch.zeros(1)]).double()
    expected = getattr(F, {"leaky": "leaky_relu"}.get(name, name))(x)
    got = page.evaluate("([name, x]) => x.map(ACTIVATIONS[name])", [name, x.tolist()])
    torch.testing.assert_close(torch.tensor(got, dtype=torch.float64), expected, **CLOSE)
