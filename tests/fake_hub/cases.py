"""Repositories with faults, for the tests and for the table of faults in hub/README.md."""

import json

import torch
from safetensors.torch import load, save

from fake_hub.repos import bundled_files
from hub.remote.address import Address

NET = Address("alice/net")
SMALL_CHECKPOINT = bundled_files("fashion_mnist_tutorial")      # the smallest one: 180 kB
CONFIG = json.loads(SMALL_CHECKPOINT["config.json"])
WEIGHTS = load(SMALL_CHECKPOINT["model.safetensors"])
FIRST_TENSOR = next(iter(WEIGHTS))

PUSH_STEPS = [  # requests of a push, in order
    "/whoami-v2", "/auth-check/write", "/repos/create", "HEAD /", "/validate-yaml", "/preupload/",
    "/objects/batch", "PUT /lfs/", "/verify", "/commit/", "/revision/", "/tag/",
]  # fmt: skip


def changed_config(**changes: object) -> dict[str, bytes]:
    """Return a config.json with other values."""
    return {"config.json": json.dumps(CONFIG | changes).encode()}


def changed_weights(**changes: torch.Tensor) -> dict[str, bytes]:
    """Return a model.safetensors with other tensors."""
    return {"model.safetensors": save(WEIGHTS | changes)}


ABSURD_CONFIG = {
    "architecture": "CompactNet", "classes": CONFIG["classes"], "widths": [4 * 10**10] * 3,
    "convs": [1, 1, 1], "mean": [0], "std": [1],
}  # fmt: skip
OWN_CLASSES = ["猫", "狗", "watermelon & lemon", *(f"kind {n}" for n in range(34))]
OWN_CHECKPOINT = SMALL_CHECKPOINT | changed_config(classes=OWN_CLASSES) | changed_weights(**{
    "fc3.weight": torch.cat([WEIGHTS["fc3.weight"], torch.zeros(27, 84)]),      # 37 classes, not 10
    "fc3.bias": torch.cat([WEIGHTS["fc3.bias"], torch.full([27], -9.0)]),
})  # fmt: skip
NO_WEIGHTS = SMALL_CHECKPOINT.copy()
del NO_WEIGHTS["model.safetensors"]
RENAMED_LAYER = {"model.safetensors": save({f"new.{key}": v for key, v in WEIGHTS.items()})}
UNFIT = {   # "repository …": its files, and a phrase of the refusal
    "with only a pytorch_model.bin": (
        NO_WEIGHTS | {"pytorch_model.bin": b"x"}, "may run any code",
    ),
    "with an unknown architecture": (
        SMALL_CHECKPOINT | changed_config(architecture="ViT"), "'ViT'",
    ),
    "whose architecture is not a name": (
        SMALL_CHECKPOINT | changed_config(architecture=["ViT"]), "architecture",
    ),
    "with code in a class name": (
        SMALL_CHECKPOINT | changed_config(classes=["${alert(1)}", *CONFIG["classes"][1:]]),
        "none of",
    ),
    "for another kind of input": (bundled_files("feature_maps"), "cannot stand for"),
    "with absurd sizes": (
        SMALL_CHECKPOINT | {"config.json": json.dumps(ABSURD_CONFIG).encode()}, "widths",
    ),
    "with a renamed layer": (SMALL_CHECKPOINT | RENAMED_LAYER, "absent"),
    "with a wrong shape": (
        SMALL_CHECKPOINT | changed_weights(**{FIRST_TENSOR: torch.ones(3)}), FIRST_TENSOR,
    ),
    "with NaN weights": (
        SMALL_CHECKPOINT | changed_weights(**{FIRST_TENSOR: WEIGHTS[FIRST_TENSOR] * torch.nan}),
        "NaN",
    ),
}
