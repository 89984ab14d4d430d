"""The bundled model.safetensors, byte by byte: its parts, its tensors, what a byte means."""

import json
from functools import cache
from typing import Any, NamedTuple

import torch
from torch import Tensor

from hub import checkpoint

FOLDER = checkpoint.BUNDLED / "mnist"
WEIGHTS = FOLDER / "model.safetensors"
LENGTH_BYTES = 8        # at the beginning: the header's length, as a little-endian integer
DTYPES = {"F16": torch.float16, "F32": torch.float32, "I64": torch.int64}
COLUMNS, ROWS = 16, 6   # of the bytes that are shown at once


class StoredTensor(NamedTuple):
    """A tensor's entry in the header; the file holds its numbers from byte `first` to `end` - 1."""

    name: str
    shape: list[int]
    dtype: str
    first: int
    end: int


@cache
def read_bytes() -> bytes:
    """Read the whole file, 1.3 MB."""
    return WEIGHTS.read_bytes()


def data_start() -> int:
    """Return the place of the first byte after the header."""
    return LENGTH_BYTES + read_length(read_bytes())


def read_length(content: bytes) -> int:
    """Read the header's length from the first eight bytes."""
    return int.from_bytes(content[:LENGTH_BYTES], "little")


@cache
def list_tensors() -> list[StoredTensor]:
    """Read the header; return its tensors in the order of their bytes in the file."""
    start = data_start()
    header = json.loads(read_bytes()[LENGTH_BYTES:start])
    header.pop("__metadata__", None)
    tensors = [
        StoredTensor(name, entry["shape"], entry["dtype"],
                     *(start + offset for offset in entry["data_offsets"]))
        for name, entry in header.items()
    ]  # fmt: skip
    return sorted(tensors, key=lambda tensor: tensor.first)


def find_tensor(place: int) -> StoredTensor | None:
    """Return the tensor whose number a byte belongs to, or None in the first two parts."""
    return next((tensor for tensor in list_tensors() if tensor.first <= place < tensor.end), None)


def flip_bit(content: bytes, place: int, bit: int) -> bytes:
    """Return the content with one bit changed; bit 0 is the byte's lowest."""
    changed = bytearray(content)
    changed[place] ^= 1 << bit
    return bytes(changed)


def decode_tensor(content: bytes, tensor: StoredTensor) -> Tensor:
    """Decode a tensor's numbers, flat."""
    return torch.frombuffer(bytearray(content[tensor.first : tensor.end]),
                            dtype=DTYPES[tensor.dtype])  # fmt: skip


def describe_byte(place: int, changed: bytes) -> dict[str, str]:
    """Return what a byte belongs to, with its value in the file and in the changed content."""
    original = read_bytes()
    if (tensor := find_tensor(place)) is None:
        if place < LENGTH_BYTES:
            before, after = (read_length(file) for file in (original, changed))
            return {"part": "length", "before": str(before), "after": str(after)}
        before, after = (repr(chr(file[place])) for file in (original, changed))
        return {"part": "header", "before": before, "after": after}
    index = (place - tensor.first) // DTYPES[tensor.dtype].itemsize
    values = (decode_tensor(file, tensor)[index].item() for file in (original, changed))
    before, after = (f"{value:.5g}" for value in values)
    where = torch.unravel_index(torch.tensor(index), tensor.shape) if tensor.shape else ()
    return {"part": "data", "name": f"{tensor.name}{[int(n) for n in where] or ''}",
            "dtype": tensor.dtype, "before": before, "after": after}  # fmt: skip


def show_bytes(place: int, changed: bytes) -> dict[str, Any]:
    """Return the rows of bytes around a place, as hexadecimal digits, and where they begin."""
    last = max(0, (len(changed) - 1) // COLUMNS - ROWS + 1)
    row = min(max(0, place // COLUMNS - ROWS // 2 + 1), last)
    first = row * COLUMNS
    return {"first": first, "bytes": changed[first : first + COLUMNS * ROWS].hex()}
