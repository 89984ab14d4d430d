"""Keep drawn handwriting for the next run with the same pictures and seed."""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor

from hub import own_runs
from training.data import ROOT, LabelledImages
from training.run_folder import show_path
from training.speed import distributed

Part = tuple[Tensor, Tensor]    # images, (N, 1, 28, 28) in uint8, and labels, (N,)
WORTH_KEEPING = 10_000          # training pictures: for fewer, drawing takes seconds
MOST_KEPT = 3                   # files, of about 100 MB each
SOURCES = ("training/handwriting/*.py", "hub/*.py")


def load_or_draw(
    train: LabelledImages, seed: int, fonts: list[Path],
    draw: Callable[[LabelledImages, int, list[Path]], list[Part]],
) -> list[Part]:
    """Return what `draw` returns, from a file if it was drawn before."""
    if len(train.labels) < WORTH_KEEPING:
        return draw(train, seed, fonts)
    path = own_runs.runs_root() / "handwriting" / f"{fingerprint(train, seed, fonts)}.safetensors"
    parts = load_parts(path)
    if parts is None:
        parts = draw(train, seed, fonts)
        save_parts(parts, path)
    elif distributed.is_main():
        print(f"Handwriting of an earlier run with this seed: {show_path(path)}", flush=True)
    return parts


def fingerprint(train: LabelledImages, seed: int, fonts: list[Path]) -> str:
    """Return a checksum of everything that the drawings depend on, the code included."""
    sources = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern))
    digest = hashlib.sha256(f"{seed} {np.__version__} {torch.__version__}".encode())
    for content in (train.images, train.labels):
        digest.update(content.numpy())
    for path in [*sources, *fonts]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:32]


def load_parts(path: Path) -> list[Part] | None:
    """Load the parts; None if the file is missing or damaged."""
    try:
        tensors = load_file(path)
        parts = [(tensors[f"images{n}"], tensors[f"labels{n}"]) for n in range(len(tensors) // 2)]
    except (OSError, SafetensorError, KeyError):
        return None
    whole = parts and all(
        images.dtype == torch.uint8 and images.shape[1:] == (1, 28, 28)
        and len(images) == len(labels) and labels.dtype == torch.int64
        and labels.min() >= 0 and labels.max() <= 10
        for images, labels in parts
    )  # fmt: skip
    return parts if whole else None


def save_parts(parts: list[Part], path: Path) -> None:
    """Save the parts and delete the oldest files; a run can do without, so errors are ignored."""
    if not distributed.is_main():
        return
    new = path.with_suffix(f".{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        tensors = {f"images{n}": images.contiguous() for n, (images, _) in enumerate(parts)}
        tensors |= {f"labels{n}": labels.contiguous() for n, (_, labels) in enumerate(parts)}
        save_file(tensors, new)
        os.replace(new, path)
        files = sorted(path.parent.glob("*.safetensors"), key=lambda file: file.stat().st_mtime)
        for file in files[:-MOST_KEPT]:
            file.unlink(missing_ok=True)
    except (OSError, SafetensorError):
        with suppress(OSError):
            new.unlink()
