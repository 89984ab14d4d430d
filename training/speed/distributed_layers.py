"""Batch norm and dropout that work on the whole batch although each process has a part of it."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from training.speed.distributed import all_reduce, process_count, shard
from training.speed.dropout import FastDropout, fast_dropout


def wrap_model(net: nn.Module) -> nn.Module:
    """Return the model that all processes train together; `net` stays the network it contains.

    Layers that look at the whole batch are replaced in `net`; its weights keep their names.
    """
    if process_count() == 1:
        return net
    for parent in list(net.modules()):
        for name, layer in list(parent.named_children()):
            setattr(parent, name, globalize(layer))
    return DistributedDataParallel(net)


def globalize(layer: nn.Module) -> nn.Module:
    """Return the layer's counterpart for the whole batch, with the same weights, or the layer."""
    if type(layer) is nn.Dropout:
        return GlobalDropout(layer.p)
    if type(layer) is FastDropout:
        return GlobalFastDropout(layer.p)
    if type(layer) is not nn.BatchNorm2d:
        return layer
    norm = GlobalBatchNorm(layer.num_features, layer.eps, layer.momentum)
    norm.weight, norm.bias = layer.weight, layer.bias       # the ones that the optimizer knows
    norm.running_mean, norm.running_var = layer.running_mean, layer.running_var
    norm.num_batches_tracked = layer.num_batches_tracked
    return norm


class GlobalSum(torch.autograd.Function):
    """The sum over all processes; its gradient is the sum of the gradients in all processes."""

    @staticmethod
    def forward(_, values: Tensor) -> Tensor:
        return all_reduce(values)

    @staticmethod
    def backward(_, gradient: Tensor) -> Tensor:
        return all_reduce(gradient)


class GlobalBatchNorm(nn.BatchNorm2d):
    """Batch norm over the whole batch; PyTorch's SyncBatchNorm does not run on CPUs."""

    def forward(self, x: Tensor) -> Tensor:                         # (n, C, H, W) of (N, C, H, W)
        if not self.training:
            return super().forward(x)
        count = all_reduce(torch.tensor(x.numel() // x.shape[1])).item()    # N * H * W
        wide = x.to(self.weight.dtype)
        mean = GlobalSum.apply(wide.sum((0, 2, 3))) / count                 # (C,)
        centred = wide - mean[:, None, None]
        variance = GlobalSum.apply(centred.square().sum((0, 2, 3))) / count     # (C,)
        with torch.no_grad():
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * count / (count - 1), self.momentum)
            self.num_batches_tracked += 1
        scale = self.weight * (variance + self.eps).rsqrt()
        return (centred * scale[:, None, None] + self.bias[:, None, None]).to(x.dtype)


class GlobalDropout(nn.Dropout):
    """Dropout drawn for the whole batch, as a single process would draw it."""

    drop = staticmethod(F.dropout)

    def forward(self, x: Tensor) -> Tensor:                         # (n, …) of (N, …)
        if not self.training:
            return x
        count = int(all_reduce(torch.tensor(len(x))))               # N
        order = torch.channels_last if x.dim() == 4 else torch.contiguous_format
        shape = (count, *x.shape[1:])
        ones = torch.empty(shape, dtype=x.dtype, device=x.device, memory_format=order).fill_(1)
        return x * shard(self.drop(ones, self.p))


class GlobalFastDropout(GlobalDropout):
    """FastDropout drawn for the whole batch."""

    drop = staticmethod(fast_dropout)
