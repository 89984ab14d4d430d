"""A checkpoint is a folder: config, weights, metrics and card, all of them or none."""

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors import safe_open
from torch import nn

from hub.validation import (
    InvalidCheckpoint,
    check_config,
    check_finite,
    check_weights,
    read_json,
)

BUNDLED = Path(__file__).parent / "checkpoints"

__all__ = [
    "BUNDLED", "InvalidCheckpoint", "load", "load_metrics", "round_to_float16", "save",
    "weight_matrices",
]


def load(folder: Path | str) -> nn.Module:
    """The network of a checkpoint folder, checked first, ready to answer (eval, no gradients).

    Raises InvalidCheckpoint, with the file and the reason in one line, and allocates nothing before that.
    """
    folder = Path(folder)
    restore_interrupted(folder)
    Net, arguments = check_config(folder)
    with torch.device("meta"):
        blueprint = Net(**arguments)
    check_weights(folder / "model.safetensors", blueprint)
    with safe_open(folder / "model.safetensors", framework="pt") as file:
        weights = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    check_finite(weights)
    net = Net(**arguments)
    net.load_state_dict(weights, strict=True)
    return net.eval().requires_grad_(False)


def save(
    folder: Path | str,
    net: nn.Module,
    metrics: dict[str, Any],
    card: str,
    files: dict[str, bytes] | None = None,
) -> None:
    """Write a checkpoint beside `folder`, prove that it loads, then put it in place at once.

    `files` are further ones by their place in it, such as the pictures that the card shows.
    """
    folder = Path(folder).absolute()
    restore_interrupted(folder)
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)      # of a process that was killed while it wrote
    new.mkdir(parents=True)
    try:
        (new / "README.md").write_text(card, encoding="utf-8")
        for name, content in (files or {}).items():
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        (new / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
        config = {"architecture": type(net).__name__, **net._hub_mixin_config}
        with_float16_weights(net).save_pretrained(new, config=config)     # the mixin's layout, without its card
        load(new)
        replace_folder(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


@torch.no_grad()
def round_to_float16(net: nn.Module) -> None:
    """Round kernels to what float16 can hold: about three digits; `save` needs half the bytes."""
    for weights in weight_matrices(net):
        weights.copy_(weights.half())


def with_float16_weights(net: nn.Module) -> nn.Module:
    """The network as it is written: kernels that are the same in float16 are float16."""
    net = copy.deepcopy(net)
    for weights in weight_matrices(net):
        if torch.equal(weights, weights.half().to(weights.dtype)):
            weights.data = weights.data.half()
    return net


def weight_matrices(net: nn.Module) -> list[nn.Parameter]:
    """What nearly all bytes of a network are: its weights, not biases and what batch norm has."""
    return [weights for weights in net.parameters() if weights.dim() > 1]


def replace_folder(new: Path, folder: Path) -> None:
    """Put `new` in the place of `folder`; whatever interrupts it, one of the two is there whole."""
    old = folder.with_name(f".{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    try:
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except BaseException:   # Ctrl-C included: the old one goes back before anybody hears of it
        restore_interrupted(folder)
        raise
    shutil.rmtree(old, ignore_errors=True)


def restore_interrupted(folder: Path) -> None:
    """Bring back the old checkpoint if a process died between the two renames of `swap`."""
    old = folder.with_name(f".{folder.name}.old")
    if old.exists() and not folder.exists():
        old.rename(folder)


def load_metrics(folder: Path | str) -> dict[str, Any]:
    """What was measured when the checkpoint was made: accuracy, loss, confusion, flags, history."""
    return read_json(Path(folder) / "metrics.json")
