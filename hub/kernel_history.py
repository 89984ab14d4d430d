"""The kernels of `feature_maps` after each epoch of its training: 10 kB an epoch."""

from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor, nn

FILE = "kernels.safetensors"
LAYERS = ("conv1", "conv2")
Kernels = dict[str, Tensor]     # "epoch.0.conv1.weight" → tensor; epoch 0 is before training


def record_kernels(kept: Kernels, epoch: int, net: nn.Module) -> None:
    """Add both convolutions' kernels and biases after an epoch, in half precision."""
    for name, weights in net.state_dict().items():
        if name.startswith(LAYERS):
            plain = weights.detach().cpu().half().contiguous(memory_format=torch.contiguous_format)
            kept[f"epoch.{epoch}.{name}"] = plain.clone()


def kernels_to_bytes(kept: Kernels) -> bytes:
    """Return the content of the file."""
    return save(kept)


def load_epochs(folder: Path) -> list[dict[str, Tensor]]:
    """Read a folder's file: state-dict entries per epoch; an empty list without a file."""
    if not (folder / FILE).is_file():
        return []
    epochs: dict[int, dict[str, Tensor]] = {}
    with safe_open(folder / FILE, framework="pt") as file:
        for key in file.keys():  # noqa: SIM118
            _, epoch, name = key.split(".", 2)
            epochs.setdefault(int(epoch), {})[name] = file.get_tensor(key).float()
    return [epochs[epoch] for epoch in sorted(epochs)]
