"""Whether a checkpoint folder may be loaded, decided before anything of it is believed."""

import inspect
import json
import math
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn

from hub.models import NETWORKS, CompactNet, FashionMnistTutorial, FeatureMaps, MnistTutorial

MAX_BYTES = {  # far above what our networks need, far below what would hurt
    "config.json": 64_000,
    "model.safetensors": 200_000_000,
    "metrics.json": 2_000_000,
    "README.md": 1_000_000,
    "answers.safetensors": 2_000_000,
}
GREY_NETWORKS = (CompactNet, MnistTutorial, FashionMnistTutorial)  # all take (N, 1, 28, 28)
# In a class name: Gradio's HTML would take some of them for code, whoever wrote it.
UNSAFE_CHARACTERS = set("\\`${}<>")
DTYPES = {torch.float32: "F32", torch.int64: "I64"}


class InvalidCheckpoint(ValueError):
    """A checkpoint that must not be loaded; one line says which file it is, and why."""


def are_numbers(value: Any, low: float, high: float, lengths: tuple[int, ...]) -> bool:
    """Whether `value` is a list of so many finite numbers within [low, high]."""
    return (
        isinstance(value, list)
        and len(value) in lengths
        and all(type(v) in (int, float) and math.isfinite(v) and low <= v <= high for v in value)
    )


def is_number(value: Any, low: float, high: float) -> bool:
    """Whether `value` is a finite number within [low, high]."""
    return are_numbers([value], low, high, (1,))


def are_integers(value: Any, low: int, high: int, lengths: tuple[int, ...]) -> bool:
    """Whether `value` is a list of so many integers within [low, high]."""
    return are_numbers(value, low, high, lengths) and all(type(v) is int for v in value)


def are_class_names(value: Any) -> bool:
    """Whether `value` is a list of 2 to 1000 different short class names, of plain letters."""
    return (
        isinstance(value, list)
        and 2 <= len(value) <= 1000
        and all(isinstance(v, str) and 0 < len(v) <= 100 for v in value)
        and all(v.isprintable() and not UNSAFE_CHARACTERS & set(v) for v in value)
        and len(set(value)) == len(value)
    )


RULES = {  # argument of a network: what it must be, and the test of it
    "classes": ("2 to 1000 different names of 1 to 100 letters, none of \\`${}<>", are_class_names),
    "mean": ("1 or 3 numbers from 0 to 1", lambda v: are_numbers(v, 0, 1, (1, 3))),
    "std": ("1 or 3 numbers from 0.001 to 1", lambda v: are_numbers(v, 0.001, 1, (1, 3))),
    "widths": ("3 whole numbers from 1 to 1024", lambda v: are_integers(v, 1, 1024, (3,))),
    "temperature": ("a number from 0.05 to 20", lambda v: is_number(v, 0.05, 20)),
    "threshold": ("a number from -100 to 100", lambda v: v is None or is_number(v, -100, 100)),
    "early": ("true or false", lambda v: isinstance(v, bool)),
    "strided": ("true or false", lambda v: isinstance(v, bool)),
    "convs": ("3 whole numbers from 1 to 4", lambda v: are_integers(v, 1, 4, (3,))),
}


def read_json(path: Path) -> dict[str, Any]:
    """The object in a JSON file whose size was found to be reasonable first."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES[path.name]:
            raise InvalidCheckpoint(f"{path.name}: {size} bytes, more than the {MAX_BYTES[path.name]} allowed")
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InvalidCheckpoint(f"{path.name}: not in the folder {path.parent}") from None
    except (OSError, ValueError, RecursionError) as error:
        if isinstance(error, InvalidCheckpoint):
            raise
        raise InvalidCheckpoint(f"{path.name}: not readable as JSON ({type(error).__name__})") from None
    if not isinstance(content, dict):
        raise InvalidCheckpoint(f"{path.name}: a JSON object is expected, not {type(content).__name__}")
    return content


def check_config(folder: Path) -> tuple[type[nn.Module], dict[str, Any]]:
    """The network's class and its arguments, every one of them tested before anything is built."""
    config = read_json(folder / "config.json")
    architecture = config.pop("architecture", None)
    if not isinstance(architecture, str) or architecture not in NETWORKS:
        known = ", ".join(NETWORKS)
        raise InvalidCheckpoint(f"config.json: architecture {str(architecture)[:80]!r} is none of {known}")
    Net = NETWORKS[architecture]
    expected = inspect.signature(Net).parameters
    # An argument with a default came later than some checkpoints, which may do without it.
    needed = [name for name, argument in expected.items() if argument.default is argument.empty]
    if not set(needed) <= set(config) <= set(expected):
        raise InvalidCheckpoint(f"config.json: {architecture} takes {list(expected)}, not {list(config)}")
    for argument, value in config.items():
        wanted, fits = RULES[argument]
        if not fits(value):
            raise InvalidCheckpoint(f"config.json: {argument} must be {wanted}, not {str(value)[:80]}")
    channels = 3 if architecture == "FeatureMaps" else 1
    if not len(config["mean"]) == len(config["std"]) == channels:
        raise InvalidCheckpoint(f"config.json: {architecture} needs mean and std of {channels} channel(s)")
    return Net, config


def check_weights(path: Path, net: nn.Module) -> None:
    """Compare a safetensors header with a network on the meta device: no weight is read."""
    if not path.is_file():
        raise InvalidCheckpoint(f"{path.name}: not in the folder {path.parent}")
    size = path.stat().st_size
    wanted = {name: allowed_shapes(t) for name, t in net.state_dict().items()}
    if size > MAX_BYTES[path.name]:
        raise InvalidCheckpoint(f"{path.name}: {size} bytes, more than the {MAX_BYTES[path.name]} allowed")
    try:
        with safe_open(path, framework="pt") as file:   # compares header and size, too
            slices = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118
            found = {name: (s.get_shape(), s.get_dtype()) for name, s in slices.items()}
    except (SafetensorError, OSError, ValueError) as error:
        raise InvalidCheckpoint(f"{path.name}: not a whole safetensors file ({error})") from None
    for name in wanted.keys() | found.keys():
        if found.get(name) not in wanted.get(name, []):
            raise InvalidCheckpoint(
                f"{path.name}: {name} should be {wanted.get(name, ['absent'])[0]}"
                f" and is {found.get(name, 'absent')} (shape, dtype)"
            )


def allowed_shapes(weights: Tensor) -> list[tuple[list[int], str]]:
    """Shape and dtype that a tensor may have in a file; kernels may be float16 there."""
    halved = ["F16"] * (weights.dim() > 1)
    return [(list(weights.shape), dtype) for dtype in [DTYPES[weights.dtype], *halved]]


def check_finite(weights: dict[str, Tensor]) -> None:
    """No NaN and no infinity, and no negative variance, of which the square root is taken."""
    for name, tensor in weights.items():
        if not tensor.isfinite().all():
            raise InvalidCheckpoint(f"model.safetensors: {name} holds NaN or infinity")
        if name.endswith("running_var") and (tensor < 0).any():
            raise InvalidCheckpoint(f"model.safetensors: {name} holds a negative variance")


def check_same_input(net: nn.Module, like: nn.Module) -> None:
    """Whether a network can stand where `like` stands: it takes the same input.

    Its classes may be others: the pages show a network's own, whatever they are called.
    """
    wanted = FeatureMaps if isinstance(like, FeatureMaps) else GREY_NETWORKS
    if not isinstance(net, wanted):
        raise InvalidCheckpoint(f"config.json: {type(net).__name__} cannot stand for {type(like).__name__}")
