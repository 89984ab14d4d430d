"""Save and load a checkpoint: a folder of config, weights, metrics and card."""

import copy
import json
import os
import shutil
from pathlib import Path
from typing import Any

import safetensors.torch
import torch
from safetensors import safe_open
from torch import nn

from hub.models import hub_config
from hub.validation import (
    InvalidCheckpoint,
    check_config,
    check_finite,
    check_weights,
    read_json,
)

BUNDLED = Path(__file__).parent / "checkpoints"

__all__ = [
    "BUNDLED", "InvalidCheckpoint", "load", "load_metrics", "name_format", "round_to_float16",
    "save", "weight_matrices",
]


def load(folder: Path | str) -> nn.Module:
    """Validate a checkpoint folder and return its network, in eval mode and without gradients.

    Raises InvalidCheckpoint, with file and reason in one line, before anything is allocated.
    """
    folder = Path(folder)
    restore_interrupted(folder)
    Net, arguments = check_config(folder)
    check_weights(folder / "model.safetensors", build_skeleton(folder))
    with safe_open(folder / "model.safetensors", framework="pt") as file:
        weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    check_finite(weights)
    net = Net(**arguments)
    net.load_state_dict(weights, strict=True)
    return net.eval().requires_grad_(False)


def build_skeleton(folder: Path) -> nn.Module:
    """Return the network of a folder's config.json without weights.  Raises InvalidCheckpoint."""
    Net, arguments = check_config(folder)
    with torch.device("meta"):
        return Net(**arguments)


def save(
    folder: Path | str,
    net: nn.Module,
    metrics: dict[str, Any],
    card: str,
    files: dict[str, bytes] | None = None,
) -> None:
    """Write a checkpoint to a temporary folder, check that it loads, then rename it to `folder`.

    `files` maps relative paths to the content of further files, such as the card's pictures.
    """
    folder = Path(folder).absolute()
    restore_interrupted(folder)
    new = folder.with_name(f".{folder.name}.{os.getpid()}.new")     # no other process writes there
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        (new / "README.md").write_text(card, encoding="utf-8")
        for name, content in (files or {}).items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        (new / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
        config = {"architecture": type(net).__name__, **hub_config(net)}
        # The mixin writes config and weights; it keeps the README.md that is already there.
        with_float16_weights(net).save_pretrained(new, config=config)
        weights = new / "model.safetensors"
        weights.write_bytes(name_format(weights.read_bytes()))
        load(new)
        replace_folder(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def name_format(weights: bytes) -> bytes:
    """Return a safetensors file that says "pt" (PyTorch), as others of the Hub do."""
    header = json.loads(weights[8 : 8 + int.from_bytes(weights[:8], "little")])
    if "format" in header.get("__metadata__", {}):
        return weights
    return safetensors.torch.save(safetensors.torch.load(weights), {"format": "pt"})


@torch.no_grad()
def round_to_float16(net: nn.Module) -> None:
    """Round the weight matrices to float16 values, about three digits; `save` then halves them."""
    for weights in weight_matrices(net):
        weights.copy_(weights.half())


def with_float16_weights(net: nn.Module) -> nn.Module:
    """Return a copy for writing: weight matrices that float16 holds exactly are float16."""
    net = copy.deepcopy(net)
    for weights in weight_matrices(net):
        if torch.equal(weights, weights.half().to(weights.dtype)):
            weights.data = weights.data.half()
    return net


def weight_matrices(net: nn.Module) -> list[nn.Parameter]:
    """List the weights with two or more dimensions: nearly all bytes, without biases and norms."""
    return [weights for weights in net.parameters() if weights.dim() > 1]


def replace_folder(new: Path, folder: Path) -> None:
    """Replace `folder` by `new`; if interrupted, one of the two remains complete."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:   # Ctrl-C included: put the old one back first
        restore_interrupted(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def restore_interrupted(folder: Path) -> None:
    """Restore the old checkpoint if a process died between the renames of `replace_folder`."""
    old = folder.with_name(f".{folder.name}.old")
    if old.exists() and not folder.exists():
        old.rename(folder)


def load_metrics(folder: Path | str) -> dict[str, Any]:
    """Read metrics.json: accuracy, loss, confusion, flags, history.  Raises InvalidCheckpoint."""
    return read_json(Path(folder) / "metrics.json")
