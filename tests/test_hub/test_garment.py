"""Finding the garment in a photo: on any ground, turned, in a box, and as Fashion-MNIST has it."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from hub import garment, preprocess, regions

SHIRT = [(90, 60), (130, 50), (170, 50), (210, 60), (250, 110), (220, 130), (205, 112), (205, 250),
         (95, 250), (95, 112), (80, 130), (50, 110)]  # fmt: skip
GROUNDS = {     # colour at the top left, at the bottom right, and the height of its texture
    "light": ((245, 245, 245), (215, 215, 220), 3), "dark": ((30, 30, 34), (60, 58, 55), 4),
    "coloured": ((200, 60, 50), (150, 30, 40), 6),
    "textured": ((150, 120, 90), (175, 140, 100), 16),
}  # fmt: skip


def make_ground(name: str, side: int = 300) -> np.ndarray:
    """Make a ground with uneven light and texture, (side, side, 3) from 0 to 255."""
    first, last, height = GROUNDS[name]
    slope = (np.mgrid[0:1:side * 1j, 0:1:side * 1j].mean(0))[..., None]
    grain = np.random.default_rng(0).normal(0, height, (side, side, 1))
    return np.array(first) * (1 - slope) + np.array(last) * slope + grain


def shirt_mask(side: int = 300, left: int = 0, scale: float = 1) -> np.ndarray:
    """Draw the mask of a shirt."""
    paper = Image.new("1", (side, side))
    ImageDraw.Draw(paper).polygon([(x * scale + left, y * scale) for x, y in SHIRT], fill=1)
    return np.asarray(paper)


def lay_on(ground: np.ndarray, mask: np.ndarray, colour: tuple) -> Image.Image:
    """Lay a piece of cloth, with folds, on a ground."""
    x = np.arange(mask.shape[1])
    cloth = np.array(colour) + (8 * np.sin(x / 9))[None, :, None]
    return Image.fromarray(np.where(mask[..., None], cloth, ground).clip(0, 255).astype(np.uint8))


def overlap(found: garment.Garment, mask: np.ndarray) -> float:
    """Return the intersection over union of the mask found and the true one."""
    size = found.mask.shape[::-1]
    true = np.asarray(Image.fromarray(mask).resize(size), bool)
    return (found.mask & true).sum() / (found.mask | true).sum()


@pytest.mark.parametrize(
    ("ground", "colour"),
    [("light", (40, 60, 130)), ("light", (190, 60, 60)), ("dark", (230, 225, 215)),
     ("dark", (60, 110, 200)), ("coloured", (240, 240, 235)), ("coloured", (40, 40, 44)),
     ("textured", (235, 235, 240)), ("textured", (50, 60, 110))],
)  # fmt: skip
def test_a_garment_is_found_on_any_ground(ground, colour):
    """And cloth is dark ink where it is light, whatever it lies on: never inverted by mistake."""
    mask = shirt_mask()
    found = garment.find_garment(lay_on(make_ground(ground), mask, colour))
    assert overlap(found, mask) > 0.9
    ink = found.ink.image[0, 0]
    assert ink[0, 0] == 0 and ink[-1, -1] == 0
    cloth = ink[10:20, 11:17].mean()
    assert cloth < 0.4 if min(colour) > 200 else cloth > 0.3


def test_a_white_frame_is_no_garment():
    framed = np.full((420, 360, 3), 255.0)
    mask = np.zeros((420, 360), bool)
    framed[60:360, 30:330], mask[60:360, 30:330] = make_ground("coloured"), shirt_mask()
    found = garment.find_garment(lay_on(framed, mask, (60, 110, 200)))
    assert overlap(found, mask) > 0.9


def test_a_transparent_ground_is_left_out():
    """Even where the cloth is as white as the page behind it."""
    mask = shirt_mask()
    photo = lay_on(make_ground("light"), mask, (235, 235, 235)).convert("RGBA")
    photo.putalpha(Image.fromarray(mask.astype(np.uint8) * 255))
    assert overlap(garment.find_garment(photo), mask) > 0.95


def test_of_two_garments_the_larger_is_taken():
    large, small = shirt_mask(), shirt_mask(left=215, scale=0.35)
    photo = lay_on(make_ground("light"), large, (40, 60, 130))
    photo = lay_on(np.asarray(photo, float), small, (160, 40, 40))
    assert overlap(garment.find_garment(photo), large) > 0.9


def test_turning_and_mirroring_turn_and_mirror_the_mask():
    photo = lay_on(make_ground("textured"), shirt_mask(), (50, 60, 110))
    plain = garment.find_garment(photo).mask
    for turns in range(4):
        turned = garment.find_garment(photo, turns=turns)
        rotated = garment.find_garment(photo.rotate(90 * turns, expand=True))
        assert np.array_equal(turned.mask, rotated.mask)
        assert (turned.mask != np.rot90(plain, turns)).mean() < 0.01
    mirrored = garment.find_garment(photo.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    assert (mirrored.mask != plain[:, ::-1]).mean() < 0.01


def test_a_visitors_box_chooses_the_other_garment():
    """A tight box, a wide one, and one in which there is nothing to find."""
    large, small = shirt_mask(), shirt_mask(left=215, scale=0.35)
    photo = lay_on(make_ground("light"), large, (40, 60, 130))
    photo = lay_on(np.asarray(photo, float), small, (160, 40, 40))
    for box in ((0.76, 0.04, 1, 0.32), (0.775, 0.058, 1, 0.295)):
        found = garment.find_garment(photo, box)
        assert overlap(found, small) > 0.7
    empty = garment.find_garment(photo, (0.02, 0.88, 0.2, 0.98))
    assert empty.box == pytest.approx((0.02, 0.88, 0.2, 0.98), abs=0.02)
    for wrong in ((0.5, 0.5, 0.5, 0.5), (-3, -3, 9, 9), (1, 1, 1, 1)):
        assert garment.find_garment(photo, wrong) is not None


@pytest.mark.slow
def test_fashion_mnist_pictures_come_back_as_they_were(garments):
    near = 0
    for one in garments.data:
        ink = garment.garment_ink(Image.fromarray(one.numpy()))
        near += (ink.image[0, 0] - one / 255).abs().mean() < 0.02
    assert near / len(garments.data) > 0.9


@pytest.mark.parametrize("mode", ["RGB", "L", "RGBA"])
def test_a_picture_of_one_colour_holds_no_garment(mode):
    assert garment.garment_ink(Image.new("RGB", (60, 60), "teal").convert(mode)) is None
    assert garment.garment_ink(Image.new(mode, (50, 50))) is None


@pytest.mark.parametrize("size", [(2, 2), (1, 40), (300, 7), (28, 28), (3000, 2000)])
def test_every_size_is_answered(size):
    noise = np.random.default_rng(1).integers(0, 256, (size[1], size[0], 3), np.uint8)
    found = garment.find_garment(Image.fromarray(noise))
    assert found is None or found.ink.image.isfinite().all()


def test_the_steps_lead_from_the_photo_to_the_input():
    photo = lay_on(make_ground("coloured"), shirt_mask(), (240, 240, 235))
    found = garment.find_garment(photo)
    assert list(found.steps) == ["found", "trimmed", "scaled", "grey", "inverted"]
    assert all(step.dtype == np.uint8 for step in found.steps.values())
    assert max(found.steps["scaled"].shape[:2]) == 28
    assert np.array_equal(found.steps["inverted"], (found.ink.image[0, 0] * 255).round().numpy())
    grey = found.steps["grey"].astype(int)
    box = preprocess.ink_box(found.ink.image[0, 0].numpy(), 0)
    inside = preprocess.crop(found.steps["inverted"], box)
    assert np.abs(255 - grey - inside).max() <= 1


def test_regions_are_numbered_as_by_flooding():
    rng = np.random.default_rng(3)
    for share in (0.3, 0.5, 0.7):
        mask = rng.random((23, 31)) < share
        labels = regions.label_regions(mask)
        assert np.array_equal(labels > 0, mask)
        for axis in (0, 1):     # neighbours have the same number
            one, other = labels.take(range(mask.shape[axis] - 1), axis), labels.take(
                range(1, mask.shape[axis]), axis)
            both = (one > 0) & (other > 0)
            assert np.array_equal(one[both], other[both])
        assert len(np.unique(labels[mask])) == flood_count(mask)


def flood_count(mask: np.ndarray) -> int:
    """Count the regions of a mask by flooding one after the other."""
    left, count = {*zip(*map(list, np.nonzero(mask)))}, 0
    while left:
        todo, count = [left.pop()], count + 1
        while todo:
            y, x = todo.pop()
            near = {(y + 1, x), (y - 1, x), (y, x + 1), (y, x - 1)} & left
            left -= near
            todo += near
    return count
