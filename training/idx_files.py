"""Find and read MNIST's original files wherever they lie, packed or not, whatever their names."""

import gzip
import math
import zlib
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor

STEMS = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte",
         "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")


class IdxPart(NamedTuple):
    """A training or test set, with the attributes that torchvision's data sets have."""

    data: Tensor        # (N, 28, 28), uint8
    targets: Tensor     # (N,), uint8
    classes: list[str]


def load_idx_files(name: str, data_dir: Path, classes: list[str]) -> list[IdxPart] | None:
    """Load the four files of MNIST or Fashion-MNIST; None if one of them is missing.

    `data_dir` may be the folder above NAME/raw, NAME, NAME/raw, or any folder with the files.
    Raises SystemExit if a file is truncated.
    """
    if data_dir.is_file():
        raise SystemExit(f"--data-dir {data_dir} is a file; name the folder that holds the data.")
    for folder in (data_dir / name / "raw", data_dir / "raw", data_dir, data_dir / name):
        found = [find_file(folder, stem) for stem in STEMS]
        if all(found):
            images, labels, test_images, test_labels = map(read_idx_file, found)
            return [IdxPart(images, labels, classes), IdxPart(test_images, test_labels, classes)]
    return None


def find_file(folder: Path, stem: str) -> Path | None:
    """Return a file as torchvision unpacks it, as 7-Zip does, or still packed; None without it."""
    dotted = stem.replace("-idx", ".idx")
    names = (stem, dotted, f"{stem}.gz", f"{dotted}.gz")
    return next((folder / name for name in names if (folder / name).is_file()), None)


def read_idx_file(path: Path) -> Tensor:
    """Read a file in the IDX format: a magic number, the shape, then one byte for each value.

    Raises SystemExit if it is not whole.
    """
    try:
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        dimensions = content[3]
        sizes = content[4 : 4 + 4 * dimensions]
        shape = [int.from_bytes(sizes[n : n + 4]) for n in range(0, len(sizes), 4)]
        wanted = 4 + 4 * dimensions + math.prod(shape)
        if content[:3] != b"\0\0\x08" or len(shape) != dimensions or len(content) != wanted:
            raise ValueError
    except OSError as error:
        if not isinstance(error, gzip.BadGzipFile):
            raise SystemExit(f"{path} cannot be read: {error.strerror}.") from None
        raise truncated_file(path) from None
    except (ValueError, IndexError, EOFError, zlib.error):
        raise truncated_file(path) from None
    return torch.frombuffer(bytearray(content), dtype=torch.uint8)[-math.prod(shape) :].view(shape)


def truncated_file(path: Path) -> SystemExit:
    """Build the error that names a file that is empty, cut off, or something else."""
    return SystemExit(
        f"{path} ({path.stat().st_size:,} bytes) is empty or not whole. Copy it again, or delete "
        "all four files there to have them downloaded."
    )
