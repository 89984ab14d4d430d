"""Validate a checkpoint folder before it is loaded: sizes, config, header and weights."""

import inspect
import json
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn

from hub.config_rules import RULES
from hub.models import NETWORKS, CompactNet, FashionMnistTutorial, FeatureMaps, MnistTutorial

MAX_BYTES = {   # far more than our networks need, and harmless
    "config.json": 64_000,
    "model.safetensors": 200_000_000,
    "metrics.json": 2_000_000,
    "README.md": 1_000_000,
    "answers.safetensors": 2_000_000,
}
GREY_NETWORKS = (CompactNet, MnistTutorial, FashionMnistTutorial)   # these take (N, 1, 28, 28)
DTYPES = {torch.float32: "F32", torch.int64: "I64"}     # as a safetensors header names them


class InvalidCheckpoint(ValueError):
    """A checkpoint that must not be loaded; the message names file and reason in one line."""


def check_size(path: Path) -> None:
    """Raise InvalidCheckpoint if a file is absent or larger than MAX_BYTES allows."""
    if not path.is_file():
        raise InvalidCheckpoint(f"{path.name}: not in the folder {path.parent}")
    size, limit = path.stat().st_size, MAX_BYTES[path.name]
    if size > limit:
        raise InvalidCheckpoint(f"{path.name}: {size} bytes, more than the {limit} allowed")


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON file that holds an object, if its size is allowed.  Raises InvalidCheckpoint."""
    try:
        check_size(path)
        content = json.loads(path.read_text(encoding="utf-8"))
    except InvalidCheckpoint:
        raise
    except (OSError, ValueError, RecursionError) as error:
        reason = f"not readable as JSON ({type(error).__name__})"
        raise InvalidCheckpoint(f"{path.name}: {reason}") from None
    if not isinstance(content, dict):
        kind = type(content).__name__
        raise InvalidCheckpoint(f"{path.name}: a JSON object is expected, not {kind}")
    return content


def check_config(folder: Path) -> tuple[type[nn.Module], dict[str, Any]]:
    """Read config.json; return the network's class and its checked constructor arguments.

    Nothing is built.  Raises InvalidCheckpoint.
    """
    config = read_json(folder / "config.json")
    architecture = config.pop("architecture", None)
    if not isinstance(architecture, str) or architecture not in NETWORKS:
        found, known = str(architecture)[:80], ", ".join(NETWORKS)
        raise InvalidCheckpoint(f"config.json: architecture {found!r} is none of {known}")
    Net = NETWORKS[architecture]
    expected = inspect.signature(Net).parameters
    # Arguments with a default are newer than some checkpoints, which may lack them.
    needed = [name for name, argument in expected.items() if argument.default is argument.empty]
    if not set(needed) <= set(config) <= set(expected):
        message = f"{architecture} takes {list(expected)}, not {list(config)}"
        raise InvalidCheckpoint(f"config.json: {message}")
    for argument, value in config.items():
        wanted, is_valid = RULES[argument]
        if not is_valid(value):
            message = f"{argument} must be {wanted}, not {str(value)[:80]}"
            raise InvalidCheckpoint(f"config.json: {message}")
    channels = 3 if architecture == "FeatureMaps" else 1
    if not len(config["mean"]) == len(config["std"]) == channels:
        message = f"{architecture} needs mean and std of {channels} channel(s)"
        raise InvalidCheckpoint(f"config.json: {message}")
    return Net, config


def check_weights(path: Path, net: nn.Module) -> None:
    """Compare a safetensors header with a network on the meta device; no weight is read.

    Raises InvalidCheckpoint.
    """
    check_size(path)
    wanted = {name: allowed_shapes(t) for name, t in net.state_dict().items()}
    try:
        with safe_open(path, framework="pt") as file:   # compares header and file size, too
            slices = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118
            found = {name: (s.get_shape(), s.get_dtype()) for name, s in slices.items()}
    except (SafetensorError, OSError, ValueError) as error:
        reason = f"not a whole safetensors file ({error})"
        raise InvalidCheckpoint(f"{path.name}: {reason}") from None
    for name in wanted.keys() | found.keys():
        if found.get(name) not in wanted.get(name, []):
            raise InvalidCheckpoint(
                f"{path.name}: {name} should be {wanted.get(name, ['absent'])[0]}"
                f" and is {found.get(name, 'absent')} (shape, dtype)"
            )


def allowed_shapes(weights: Tensor) -> list[tuple[list[int], str]]:
    """List the (shape, dtype) that a tensor may have in a file; matrices may be float16 there."""
    halved = ["F16"] * (weights.dim() > 1)
    return [(list(weights.shape), dtype) for dtype in [DTYPES[weights.dtype], *halved]]


def check_finite(weights: dict[str, Tensor]) -> None:
    """Raise InvalidCheckpoint for NaN, infinity or a negative variance."""
    for name, tensor in weights.items():
        if not tensor.isfinite().all():
            raise InvalidCheckpoint(f"model.safetensors: {name} holds NaN or infinity")
        if name.endswith("running_var") and (tensor < 0).any():
            raise InvalidCheckpoint(f"model.safetensors: {name} holds a negative variance")


def check_same_input(net: nn.Module, like: nn.Module) -> None:
    """Raise InvalidCheckpoint unless `net` takes the same input as `like`.

    Its classes may differ: the pages show a network's own classes.
    """
    wanted = FeatureMaps if isinstance(like, FeatureMaps) else GREY_NETWORKS
    if not isinstance(net, wanted):
        message = f"{type(net).__name__} cannot stand for {type(like).__name__}"
        raise InvalidCheckpoint(f"config.json: {message}")
