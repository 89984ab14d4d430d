"""Log the network's operations for TensorBoard's graph, with blocks that have names."""

import copy
import warnings
from collections import Counter, OrderedDict
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from hub.layers import STEP_KINDS
from hub.models import CompactNet

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter


class Block(nn.Sequential):
    """A block of layers that the graph shows by its name and theirs."""


def log_graph(board: "SummaryWriter", net: nn.Module, images: Tensor) -> None:
    """Trace a copy of the network on the CPU, in the plain memory format, for `images` in uint8."""
    net = copy.deepcopy(net).cpu().eval().to(memory_format=torch.contiguous_format)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")     # torch.jit.trace is deprecated, but add_graph needs it
        board.add_graph(with_named_blocks(net), images.float() / 255)


def with_named_blocks(net: nn.Module) -> nn.Module:
    """Name the blocks of a CompactNet, in place: "Block[block1]", not "Sequential[0]"."""
    if isinstance(net, CompactNet):
        blocks = [*map(name_layers, net.blocks)]
        del net.blocks
        for n, block in enumerate(blocks, 1):
            net.add_module(f"block{n}", block)
        net.blocks = blocks         # for `features`; in a plain list they keep the names above
    return net


def name_layers(block: nn.Sequential) -> Block:
    """Give a block's layers the names conv1, norm1, relu1, conv2, …, pool1."""
    seen, named = Counter(), []
    for layer in block:
        kind = STEP_KINDS[type(layer)]
        seen[kind] += 1
        named.append((f"{kind}{seen[kind]}", layer))
    return Block(OrderedDict(named))
