"""Open the visitor's photo as the page sends it: a file or an example, turned, with a box."""

import math
from pathlib import Path
from typing import Any, NamedTuple

import gradio as gr
from PIL import Image

from demo import images, uploads
from demo.fashion_mnist.outline import outline_path
from demo.fashion_mnist.training_pictures import class_of_file
from demo.i18n import both, class_words, user_error
from demo.uploads import clamp_int
from hub.garment import Fractions, Garment, find_garment
from hub.picture_files import decode_file
from hub.preprocess import to_rgb

FOLDER = Path(__file__).parents[1] / "examples"
EXAMPLES = FOLDER / "fashion"           # of the test set, 28×28 pixels
PHOTOS = FOLDER / "garments"
FIRST = "ankle-boot.jpg"                # shown when the page opens
SIDE = 560                              # pixels of the photo that the page shows
THUMBNAIL = 72                          # larger than 64: photos become JPEGs
TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)
SMALLEST = 0.04                         # side of a box, in parts of the photo


class Photo(NamedTuple):
    """A photo as a visitor has left it on the page."""

    picture: Image.Image            # as in its file
    box: Fractions | None           # around the garment in the turned photo, if marked
    turns: int                      # by 90° to the left


def example_files() -> dict[str, Path]:
    """Return the pictures that may be chosen, by name: photos, then pictures of the test set."""
    files = [PHOTOS / FIRST, *sorted(PHOTOS.glob("*.jpg")), *sorted(EXAMPLES.glob("*.png"))]
    return {path.name: path for path in files}


def example_values() -> list[dict[str, str]]:
    """Return what examples.html shows: a small picture of each example."""
    shown = []
    for name, path in example_files().items():
        small = Image.open(path).convert("RGB")
        small.thumbnail((THUMBNAIL, THUMBNAIL))
        words = both("put_photo" if path.parent == PHOTOS else "put_test_picture",
                     name=class_words(class_of_file(path.stem)))
        shown.append({"name": name, "url": images.picture_url(small), "words": words})
    return shown


def read_photo(value: Any, request: gr.Request | None = None) -> Photo | None:
    """Open the photo that the page's component sends; None if it is empty.  Raises gr.Error."""
    value = value if isinstance(value, dict) else {}
    file = example_files().get(str(value.get("example")))
    if file:
        picture = decode_file(file.read_bytes())
    elif value.get("path"):
        picture = uploads.open_picture({"path": value["path"]}, request)
    else:
        return None
    return Photo(picture, valid_box(value.get("box")), clamp_int(value.get("turns"), 0, 3))


def valid_box(box: Any) -> Fractions | None:
    """Return a box inside the picture, left < right and top < bottom; None if it is no such box."""
    is_box = isinstance(box, list) and len(box) == 4 and all(
        isinstance(edge, (int, float)) and math.isfinite(edge) for edge in box)
    if not is_box:
        return None
    left, right, top, bottom = (
        min(max(float(edge), 0.0), 1.0) for edge in (*sorted(box[::2]), *sorted(box[1::2])))
    is_large = right - left >= SMALLEST and bottom - top >= SMALLEST
    return (left, top, right, bottom) if is_large else None


def find_in_photo(photo: Photo, request: gr.Request | None = None) -> Garment:
    """Find the garment in a photo, inside the visitor's box if there is one.  Raises gr.Error."""
    found = find_garment(photo.picture, photo.box, photo.turns)
    if found is None:
        raise user_error("no_garment", request)
    return found


def photo_value(photo: Photo, found: Garment, best: str | None) -> dict[str, Any]:
    """Return what photo.html shows: the photo, upright, and the outline; `best` is its class."""
    picture = to_rgb(photo.picture)
    if photo.turns:
        picture = picture.transpose(TURNS[photo.turns])
    picture.thumbnail((SIDE, SIDE))
    height, width = found.mask.shape
    name = class_words(best) if best else both("fashion_none")
    return {
        "url": images.picture_url(picture), "width": width, "height": height,
        "line": f"{max(width, height) / 128:.2f}",      # thickness of the outline
        "outline": outline_path(found.mask), "box": " ".join(f"{edge:.3f}" for edge in found.box),
        "words": both("photo_outlined", name=name),
        "kind": "pixels" if max(picture.size) <= 64 else "",
    }
