"""Widen a network by channels that learn photos, while its own channels stay what they are.

The new channels read the old ones; the old ones do not read the new (Rusu et al. 2016). So the old
answers are still computed, and the new channels only add to the logits: on pictures of the
network's own data set they learn to add nothing. Old and new are one CompactNet, in which the
kernels from new to old are 0.
"""

from typing import NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from hub.models import CompactNet

# Divides the old logits. That network was trained with a tenth of each label spread over all
# classes; of pictures that it has learned it then says 99 %, not 91 %.
SHARPEN = 0.6
CONVS = (0, 3)          # places of the convolutions in a block of two; a batch norm follows each
NORM = ("weight", "bias", "running_mean", "running_var")


class Folded(NamedTuple):
    """A convolution that includes the batch norm behind it: the same result in less time."""

    kernels: Tensor
    bias: Tensor


class OldChannels:
    """The channels that stay, without gradients: what the new ones read, and the old logits."""

    def __init__(self, net: CompactNet, dtype: torch.dtype):
        self.normalize, self.dtype = net.normalize, dtype
        self.blocks = [[fold(block, k, dtype) for k in CONVS] for block in net.blocks]
        self.weights, self.bias = net.fc.weight / SHARPEN, net.fc.bias / SHARPEN

    @torch.no_grad()
    def compute(self, images: Tensor) -> tuple[list[Tensor], Tensor]:
        """Return the input of every convolution after the first block, and the logits."""
        x, inputs = self.normalize(images).to(self.dtype), []
        for block in self.blocks:
            for kernels, bias in block:
                inputs.append(x)
                x = F.relu_(F.conv2d(x, kernels, bias, padding=1))
            x = F.max_pool2d(x, 2)
        return inputs[len(CONVS) :], F.linear(x.flatten(1).float(), self.weights, self.bias)


@torch.no_grad()
def fold(block: nn.Sequential, place: int, dtype: torch.dtype) -> Folded:
    """Multiply a convolution's kernels by what the batch norm multiplies their outputs by."""
    conv, norm = block[place], block[place + 1]
    factor = norm.weight / (norm.running_var + norm.eps).sqrt()
    kernels = (conv.weight * factor[:, None, None, None]).to(dtype)
    bias = (norm.bias - norm.running_mean * factor).to(dtype)
    return Folded(kernels.contiguous(memory_format=torch.channels_last), bias)


def list_layers(net: CompactNet) -> list[tuple[nn.Conv2d, nn.BatchNorm2d]]:
    """List each convolution after the first block with its batch norm."""
    return [(block[k], block[k + 1]) for block in list(net.blocks)[1:] for k in CONVS]


class SideNet(nn.Module):
    """The new channels of the blocks after the first; they begin as copies of old ones."""

    def __init__(self, old: CompactNet, added: list[int]):
        super().__init__()
        self.convs, self.norms, before = nn.ModuleList(), nn.ModuleList(), 0
        for k, (conv, norm) in enumerate(list_layers(old)):
            width = added[k // len(CONVS)]
            channels = conv.in_channels + before            # it reads the old ones and the new ones
            self.convs.append(nn.Conv2d(channels, width, 3, padding=1, bias=False))
            self.norms.append(nn.BatchNorm2d(width))
            copy_channels(self.convs[k], self.norms[k], conv, norm)
            before = width
        self.dropout = nn.Dropout(old.dropout.p)
        self.fc = nn.Linear(before * 3 * 3, len(old.classes), bias=False)
        nn.init.zeros_(self.fc.weight)                      # the first answers are the old ones

    def forward(self, inputs: list[Tensor]) -> Tensor:
        """Return what the new channels add to the logits, from the inputs of the old ones."""
        x = None
        for k, (old, conv, norm) in enumerate(zip(inputs, self.convs, self.norms)):
            x = old if x is None else torch.cat([old, x], 1)
            x = F.relu(norm(conv(x)))
            if k % len(CONVS):
                x = F.max_pool2d(x, 2)
        return self.fc(self.dropout(x.flatten(1)))


@torch.no_grad()
def copy_channels(
    conv: nn.Conv2d, norm: nn.BatchNorm2d, old: nn.Conv2d, old_norm: nn.BatchNorm2d
) -> None:
    """Let a layer's new channels begin as copies of its first ones, which read new ones."""
    width, copied = conv.out_channels, conv.in_channels - old.in_channels
    conv.weight[:, : old.in_channels] = old.weight[:width]
    conv.weight[:, :copied] = 0
    conv.weight[:, old.in_channels :] = old.weight[:width, :copied]
    for name in NORM:
        getattr(norm, name).copy_(getattr(old_norm, name)[:width])


@torch.no_grad()
def widen(old: CompactNet, added: list[int]) -> CompactNet:
    """Build a wider network of the old channels; what belongs to new ones is 0."""
    first, *others = (block[0].out_channels for block in old.blocks)
    config = dict(mean=old.normalize.mean.flatten().tolist(),
                  std=old.normalize.std.flatten().tolist())  # fmt: skip
    widths = [first, *(width + more for width, more in zip(others, added))]
    net = CompactNet(old.classes, widths, [len(CONVS)] * len(widths), **config)
    net.blocks[0].load_state_dict(old.blocks[0].state_dict())
    for (wide, wide_norm), (conv, norm) in zip(list_layers(net), list_layers(old)):
        wide.weight.zero_()[: conv.out_channels, : conv.in_channels] = conv.weight
        for name in NORM:
            getattr(wide_norm, name)[: conv.out_channels] = getattr(norm, name)
    net.fc.weight.zero_()[:, : old.fc.in_features] = old.fc.weight / SHARPEN
    net.fc.bias.copy_(old.fc.bias / SHARPEN)
    return net


def pair_weights(side: SideNet, net: CompactNet) -> list[tuple[Tensor, Tensor]]:
    """Return each of the side network's tensors with its place in the wide network."""
    pairs = [(side.fc.weight, net.fc.weight[:, -side.fc.in_features :])]
    for conv, norm, (wide, wide_norm) in zip(side.convs, side.norms, list_layers(net)):
        new = slice(-conv.out_channels, None)
        pairs.append((conv.weight, wide.weight[new]))
        pairs += [(getattr(norm, name), getattr(wide_norm, name)[new]) for name in NORM]
    return pairs
