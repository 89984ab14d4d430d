"""How the feature maps' kernels grew: both convolutions after each epoch, 10 kB apiece."""

from pathlib import Path

import torch
from safetensors import safe_open
from safetensors.torch import save
from torch import Tensor, nn

FILE = "kernels.safetensors"
LAYERS = ("conv1", "conv2")
Kernels = dict[str, Tensor]     # epoch.0.conv1.weight and so on; epoch 0 is before the training


def record_kernels(kept: Kernels, epoch: int, net: nn.Module) -> None:
    """Add the kernels and biases as they are after an epoch, in half precision."""
    for name, weights in net.state_dict().items():
        if name.startswith(LAYERS):
            plain = weights.detach().cpu().half().contiguous(memory_format=torch.contiguous_format)
            kept[f"epoch.{epoch}.{name}"] = plain.clone()


def kernels_to_bytes(kept: Kernels) -> bytes:
    """The file's content."""
    return save(kept)


def load_epochs(folder: Path) -> list[dict[str, Tensor]]:
    """Epoch by epoch, the weights that fit into a network; none where no file was written."""
    if not (folder / FILE).is_file():
        return []
    found: dict[int, dict[str, Tensor]] = {}
    with safe_open(folder / FILE, framework="pt") as file:
        for key in file.keys():  # noqa: SIM118
            _, epoch, name = key.split(".", 2)
            found.setdefault(int(epoch), {})[name] = file.get_tensor(key).float()
    return [found[epoch] for epoch in sorted(found)]
