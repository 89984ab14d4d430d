"""Picture files from anybody: none takes long or much memory, and every usual one is decoded."""

import io
import random
import struct

import numpy as np
import pytest
from costly_files import broken_exif, costly_files, encode, exif_segments, jpeg_with, repeated_tags
from paths import ROOT
from PIL import Image, ImageOps

from hub.decoding_cost import CostlyPicture, check_cost
from hub.orientation import TURNS
from hub.picture_files import MAX_MILLION_OF, RefusedPicture, decode_file
from hub.predictions import decode_sheet
from hub.preprocess import to_rgb
from hub.validation import InvalidCheckpoint

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::Warning:PIL.Image")
COSTLY = dict(costly_files())
COLOURS = Image.fromarray(np.random.default_rng(0).integers(0, 256, (40, 60, 3), np.uint8))
USUAL = {
    "progressive": ("JPEG", dict(progressive=True)), "comment": ("GIF", dict(comment=b"a" * 5000)),
    "optimised": ("PNG", dict(optimize=True)), "webp": ("WEBP", {}), "avif": ("AVIF", {}),
    "bmp": ("BMP", {}), "photo": ("JPEG", dict(exif=repeated_tags(1, 5000), icc_profile=b"p" * 99)),
    **{f"tiff {codec}": ("TIFF", dict(compression=codec)) for codec in
       (None, "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg")},
}  # fmt: skip


def decode(content: bytes) -> Image.Image:
    return decode_file(content)


@pytest.mark.parametrize("name", COSTLY)
def test_a_file_that_costs_seconds_or_gigabytes_is_refused_unread(name):
    with pytest.raises(RefusedPicture, match="costly"):
        decode(COSTLY[name])


@pytest.mark.parametrize("name", USUAL)
def test_a_usual_file_is_decoded(name):
    kind, options = USUAL[name]
    found = np.asarray(to_rgb(decode(encode(COLOURS, kind, **options))), int)
    wanted = np.asarray(to_rgb(Image.open(io.BytesIO(encode(COLOURS, kind, **options)))), int)
    assert (found == wanted).all()


def test_every_picture_of_this_project_passes():
    files = [path for kind in ("png", "jpg", "webp") for path in ROOT.glob(f"*/**/*.{kind}")
             if "data/" not in path.as_posix()]
    assert len(files) > 30
    for path in files:
        check_cost(path.read_bytes())


def test_a_strangers_sheet_is_not_decoded_for_minutes():
    with pytest.raises(InvalidCheckpoint, match="CostlyPicture"):
        decode_sheet(COSTLY["scans of a JPEG"], 10)
    with pytest.raises(CostlyPicture):
        check_cost(COSTLY["scans of a JPEG"])


@pytest.mark.parametrize("kind", ["WEBP", "AVIF", "PNG"])
def test_a_small_file_of_many_pixels_is_refused_by_its_header(kind):
    """A WebP or AVIF takes 16 bytes for each pixel while it is decoded."""
    side = int((MAX_MILLION_OF.get(kind, 25) * 1e6) ** 0.5) + 100
    options = {"WEBP": dict(lossless=True, method=0), "AVIF": dict(speed=10), "PNG": {}}[kind]
    with pytest.raises(RefusedPicture, match="size") as refused:
        decode(encode(Image.new("L", (side, side), 255), kind, **options))
    assert refused.value.limits["million"] == MAX_MILLION_OF.get(kind, 25)


def test_a_large_photo_is_decoded_small():
    photo = Image.new("L", (8000, 6000), 200)
    photo.paste(50, (0, 0, 4000, 3000))
    found = decode(encode(photo, "JPEG"))
    assert 1024 <= max(found.size) < 3072
    corners = found.resize((2, 2), Image.Resampling.BOX)
    assert np.allclose(np.asarray(corners), [[50, 200], [200, 200]], atol=2)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16", "key"])
def test_a_large_picture_is_averaged_over_squares(mode):
    """In strips, as PyTorch would pool the whole; transparent pixels do not count."""
    height, width = 300, 3200       # three strips
    levels = np.random.default_rng(1).integers(0, 256, (height, width), np.uint8)
    grey = Image.fromarray(levels)
    whole, options = grey.convert("L" if mode in ("I;16", "key") else mode), {}
    if mode == "I;16":
        whole = Image.fromarray(levels.astype(np.uint16) * 257)
    if mode == "key":
        options = dict(transparency=7)
    file = encode(whole, "PNG", compress_level=1, **options)
    found = np.asarray(to_rgb(decode(file)).convert("L"), float)
    wanted = np.asarray(to_rgb(Image.open(io.BytesIO(file))).convert("L"), float)
    wanted = wanted.reshape(height // 2, 2, width // 2, 2).mean((1, 3))
    assert found.shape == wanted.shape and abs(found - wanted).max() <= 2


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_photo_is_turned_once(kind):
    for value, turn in TURNS.items():
        exif = Image.Exif()
        exif[0x0112] = value
        options = dict(lossless=True) if kind == "WEBP" else {}
        file = encode(COLOURS, kind, exif=exif, **options)
        lying = Image.open(io.BytesIO(encode(COLOURS, kind, **options))).convert("RGB")
        assert to_rgb(decode(file)).tobytes() == lying.transpose(turn).tobytes()


@pytest.mark.parametrize("block", broken_exif())
def test_broken_exif_does_not_stop_a_photo(block):
    photo = jpeg_with(exif_segments(block))
    with pytest.raises((ValueError, TypeError, AttributeError, struct.error)):
        ImageOps.exif_transpose(Image.open(io.BytesIO(photo)))
    assert to_rgb(decode(photo)).size == to_rgb(Image.open(io.BytesIO(photo))).size == (40, 40)


@pytest.mark.parametrize("seed", range(4))
def test_a_broken_file_is_refused_or_decoded(seed):
    rng = random.Random(seed)
    whole = [*COSTLY.values(), *(encode(COLOURS, kind, **options) for kind, options in
                                 USUAL.values())]
    for _ in range(150):
        content = bytearray(rng.choice(whole)[:20_000])
        for _ in range(rng.randrange(1, 8)):
            content[rng.randrange(min(len(content), 400))] = rng.randrange(256)
        try:
            to_rgb(decode(bytes(content)))
        except RefusedPicture as refused:
            assert refused.reason in ("costly", "unreadable", "size", "pixels")
