"""Predictions for the test set: the checkpoint's file from which the app draws its charts."""

import io
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from PIL import Image
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor

from hub.decoding_cost import check_cost
from hub.validation import InvalidCheckpoint, check_size

FILE = "answers.safetensors"
MAX_CLASSES = 100      # with more classes, no file: its confusion matrix would be unreadable
SHEET_COLUMNS = 32            # pictures in a row of the sheet
MAX_SIDE = 64           # of one picture, in pixels


class Predictions(NamedTuple):
    """Predictions for all N test pictures, with more details about K pictures that are kept."""

    labels: Tensor          # (N,) true classes
    answers: Tensor         # (N,) predicted classes
    confidence: Tensor      # (N,) log-probability of the answer: float16 is precise near 0
    thresholds: Tensor      # (C, P) probability thresholds of each class's precision-recall curve
    precision: Tensor       # (C, P) share of the pictures above the threshold that are of the class
    recall: Tensor          # (C, P) share of the class that is above the threshold
    kept: Tensor            # (K,) indices of the kept pictures, ascending
    probs: Tensor           # (K, C) probabilities
    pictures: Tensor        # (K, channels, side, side)
    embedded: Tensor        # (E,) indices into the kept pictures, of the points in the 3-D plots
    pixels: Tensor          # (E, 3) coordinates on the three principal axes of the pixels
    features: Tensor        # (E, 3) coordinates on those of the last layer's input
    spread: Tensor          # (2, 3) share of the variance on each axis, of pixels and features


SHAPES = {      # tensors of the file: dtype and sizes, the same letter for the same size
    "labels": (torch.uint8, "N"), "answers": (torch.uint8, "N"), "confidence": (torch.float16, "N"),
    "thresholds": (torch.float32, "CP"), "precision": (torch.float32, "CP"),
    "recall": (torch.float32, "CP"), "kept": (torch.int32, "K"), "probs": (torch.float16, "KC"),
    "embedded": (torch.int32, "E"), "pixels": (torch.float32, "E3"),
    "features": (torch.float32, "E3"), "spread": (torch.float32, "23"),
    "sheet": (torch.uint8, "B"),
}  # fmt: skip
FRACTIONS = ("precision", "recall", "thresholds", "probs", "spread")     # within [0, 1]


def predictions_to_bytes(found: Predictions) -> bytes:
    """Return the content of the file."""
    tensors = found._asdict() | {"sheet": encode_sheet(found.pictures)}
    return save({name: tensors[name].to(dtype).contiguous() for name, (dtype, _) in SHAPES.items()})


def load_predictions(folder: Path, classes: int) -> Predictions | None:
    """Read and check a folder's file; None if there is none.

    Raises InvalidCheckpoint, with the reason in one line: the file may come from anybody.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    check_size(path)
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
    """Raise InvalidCheckpoint unless exactly the tensors of SHAPES are there and sizes agree."""
    if found.keys() != SHAPES.keys():
        raise InvalidCheckpoint(f"{FILE}: it holds {sorted(found)[:20]}, not {sorted(SHAPES)}")
    sizes = {"C": classes, "2": 2, "3": 3}
    for name, (dtype, letters) in SHAPES.items():
        tensor = found[name]
        if tensor.dtype != dtype or tensor.dim() != len(letters):
            message = f"{name} should be of {dtype} and {len(letters)} dimension(s)"
            raise InvalidCheckpoint(f"{FILE}: {message}")
        for letter, size in zip(letters, tensor.shape):
            if not size or sizes.setdefault(letter, size) != size:
                message = f"{name} has sizes {list(tensor.shape)}, which do not fit"
                raise InvalidCheckpoint(f"{FILE}: {message}")


def check_values(found: dict[str, Tensor]) -> None:
    """Raise InvalidCheckpoint for values out of range, NaN or infinity."""
    n, k, classes = len(found["labels"]), len(found["kept"]), found["probs"].shape[1]
    kept, embedded = found["kept"], found["embedded"]
    in_range = {
        "labels": (found["labels"] < classes).all(),
        "answers": (found["answers"] < classes).all(),
        "confidence": (found["confidence"] <= 0).all(),
        "kept": kept[0] >= 0 and kept[-1] < n and (kept.diff() > 0).all(),
        "embedded": (embedded >= 0).all() and (embedded < k).all(),
        **{name: ((found[name] >= 0) & (found[name] <= 1)).all() for name in FRACTIONS},
    }
    for name, tensor in found.items():
        finite = not tensor.is_floating_point() or tensor.isfinite().all()
        if not finite or not in_range.get(name, True):
            raise InvalidCheckpoint(f"{FILE}: {name} holds values that are out of range")


def encode_sheet(pictures: Tensor) -> Tensor:
    """Join (K, channels, side, side) in one picture file; return its bytes as a tensor.

    Grey pictures become a PNG; colour pictures a JPEG, a fifth of the size, good enough to look at.
    """
    k, channels, side, _ = pictures.shape
    rows = -(-k // SHEET_COLUMNS)
    tiles = torch.zeros(rows * SHEET_COLUMNS, channels, side, side, dtype=torch.uint8)
    tiles[:k] = pictures
    tiles = tiles.view(rows, SHEET_COLUMNS, channels, side, side).permute(0, 3, 1, 4, 2)
    pixels = tiles.reshape(rows * side, SHEET_COLUMNS * side, channels).numpy()
    sheet = Image.fromarray(pixels if channels == 3 else pixels[:, :, 0])
    file = io.BytesIO()
    if channels == 3:
        sheet.save(file, "JPEG", quality=88, subsampling=0)
    else:
        sheet.save(file, "PNG", optimize=True)
    return torch.frombuffer(bytearray(file.getvalue()), dtype=torch.uint8)


def decode_sheet(file: bytes, k: int) -> Tensor:
    """Split a sheet into its k pictures, (k, channels, side, side), after checking its header."""
    try:
        check_cost(file)
        sheet = Image.open(io.BytesIO(file), formats=("PNG", "JPEG"))
        side, rows = sheet.width // SHEET_COLUMNS, -(-k // SHEET_COLUMNS)
        fits = sheet.size == (SHEET_COLUMNS * side, rows * side) and sheet.mode in ("L", "RGB")
        if not fits or not 1 <= side <= MAX_SIDE:
            message = f"a sheet of {sheet.size} pixels does not hold {k} pictures"
            raise InvalidCheckpoint(f"{FILE}: {message}")
        pixels = torch.from_numpy(np.array(sheet))
    except InvalidCheckpoint:
        raise
    except Exception as error:      # Pillow raises nearly anything for a broken file
        message = f"its sheet is not a picture ({type(error).__name__})"
        raise InvalidCheckpoint(f"{FILE}: {message}") from None
    pixels = pixels.view(rows, side, SHEET_COLUMNS, side, -1)         # last dimension: channels
    return pixels.permute(0, 2, 4, 1, 3).flatten(0, 1)[:k].contiguous()
