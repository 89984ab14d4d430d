"""Dropout whose random numbers cost little on a processor."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

BYTE_VALUES = 256        # of a random byte


def fast_dropout(x: Tensor, p: float) -> Tensor:
    """As PyTorch's, but a random byte decides about each number, and eight bytes are one draw.

    The same shape, any: a share `p` is 0, the rest is 1 / (1 - p) times as large. `p` is taken to
    the nearest 1/256; 1/4 and 1/2 are exact. PyTorch draws a number for each, which was a quarter
    of a training step of the tutorial's network on two cores.
    """
    if x.device.type != "cpu":      # a GPU draws them in no time
        return F.dropout(x, p)
    dropped = round(p * BYTE_VALUES)
    if dropped == BYTE_VALUES:
        return x * 0
    words = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
    kept = words.view(torch.uint8)[: x.numel()] >= dropped
    larger = kept.to(x.dtype).mul_(BYTE_VALUES / (BYTE_VALUES - dropped))
    # In the order in which x lies in memory, channels last as a rule: read in one go.
    return x * larger.as_strided(x.shape, torch.empty_like(x).stride())


class FastDropout(nn.Dropout):
    """The same as a layer."""

    def forward(self, x: Tensor) -> Tensor:
        return fast_dropout(x, self.p) if self.training else x
