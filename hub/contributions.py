"""How much each map of one stage of a network counts for a map of the next stage."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from hub.activations import FEATURES, stage_ends
from hub.layers import list_steps, run_steps
from hub.models import FeatureMaps


def features_from_maps(net: nn.Module, maps: Tensor) -> Tensor:
    """Compute the features of a network from its last maps, (N, C, H, W) → (N, features)."""
    x = F.adaptive_avg_pool2d(maps, 4) if isinstance(net, FeatureMaps) else maps
    x = x.flatten(1)
    for layer in [layer for layer in net.children() if isinstance(layer, nn.Linear)][:-1]:
        x = F.relu(layer(x))
    return x


@torch.inference_mode()
def measure_contributions(net: nn.Module, image: Tensor, step: str, channel: int) -> Tensor:
    """Measure how much less the values of a map add up to without each map of the stage before.

    `step` ends the map's stage, as in `hub.activations.Column`. Every map of the stage before is
    set to zero in turn, and the layers between run again. Returns (C before,). A channel beyond the
    last one counts as the last.
    """
    path = list_steps(net)
    names, stages = [each.name for each in path], [*stage_ends(path), FEATURES]
    start = stages[stages.index(step) - 1]
    before = run_steps(path, image)[start]                      # (1, C, H, W)
    keep = 1 - torch.eye(before.shape[1])[:, :, None, None]     # (C, C, 1, 1)
    x = torch.cat([before, before * keep])                      # (1 + C, C, H, W): whole, erased
    last = len(path) - 1 if step == FEATURES else names.index(step)
    for each in path[names.index(start) + 1 : last + 1]:
        x = each(x)
    x = features_from_maps(net, x)[:, :, None, None] if step == FEATURES else x
    sums = x[:, min(channel, x.shape[1] - 1)].sum((1, 2))                            # (1 + C,)
    return sums[0] - sums[1:]
