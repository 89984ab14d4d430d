"""What a network answered to its test set, in one small file that travels with the checkpoint."""

import io
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from hub.validation import MAX_BYTES, InvalidCheckpoint

FILE = "answers.safetensors"
MAX_CLASSES = 100      # with more there is no file: nobody could read such a confusion matrix
SHEET_COLUMNS = 32            # pictures in a row of the sheet that keeps them
MAX_SIDE = 64           # of one of them, in pixels
IMAGE_ERRORS = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)


class Predictions(NamedTuple):
    """All answers in short, and in full those to the pictures that are kept."""

    labels: Tensor          # (N,) what each test picture shows
    answers: Tensor         # (N,) the class of the greatest logit
    confidence: Tensor      # (N,) its probability's logarithm, which halves keep finely near 0
    thresholds: Tensor      # (C, P) of each class: probabilities from which on it is the answer
    precision: Tensor       # (C, P) how many of the pictures so found are of that class
    recall: Tensor          # (C, P) how many of that class are so found
    kept: Tensor            # (K,) which test pictures are kept, ascending
    probs: Tensor           # (K, C)
    pictures: Tensor        # (K, channels, side, side)
    embedded: Tensor        # (E,) those that stand in the clouds, as places among the kept
    pixels: Tensor          # (E, 3) on the three principal axes of their pixels
    features: Tensor        # (E, 3) on those of what the last layer is given
    spread: Tensor          # (2, 3) the share of the variance on each axis: pixels, features


SHAPES = {      # what is in the file: number type and sizes, the same letter the same size
    "labels": (torch.uint8, "N"), "answers": (torch.uint8, "N"), "confidence": (torch.float16, "N"),
    "thresholds": (torch.float32, "CP"), "precision": (torch.float32, "CP"),
    "recall": (torch.float32, "CP"), "kept": (torch.int32, "K"), "probs": (torch.float16, "KC"),
    "embedded": (torch.int32, "E"), "pixels": (torch.float32, "E3"),
    "features": (torch.float32, "E3"), "spread": (torch.float32, "23"),
    "sheet": (torch.uint8, "B"),
}  # fmt: skip
FRACTIONS = ("precision", "recall", "thresholds", "probs", "spread")     # from 0 to 1


def predictions_to_bytes(found: Predictions) -> bytes:
    """The file's content."""
    plain = found._asdict() | {"sheet": encode_sheet(found.pictures)}
    return save({name: plain[name].to(kind).contiguous() for name, (kind, _) in SHAPES.items()})


def load_predictions(folder: Path, classes: int) -> Predictions | None:
    """What a folder's file holds; None where there is no such file.

    Raises InvalidCheckpoint, with the reason in one line: the file may come from anybody.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    size = path.stat().st_size
    if size > MAX_BYTES[FILE]:
        raise InvalidCheckpoint(f"{FILE}: {size} bytes, more than the {MAX_BYTES[FILE]} allowed")
    try:
        with safe_open(path, framework="pt") as file:
            found = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError, ValueError) as error:
        raise InvalidCheckpoint(f"{FILE}: not a whole safetensors file ({error})") from None
    check_tensor_shapes(found, classes)
    check_values(found)
    pictures = decode_sheet(bytes(found.pop("sheet").numpy()), len(found["kept"]))
    return Predictions(pictures=pictures, **found)


def check_tensor_shapes(found: dict[str, Tensor], classes: int) -> None:
    """Whether all is there, nothing else is, and the sizes agree."""
    if found.keys() != SHAPES.keys():
        raise InvalidCheckpoint(f"{FILE}: it holds {sorted(found)[:20]}, not {sorted(SHAPES)}")
    sizes = {"C": classes, "2": 2, "3": 3}
    for name, (kind, letters) in SHAPES.items():
        tensor = found[name]
        if tensor.dtype != kind or tensor.dim() != len(letters):
            raise InvalidCheckpoint(f"{FILE}: {name} should be of {kind} and {len(letters)} dimension(s)")
        for letter, size in zip(letters, tensor.shape):
            if not size or sizes.setdefault(letter, size) != size:
                raise InvalidCheckpoint(f"{FILE}: {name} has sizes {list(tensor.shape)}, which do not fit")


def check_values(found: dict[str, Tensor]) -> None:
    """Whether every number is one that such a file can hold."""
    n, k, classes = len(found["labels"]), len(found["kept"]), found["probs"].shape[1]
    kept, embedded = found["kept"], found["embedded"]
    right = {
        "labels": (found["labels"] < classes).all(),
        "answers": (found["answers"] < classes).all(),
        "confidence": (found["confidence"] <= 0).all(),
        "kept": kept[0] >= 0 and kept[-1] < n and (kept.diff() > 0).all(),
        "embedded": (embedded >= 0).all() and (embedded < k).all(),
        **{name: ((found[name] >= 0) & (found[name] <= 1)).all() for name in FRACTIONS},
    }
    for name, tensor in found.items():
        finite = not tensor.is_floating_point() or tensor.isfinite().all()
        if not finite or not right.get(name, True):
            raise InvalidCheckpoint(f"{FILE}: {name} holds numbers that cannot be")


def encode_sheet(pictures: Tensor) -> Tensor:
    """(K, channels, side, side) side by side in one picture file, its bytes as a tensor.

    A PNG; where there are colours a JPEG, a fifth of the size, because these are for looking at.
    """
    k, channels, side, _ = pictures.shape
    rows = -(-k // SHEET_COLUMNS)
    tiles = torch.zeros(rows * SHEET_COLUMNS, channels, side, side, dtype=torch.uint8)
    tiles[:k] = pictures
    tiles = tiles.view(rows, SHEET_COLUMNS, channels, side, side).permute(0, 3, 1, 4, 2)
    pixels = tiles.reshape(rows * side, SHEET_COLUMNS * side, channels).numpy()
    drawn = Image.fromarray(pixels if channels == 3 else pixels[:, :, 0])
    file = io.BytesIO()
    if channels == 3:
        drawn.save(file, "JPEG", quality=88, subsampling=0)
    else:
        drawn.save(file, "PNG", optimize=True)
    return torch.frombuffer(bytearray(file.getvalue()), dtype=torch.uint8)


def decode_sheet(file: bytes, k: int) -> Tensor:
    """The k pictures of a sheet, (k, channels, side, side); its header is looked at first."""
    try:
        drawn = Image.open(io.BytesIO(file), formats=("PNG", "JPEG"))
        side, rows = drawn.width // SHEET_COLUMNS, -(-k // SHEET_COLUMNS)
        fits = drawn.size == (SHEET_COLUMNS * side, rows * side) and drawn.mode in ("L", "RGB")
        if not fits or not 1 <= side <= MAX_SIDE:
            raise InvalidCheckpoint(f"{FILE}: a sheet of {drawn.size} pixels does not hold {k} pictures")
        pixels = torch.from_numpy(np.array(drawn))
    except IMAGE_ERRORS as error:
        if isinstance(error, InvalidCheckpoint):
            raise
        raise InvalidCheckpoint(f"{FILE}: its sheet is no picture ({type(error).__name__})") from None
    pixels = pixels.view(rows, side, SHEET_COLUMNS, side, -1)         # the last one: channels
    return pixels.permute(0, 2, 4, 1, 3).flatten(0, 1)[:k].contiguous()
