"""What visitors send: no bad file or drawing gets further than one sentence."""

import base64

import gradio as gr
import pytest
from drawings import data_url
from PIL import Image

from demo import uploads
from demo.fashion_mnist import handlers as fashion_mnist
from demo.feature_maps import handlers as feature_maps
from demo.mnist import handlers as mnist

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
