"""Preprocessing: invariances, and agreement with MNIST and Fashion-MNIST."""

import io

import numpy as np
import pytest
import torch
from bench.whole_photo import photo_ink
from PIL import Image, ImageDraw
from torchvision.transforms import v2

from hub import preprocess

COLOURS = np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8)


def stroke(side: int = 280, pen: int = 20, scale: float = 1, left: int = 0, top: int = 0):
    """Draw a zigzag like a 5 as ink, (side, side)."""
    points = [(170, 60), (110, 60), (105, 130), (170, 140), (160, 210), (95, 215)]
    picture = Image.new("L", (side * 4, side * 4))      # drawn large, for soft edges
    moved = [((x * scale + left) * 4, (y * scale + top) * 4) for x, y in points]
    ImageDraw.Draw(picture).line(moved, fill=255, width=round(pen * scale * 4), joint="curve")
    return np.asarray(picture.resize((side, side), Image.Resampling.BOX), np.float32) / 255


def test_mnist_pictures_are_reproduced(digits):
    """All but a few come back pixel for pixel."""
    untouched = 0
    for digit in digits.data:
        ink = preprocess.drawing_ink(digit.numpy().astype(np.float32) / 255)
        assert ink.image.shape == (1, 1, 28, 28)
        untouched += (ink.image[0, 0] - digit / 255).abs().max() < 0.01
    assert untouched / len(digits.data) > 0.98


@pytest.mark.parametrize(("left", "top"), [(-80, -50), (90, -40), (30, 50)])
def test_position_does_not_matter(left, top):
    here = preprocess.drawing_ink(stroke())
    there = preprocess.drawing_ink(stroke(left=left, top=top))
    assert torch.equal(here.image, there.image)
    assert there.box == tuple(np.add(here.box, (left, top, left, top)))


@pytest.mark.parametrize("scale", [0.3, 0.5, 0.8, 1.2])
def test_size_hardly_matters(scale):
    here = preprocess.drawing_ink(stroke()).image
    there = preprocess.drawing_ink(stroke(scale=scale)).image
    assert (here - there).abs().mean() < 0.02


def test_ink_fits_20_pixels_and_has_full_black():
    image = preprocess.drawing_ink(stroke(pen=4)).image[0, 0]
    left, top, right, bottom = preprocess.ink_box(image.numpy(), 0)
    assert max(right - left, bottom - top) == 20
    assert image.max() == 1


def test_the_centre_of_mass_is_in_the_centre():
    image = preprocess.drawing_ink(stroke(left=40, top=-30)).image[0, 0]
    for axis in (0, 1):
        centre = (image.sum(1 - axis) @ torch.arange(28.0)) / image.sum()
        assert 13.5 <= centre <= 14.5


@pytest.mark.parametrize("shape", [(1, 1), (280, 280), (3, 500)])
def test_an_empty_drawing_gives_none(shape):
    assert preprocess.drawing_ink(np.zeros(shape, np.float32)) is None
    assert preprocess.squeezed_ink(np.full(shape, 0.01, np.float32)) is None


@pytest.mark.parametrize("box", [(5, 5, 6, 6), (0, 0, 280, 280), (140, 0, 141, 280)])
def test_a_dot_a_full_canvas_and_a_line_are_converted(box):
    canvas = np.zeros((280, 280), np.float32)
    left, top, right, bottom = box
    canvas[top:bottom, left:right] = 1
    ink = preprocess.drawing_ink(canvas)
    assert ink.box == box
    assert ink.image.isfinite().all()
    assert ink.image.max() == 1


def test_fashion_mnist_pictures_are_reproduced(garments):
    near = 0
    for garment in garments.data:
        ink = photo_ink(Image.fromarray(garment.numpy()))
        near += (ink.image[0, 0] - garment / 255).abs().mean() < 0.02
    assert near / len(garments.data) > 0.9


def test_a_light_background_becomes_black(garments):
    """As in a shop's photo: dark on white, larger, with a margin."""
    for garment in garments.data[:50]:
        photo = Image.new("L", (400, 300), 255)
        photo.paste(Image.fromarray(255 - garment.numpy()).resize((280, 280), 0), (70, 10))
        ink = photo_ink(photo).image
        plain = photo_ink(Image.fromarray(garment.numpy())).image
        assert (ink - plain).abs().mean() < 0.02


def test_a_picture_of_one_colour_gives_none():
    assert photo_ink(Image.new("RGB", (50, 50), "teal")) is None
    assert photo_ink(Image.new("L", (50, 50), 0)) is None


def test_rgb_tensor_agrees_with_torchvision():
    picture = Image.fromarray(COLOURS)
    wanted = v2.functional.to_dtype(v2.functional.to_image(picture), torch.float32, scale=True)
    found = preprocess.rgb_tensor(picture)[0]
    torch.testing.assert_close(found, torch.Tensor(wanted), atol=1e-7, rtol=0)
    assert preprocess.rgb_tensor(picture, (184, 338)).shape == (1, 3, 184, 338)


def save_and_open(picture: Image.Image, format: str, **options) -> Image.Image:
    """Write a picture to a file and open it again."""
    file = io.BytesIO()
    picture.save(file, format, **options)
    return Image.open(file)


def test_all_modes_of_a_grey_picture_give_the_same_tensor():
    """8 bits, 16 bits, palette, alpha, CMYK …"""
    grey = Image.fromarray(COLOURS).convert("L").quantize(32).convert("L")
    levels = np.asarray(grey)
    wide = Image.fromarray(levels.astype(np.uint16) * 257)
    wanted = preprocess.rgb_tensor(grey)
    for other in [
        save_and_open(wide, "PNG"), save_and_open(wide, "TIFF"),
        save_and_open(grey.convert("P"), "GIF"),
        save_and_open(grey.convert("RGBA"), "PNG"), save_and_open(grey.convert("LA"), "PNG"),
        save_and_open(grey.convert("CMYK"), "TIFF"), save_and_open(grey, "BMP"),
    ]:  # fmt: skip
        assert (preprocess.rgb_tensor(other) - wanted).abs().max() < 2 / 255, other


def test_transparent_parts_become_white():
    nothing = save_and_open(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG")
    assert preprocess.rgb_tensor(nothing).min() == 1


def test_the_exif_orientation_is_applied():
    picture = Image.fromarray(COLOURS)
    exif = Image.Exif()
    exif[0x0112] = 6    # "rotate by 90° clockwise"
    turned = save_and_open(picture, "PNG", exif=exif)
    upright = picture.rotate(-90, expand=True)
    assert torch.equal(preprocess.rgb_tensor(turned), preprocess.rgb_tensor(upright))
