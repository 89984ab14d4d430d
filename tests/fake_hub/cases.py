"""What can go wrong with the Hub: the cases that tests and the table of faults go through."""

import json

import torch
from safetensors.torch import load, save

from fake_hub.repos import bundled_files
from hub.remote.address import Address

NET = Address("alice/net")
SMALL_CHECKPOINT = bundled_files("fashion_mnist_tutorial")      # the smallest of our checkpoints: 180 kB
CONFIG, WEIGHTS = json.loads(SMALL_CHECKPOINT["config.json"]), load(SMALL_CHECKPOINT["model.safetensors"])
FIRST_TENSOR = next(iter(WEIGHTS))

PUSH_STEPS = [  # in their order
    "/whoami-v2", "/auth-check/write", "/repos/create", "HEAD /", "/validate-yaml", "/preupload/",
    "/objects/batch", "PUT /lfs/", "/verify", "/commit/", "/revision/", "/tag/",
]  # fmt: skip


def changed_config(**changes: object) -> dict[str, bytes]:
    """A config.json with other values in it."""
    return {"config.json": json.dumps(CONFIG | changes).encode()}


def changed_weights(**changes: torch.Tensor) -> dict[str, bytes]:
    """A model.safetensors with other tensors in it."""
    return {"model.safetensors": save(WEIGHTS | changes)}


ABSURD_CONFIG = {
    "architecture": "CompactNet", "classes": CONFIG["classes"], "widths": [4 * 10**10] * 3,
    "convs": [1, 1, 1], "mean": [0], "std": [1],
}  # fmt: skip
OWN_CLASSES = ["猫", "狗", "watermelon & lemon", *(f"kind {n}" for n in range(34))]    # of one's own
OWN_CHECKPOINT = SMALL_CHECKPOINT | changed_config(classes=OWN_CLASSES) | changed_weights(**{   # as SMALL, which has ten, but 37 classes
    "fc3.weight": torch.cat([WEIGHTS["fc3.weight"], torch.zeros(27, 84)]),
    "fc3.bias": torch.cat([WEIGHTS["fc3.bias"], torch.full([27], -9.0)]),
})  # fmt: skip
NO_WEIGHTS = {name: content for name, content in SMALL_CHECKPOINT.items() if name != "model.safetensors"}
UNFIT = {   # what is wrong with a repository: its files, and what the refusal must speak of
    "a pytorch_model.bin only": (NO_WEIGHTS | {"pytorch_model.bin": b"x"}, "may run any code"),
    "another architecture": (SMALL_CHECKPOINT | changed_config(architecture="ViT"), "'ViT'"),
    "an architecture that is no name": (SMALL_CHECKPOINT | changed_config(architecture=["ViT"]), "architecture"),
    "a class name that a page might run": (
        SMALL_CHECKPOINT | changed_config(classes=["${alert(1)}", *CONFIG["classes"][1:]]), "none of",
    ),
    "another input": (bundled_files("feature_maps"), "cannot stand for"),
    "absurd sizes": (SMALL_CHECKPOINT | {"config.json": json.dumps(ABSURD_CONFIG).encode()}, "widths"),
    "a renamed layer": (
        SMALL_CHECKPOINT | {"model.safetensors": save({f"new.{key}": v for key, v in WEIGHTS.items()})},
        "absent",
    ),
    "a wrong shape": (SMALL_CHECKPOINT | changed_weights(**{FIRST_TENSOR: torch.ones(3)}), FIRST_TENSOR),
    "NaN weights": (SMALL_CHECKPOINT | changed_weights(**{FIRST_TENSOR: WEIGHTS[FIRST_TENSOR] * torch.nan}), "NaN"),
}
