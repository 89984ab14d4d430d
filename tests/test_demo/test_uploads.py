"""What visitors send: no bad file or drawing gets further than one sentence."""

import base64

import gradio as gr
import pytest
from costly_files import broken_exif, costly_files, encode, exif_segments
from drawings import data_url
from PIL import Image

from demo import uploads
from demo.fashion_mnist import handlers as fashion_mnist
from demo.feature_maps import handlers as feature_maps
from demo.mnist import handlers as mnist
from demo.mnist import pictures

BLANK = Image.new("RGB", (280, 280), "white")


@pytest.mark.parametrize(
    "drawing",
    [
        "hello", 7, ["x"], {"a": 1}, "data:image/png;base64,", "data:image/png;base64,!!!",
        "data:image/png;base64," + base64.b64encode(b"no picture").decode(),
        "data:image/svg+xml;base64,PHN2Zy8+", data_url(BLANK)[:200],
        "data:image/png;base64," + "A" * 5_000_000, data_url(Image.new("1", (2049, 1))),
        data_url(Image.new("1", (20_000, 20_000))),
    ],
)  # fmt: skip
def test_a_drawing_that_is_none_is_told_in_a_sentence(drawing):
    with pytest.raises(gr.Error, match="PNG"):
        mnist.recognise(drawing)


BAD_FILES = {
    "empty": (b"", "empty"),
    "text": (b"I am no picture", "cannot be read"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "cannot be read"),
    "half a picture": (None, "cannot be read"),
    "narrow": (Image.new("RGB", (4000, 2)), "pixels"),
    "one pixel": (Image.new("RGB", (1, 1)), "pixels"),
    "very large": (Image.new("1", (9000, 9000)), "pixels"),
    "a bomb": (Image.new("1", (20_000, 20_000)), "more than 50 million"),
    "too long": (Image.new("1", (10_001, 500)), "pixels"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_bad_file_is_told_in_a_sentence(uploaded, kind):
    content, sentence = BAD_FILES[kind]
    if content is None:
        whole = base64.b64decode(data_url(Image.effect_noise((80, 80), 90))[22:])
        content = whole[: len(whole) // 2]
    file = uploaded(content)
    for handler in (fashion_mnist.classify, feature_maps.feature_maps):
        with pytest.raises(gr.Error, match=sentence):
            handler(file)


def test_too_many_bytes(uploaded):
    with pytest.raises(gr.Error, match=f"larger than {uploads.MAX_MB} MB"):
        fashion_mnist.classify(uploaded(bytes(uploads.MAX_MB * 1_000_000 + 1)))


@pytest.mark.parametrize("value", [{"path": "/etc/passwd"}, {"path": 3}, "x", {}, {"path": "../x"}])
def test_no_other_file_of_this_machine_is_opened(uploaded, value):
    with pytest.raises(gr.Error, match="not uploaded here"):
        feature_maps.feature_maps(value)


@pytest.mark.slow
def test_a_costly_file_is_told_in_a_sentence(uploaded):
    """In every place that takes a file, a drawing too; tests/test_hub has more such files."""
    gif, png = (dict(costly_files())[name] for name in ("comment of a GIF", "profiles of a PNG"))
    for handler in (fashion_mnist.classify, feature_maps.feature_maps):
        with pytest.raises(gr.Error, match="too long to decode"):
            handler(uploaded(gif))
    assert "too long" in pictures.read_picture(uploaded(gif)["path"])["note"]["en"]
    with pytest.raises(gr.Error, match="too long to decode"):
        uploads.open_encoded(base64.b64encode(gif[:1_500_000]).decode())
    with pytest.raises(gr.Error, match="PNG"):
        mnist.recognise(uploads.PREFIX + base64.b64encode(png).decode())


def test_a_photo_with_broken_exif_is_read_on_every_page(uploaded):
    """What a camera wrote half may raise in Pillow where it is read, and where it is written."""
    photo = Image.new("RGB", (90, 60), "white")
    photo.paste("black", (40, 20, 50, 45))
    whole = encode(photo, "JPEG")
    for block in map(exif_segments, broken_exif()):
        file = uploaded(whole[:2] + block + whole[2:], "photo.jpg")
        assert fashion_mnist.classify(file)[1] and feature_maps.feature_maps(file)[1]
        assert pictures.read_picture(file["path"])["url"]
        assert feature_maps.open_upload(file).size == (60, 90)      # lying, as it says legibly
