"""The checks that a downloaded file must pass before its network answers, run on changed bytes."""

import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch

from demo.lessons.sample_digits import load_sample_digits
from demo.lessons.space.weights_file import FOLDER, WEIGHTS, read_bytes
from hub import checkpoint
from hub.remote.checksums import compute_checksum
from hub.validation import InvalidCheckpoint, check_config, check_finite, check_size, check_weights

SHOWN = 12      # of the 64 digits of a checksum
DIGITS = 20     # of the 100 samples


@cache
def listed_sha256() -> str:
    """Return the checksum that the Hub would list for the file."""
    return compute_checksum(WEIGHTS, "0" * 64)


def check_listed_size(path: Path) -> str:
    """Compare a file's size with the listing, and with what the app allows."""
    check_size(path)
    size, listed = path.stat().st_size, len(read_bytes())
    if size != listed:
        raise InvalidCheckpoint(f"{size:,} ≠ {listed:,}")
    return f"{size:,}"


def check_sha256(path: Path) -> str:
    """Compare a file's checksum with the listing."""
    found, listed = compute_checksum(path, listed_sha256()), listed_sha256()
    if found != listed:
        raise InvalidCheckpoint(f"{found[:SHOWN]}… ≠ {listed[:SHOWN]}…")
    return f"{found[:SHOWN]}…"


def check_header(path: Path) -> str:
    """Compare the header with the file's size, and with the network that config.json names."""
    Net, arguments = check_config(path.parent)
    with torch.device("meta"):
        skeleton = Net(**arguments)
    check_weights(path, skeleton)
    return str(len(skeleton.state_dict()))


def check_values(path: Path) -> str:
    """Look for NaN, infinity and negative variances.  Raises SafetensorError if unreadable."""
    weights = safetensors.torch.load(path.read_bytes())
    check_finite(weights)
    return f"{sum(tensor.numel() for tensor in weights.values()):,}"


CHECKS: dict[str, Callable[[Path], str]] = {    # in the order in which the app makes them
    "size": check_listed_size, "sha256": check_sha256, "header": check_header,
    "finite": check_values,
}  # fmt: skip


def run_checks(content: bytes) -> dict[str, Any]:
    """Make every check on a file with this content, even if an earlier one has failed.

    `right`: of DIGITS samples, those that the file's network recognizes, or None without one.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / WEIGHTS.name
        path.write_bytes(content)
        shutil.copy(FOLDER / "config.json", folder)
        results = [run_check(name, path) for name in CHECKS]
        loads = all(result["passed"] for result in results[2:])
        return {"results": results, "right": count_right(path.parent) if loads else None}


def run_check(name: str, path: Path) -> dict[str, Any]:
    """Make one check; return its name, what was found, and `passed`: None if unreadable."""
    try:
        return {"name": name, "passed": True, "found": CHECKS[name](path)}
    except InvalidCheckpoint as error:
        return {"name": name, "passed": False, "found": str(error)}
    except safetensors.SafetensorError:
        return {"name": name, "passed": None, "found": ""}


@torch.inference_mode()
def count_right(folder: Path) -> int:
    """Count the sample digits, DIGITS // 10 of each class, that a folder's network recognizes."""
    pictures, labels = (samples[:: 100 // DIGITS] for samples in load_sample_digits())
    return int((checkpoint.load(folder)(pictures).argmax(1) == labels).sum())
