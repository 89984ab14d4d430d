"""Check what visitors send before it is used: picture files, drawings from the pad, numbers.

Gradio is imported where it is used: the command line (demo/cli) decodes pictures without it.
"""

from __future__ import annotations

import base64
import io
import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from demo.i18n import user_error
from hub.decoding_cost import check_cost
from hub.picture_files import RefusedPicture, decode_file
from hub.preprocess import picture_ink

if TYPE_CHECKING:
    import gradio as gr

MAX_MB = 20             # of a file
MAX_ENCODED = 8_000_000             # characters of base64: a file of 6 MB
MAX_DRAWING = 2048                  # pixels per side of a drawing
REFUSALS = {"costly": "costly_picture", "unreadable": "not_a_picture", "size": "wrong_size",
            "pixels": "too_many_pixels", "heic": "heic_picture"}
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
    """Decode the first frame of an uploaded picture file, upright.

    None if there is no file. Raises gr.Error.
    """
    if value is None:
        return None
    return decode_or_explain(decode_picture, checked_path(value, request), request)


def decode_or_explain(decoder: Callable, file: Any, request: gr.Request | None) -> Any:
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
    """Return the file of an upload.  Raises gr.Error."""
    return decode_or_explain(find_upload, value, request)


def find_upload(value: Any) -> Path:
    """Return the file of an upload, if it lies in the upload folder: the raw API accepts any path.

    Raises RefusedFile.
    """
    path = value.get("path") if isinstance(value, dict) else None
    try:
        file = Path(path).resolve()
        is_upload = bool(path) and file.is_relative_to(upload_folder()) and file.is_file()
    except (OSError, TypeError, ValueError):    # no path, one that is too long, or no name at all
        is_upload = False
    if not is_upload:
        raise RefusedFile("not_uploaded")
    size = file.stat().st_size
    if not size:
        raise RefusedFile("empty_file")
    if size > MAX_MB * 1_000_000:
        raise RefusedFile("too_many_bytes", limit=MAX_MB)
    return file


def decode_picture(file: Path | io.BytesIO) -> Image.Image:
    """Decode a picture, upright, and shrunk if it is large.  Raises RefusedFile."""
    content = file.read_bytes() if isinstance(file, Path) else file.getvalue()
    try:
        return decode_file(content)
    except RefusedPicture as refused:
        raise RefusedFile(REFUSALS[refused.reason], **refused.limits) from None


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
        png = base64.b64decode(value[len(PREFIX) :], validate=True)
        check_cost(png)
        picture = Image.open(io.BytesIO(png), formats=("PNG",))
        if max(picture.size) > MAX_DRAWING:
            raise ValueError(picture.size)
        return picture_ink(picture)
    except Exception:       # Pillow raises nearly anything for a file that was made to break it
        raise user_error("bad_drawing", request, most=MAX_DRAWING) from None
