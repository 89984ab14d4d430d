"""Find the bundled pictures that a network takes for most like a given one."""

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

EXAMPLES = Path(__file__).parents[1] / "examples"


def cache_while_used(compute: Callable[[nn.Module], Any]) -> Callable[[nn.Module], Any]:
    """Return a function of a network that computes once, and forgets it with the network."""
    found: WeakKeyDictionary[nn.Module, Any] = WeakKeyDictionary()

    @wraps(compute)
    def look_up(net: nn.Module) -> Any:
        if net not in found:
            found[net] = compute(net)
        return found[net]

    return look_up


@lru_cache(maxsize=4)
def load_sheet(name: str) -> Tensor:
    """Load a sheet below demo/examples, row after row: (N, 1, 28, 28) in [0, 1]."""
    pixels = np.asarray(Image.open(EXAMPLES / name).convert("L"), np.float32) / 255
    tiles = torch.from_numpy(pixels).unflatten(0, (-1, 28)).unflatten(2, (-1, 28))
    return tiles.transpose(1, 2).reshape(-1, 1, 28, 28)     # from (rows, 28, columns, 28)


@cache_while_used
def features_by_sheet(net: nn.Module) -> dict[str, Tensor]:
    """Hold a network's features of each sheet that it has read."""
    return {}


@torch.inference_mode()
def sheet_features(net: nn.Module, name: str) -> Tensor:
    """Compute a network's features of a sheet's pictures, (N, features), once a network."""
    found = features_by_sheet(net)
    if name not in found:
        found[name] = torch.cat([net.features(batch) for batch in load_sheet(name).split(250)])
    return found[name]


@torch.inference_mode()
def nearest_tiles(
    net: nn.Module, image: Tensor, name: str, count: int
) -> list[tuple[int, float]]:
    """Find the pictures of a sheet whose features are closest to a picture's, closest first.

    Returns the place of each on the sheet, and its distance.
    """
    distances = (sheet_features(net, name) - net.features(image)).norm(dim=1)       # (N,)
    closest = distances.topk(min(count, len(distances)), largest=False)
    return list(zip(closest.indices.tolist(), closest.values.tolist()))
