"""Check what visitors send before it is used: picture files, drawings from the pad, numbers.

Gradio is imported where it is used: the command line (demo/cli) decodes pictures without it.
"""

from __future__ import annotations

import base64
import binascii
import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from demo.i18n import user_error
from hub.preprocess import picture_ink

if TYPE_CHECKING:
    import gradio as gr

MAX_MB = 20             # of a file
MIN_SIDE, MAX_SIDE = 2, 10_000      # pixels
MAX_MILLION = 50                    # million pixels in all: phone cameras take up to that
MAX_ASPECT = 50                     # longer side : shorter side
MAX_ENCODED = 8_000_000             # characters of base64: a file of 6 MB
MAX_DRAWING = 2048                  # pixels per side of a drawing
FORMATS = ("PNG", "JPEG", "WEBP", "BMP", "GIF", "TIFF", "AVIF")
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)
PREFIX = "data:image/png;base64,"


class RefusedFile(Exception):
    """A file that isn't decoded: the key of the sentence that says why, and its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def clamp_int(value: Any, least: int, most: int, default: int | None = None) -> int:
    """Return a number as an integer in [least, most].

    Anything else, NaN and infinity too, becomes `default`, or `least` where none is given.
    """
    if not isinstance(value, (int, float)) or not abs(value) < math.inf:
        return least if default is None else default
    return min(max(int(value), least), most)


def open_picture(value: Any, request: gr.Request | None = None) -> Image.Image | None:
    """Decode the first frame of an uploaded picture file, as the camera's sensor had it.

    None if there is no file. Raises gr.Error.
    """
    if value is None:
        return None
    return decode_or_explain(decode_picture, checked_path(value, request), request)


def decode_or_explain(
    decoder: Callable[[Any], Image.Image], file: Path | io.BytesIO, request: gr.Request | None
) -> Any:
    """Return what a decoder makes of a file.  Raises gr.Error, with the reason for the visitor."""
    try:
        return decoder(file)
    except RefusedFile as refused:
        raise user_error(refused.key, request, **refused.values) from None


def upload_folder() -> Path:
    """Return the folder into which Gradio writes uploads.

    The function is undocumented; this is how Gradio 6.31 has it.
    """
    from gradio.utils import get_upload_folder

    return Path(get_upload_folder()).resolve()


def checked_path(value: Any, request: gr.Request | None = None) -> Path:
    """Return the file of an upload, if it lies in the upload folder: the raw API accepts any path.

    Raises gr.Error.
    """
    path = value.get("path") if isinstance(value, dict) else None
    if not isinstance(path, str) or not path:
        raise user_error("not_uploaded", request)
    file = Path(path).resolve()
    if not file.is_relative_to(upload_folder()) or not file.is_file():
        raise user_error("not_uploaded", request)
    size = file.stat().st_size
    if not size:
        raise user_error("empty_file", request)
    if size > MAX_MB * 1_000_000:
        raise user_error("too_many_bytes", request, limit=MAX_MB)
    return file


def decode_picture(file: Path | io.BytesIO) -> Image.Image:
    """Decode a picture; check its header before its pixels are unpacked.  Raises RefusedFile."""
    try:
        picture = Image.open(file, formats=FORMATS)     # the header only
    except Image.DecompressionBombError:
        raise RefusedFile("too_many_pixels", million=MAX_MILLION) from None
    except UNREADABLE:
        raise RefusedFile("not_a_picture") from None
    width, height = picture.size
    long, short = max(width, height), min(width, height)
    too_large = long > MAX_SIDE or width * height > MAX_MILLION * 1_000_000
    if short < MIN_SIDE or too_large or long > MAX_ASPECT * short:
        limits = {"least": MIN_SIDE, "most": MAX_SIDE, "million": MAX_MILLION}
        raise RefusedFile("wrong_size", width=width, height=height, **limits)
    try:
        picture.draft(None, (1024, 1024))   # a large JPEG is decoded at a fraction of its size
        picture.load()
    except UNREADABLE:
        raise RefusedFile("not_a_picture") from None
    return picture


def open_encoded(text: Any, request: gr.Request | None = None) -> Image.Image:
    """Decode a picture file in base64, with or without `data:…;base64,` before it.

    Raises gr.Error.
    """
    try:
        if len(text) > MAX_ENCODED:
            raise ValueError(len(text))
        content = base64.b64decode(text.rpartition(",")[2], validate=True)
    except (AttributeError, TypeError, ValueError):     # binascii.Error is a ValueError
        megabytes = MAX_ENCODED * 3 // 4_000_000
        raise user_error("bad_encoding", request, limit=megabytes) from None
    return decode_or_explain(decode_picture, io.BytesIO(content), request)


def open_drawing(value: Any, request: gr.Request | None = None) -> np.ndarray | None:
    """Decode the pad's PNG into ink, (H, W) from 0 (paper) to 1 (ink); None for an empty pad.

    Raises gr.Error.
    """
    if not value:
        return None
    if not isinstance(value, str) or not value.startswith(PREFIX) or len(value) > 4_000_000:
        raise user_error("bad_drawing", request, most=MAX_DRAWING)
    try:
        png = io.BytesIO(base64.b64decode(value[len(PREFIX) :], validate=True))
        picture = Image.open(png, formats=("PNG",))
        if max(picture.size) > MAX_DRAWING:
            raise ValueError(picture.size)
        return picture_ink(picture)
    except (binascii.Error, *UNREADABLE):
        raise user_error("bad_drawing", request, most=MAX_DRAWING) from None
