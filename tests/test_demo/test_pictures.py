"""Pictures that are given to the pad become drawings, and a note says why one is not read."""

import base64
import io

import numpy as np
import photographs
import pytest
from drawings import data_url
from PIL import Image, ImageDraw

from demo.i18n import both
from demo.mnist import handlers, pictures
from demo.uploads import open_drawing
from hub.preprocess import drawing_ink, picture_ink


def save(picture: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind)
    return file.getvalue()


def draw_seven(side: int = 300, pen: int = 16) -> Image.Image:
    """Draw a 7 with a grey pen on grey paper."""
    picture = Image.new("L", (side, side), 205)
    points = [(side * x, side * y) for x, y in ((0.3, 0.2), (0.72, 0.2), (0.42, 0.8))]
    ImageDraw.Draw(picture).line(points, fill=70, width=pen, joint="curve")
    return picture


def draw_star() -> Image.Image:
    """Draw three lines that cross."""
    picture = Image.new("L", (300, 300), 205)
    for line in ((60, 60, 240, 240), (60, 240, 240, 60), (40, 150, 260, 150)):
        ImageDraw.Draw(picture).line(line, fill=70, width=14)
    return picture


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "AVIF", "WEBP"])
def test_a_photo_is_read_alike_on_the_pad_through_the_api_and_in_training(uploaded, kind):
    light = photographs.cast_shadow(300, 300, 0.4, 0.001, 0.5)
    shaded = Image.fromarray((np.asarray(draw_seven()) * light).astype(np.uint8))
    file = uploaded(save(shaded, kind))
    read = pictures.read_picture(file["path"])
    assert read["note"] is None
    assert handlers.recognise(read["url"])[0]["label"] == "7"
    api, seen = handlers.recognise(data_url(Image.open(file["path"])))
    assert api["label"] == "7"
    folder = drawing_ink(picture_ink(Image.open(file["path"]))).image[0, 0].numpy() * 255
    png = Image.open(io.BytesIO(base64.b64decode(seen.split(",")[1])))
    assert (np.asarray(png) == folder.round()).all()


@pytest.mark.parametrize(("kind", "white"), [("uint16", 4095), ("float32", 1), ("int32", 65535)])
def test_a_grey_picture_of_many_bits_is_scaled_and_this_is_said(uploaded, kind, white):
    levels = Image.fromarray((np.asarray(draw_seven()) / 255 * white).astype(kind))
    read = pictures.read_picture(uploaded(save(levels, "TIFF"))["path"])
    assert read["note"] == both("picture_scaled", white=f"{white}")
    assert handlers.recognise(read["url"])[0]["label"] == "7"


def test_a_tiny_digit_is_enlarged_on_the_pad(uploaded):
    sheet = Image.new("L", (1200, 900), 205)
    sheet.paste(draw_seven(120, pen=6), (900, 100))
    read = pictures.read_picture(uploaded(save(sheet, "PNG"))["path"])
    _, top, _, bottom = drawing_ink(open_drawing(read["url"])).box
    assert bottom - top > 150
    assert handlers.recognise(read["url"])[0]["label"] == "7"


@pytest.mark.parametrize(
    ("picture", "key"),
    [(Image.new("L", (300, 300), 180), "picture_empty"),
     (draw_seven().rotate(90), "picture_turned"),
     (draw_star().crop((0, 0, 150, 300)), "picture_cut")],
)  # fmt: skip
def test_the_note_says_what_is_wrong(uploaded, picture, key):
    read = pictures.read_picture(uploaded(save(picture, "PNG"))["path"])
    assert read["note"] == both(key, digit="7")
    assert (read["url"] is None) == (key == "picture_empty")


@pytest.mark.parametrize("path", [None, 3, "/etc/passwd", {"path": "x"}])
def test_only_uploaded_files_are_read(uploaded, path):
    assert pictures.read_picture(path) == {"url": None, "note": both("not_uploaded")}


def test_a_file_that_is_no_picture_is_told(uploaded):
    read = pictures.read_picture(uploaded(b"I am no picture")["path"])
    assert read == {"url": None, "note": both("not_a_picture")}
