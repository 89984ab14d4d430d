"""Several processes as one: who I am, how many we are, and what only the first of us does.

Under `torchrun --nproc-per-node N training/mnist.py` a run is that of a single process but for
rounding: all draw the same random numbers for the whole batch, and each learns from its slice.
In a process that was started alone, nothing of this has any effect.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from training.speed.dropout import Dropout, dropout

# Seconds that one waits for the others; the first of them may be testing and saving meanwhile.
PATIENCE = timedelta(seconds=300)


def count() -> int:
    """How many we are."""
    return int(os.environ.get("WORLD_SIZE", 1))


def rank() -> int:
    """Which of them I am, from 0."""
    return int(os.environ.get("RANK", 0))


def first() -> bool:
    """Whether I am the one who tests, writes and speaks for all."""
    return rank() == 0


def once(words: str) -> str | int:
    """Last words that all of us have, for SystemExit: the first says them, the others only fail."""
    return words if first() else 1


def join(device: torch.device) -> torch.device:
    """Meet the others whom torchrun has started; returns the device that is mine."""
    if count() == 1:
        return device
    if device.type == "cuda":
        mine = int(os.environ.get("LOCAL_RANK", 0))
        if mine >= torch.cuda.device_count():
            raise SystemExit(f"--nproc-per-node: only {torch.cuda.device_count()} GPUs are here.")
        device = torch.device("cuda", mine)
        torch.cuda.set_device(device)
    else:
        device = torch.device("cpu")
    if not dist.is_initialized():
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=PATIENCE)
    return device


def leave() -> None:
    """The training is over; what the first has still to do takes nobody else."""
    if dist.is_initialized():
        dist.destroy_process_group()


def lost(error: RuntimeError) -> bool:
    """Whether it says that another of us is gone; gloo has no error of its own."""
    return count() > 1 and (isinstance(error, dist.DistError) or "gloo" in str(error))


@contextmanager
def first_ahead() -> Iterator[None]:
    """The others begin when the first is through: they find what it has downloaded."""
    patient = dist.new_group(backend="gloo", timeout=timedelta(hours=1)) if count() > 1 else None
    if not first():
        dist.barrier(patient)
    yield
    if patient and first():
        dist.barrier(patient)


def agree(number: int, what: str) -> None:
    """Stop, in one sentence, where the processes do not have the same."""
    numbers = summed(F.one_hot(torch.tensor(rank()), count()) * number).tolist()
    if len(set(numbers)) > 1:
        raise SystemExit(once(f"Every process needs the same {what}; they have {numbers}."))


def mine(batch: Tensor) -> Tensor:
    """My slice of a batch, (N, …) → (n, …); where N is less than we are, n may be 0."""
    return batch.tensor_split(count())[rank()]


def summed(values: Tensor) -> Tensor:
    """The sum over all processes, without gradients."""
    return Sum.forward(None, values) if count() > 1 else values


class Sum(torch.autograd.Function):
    """The sum over all processes; what all their losses want of it comes back summed, too."""

    @staticmethod
    def forward(_, values: Tensor) -> Tensor:
        total = values.clone(memory_format=torch.contiguous_format)
        on_gpu = dist.get_backend() == "nccl"
        total = total.cuda() if on_gpu else total
        dist.all_reduce(total)
        return total.to(values.device)

    @staticmethod
    def backward(_, gradient: Tensor) -> Tensor:
        return Sum.forward(None, gradient)


class WholeBatchNorm(nn.BatchNorm2d):
    """Batch norm by the whole batch; PyTorch's SyncBatchNorm does not run on CPUs."""

    def forward(self, x: Tensor) -> Tensor:                 # (n, C, H, W) of (N, C, H, W)
        if not self.training:
            return super().forward(x)
        n = summed(torch.tensor(x.numel() // x.shape[1])).item()    # N * H * W
        wide = x.to(self.weight.dtype)
        mean = Sum.apply(wide.sum((0, 2, 3))) / n                   # (C,)
        apart = wide - mean[:, None, None]
        variance = Sum.apply(apart.square().sum((0, 2, 3))) / n     # (C,)
        with torch.no_grad():
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * n / (n - 1), self.momentum)
            self.num_batches_tracked += 1
        scale = self.weight * (variance + self.eps).rsqrt()
        return (apart * scale[:, None, None] + self.bias[:, None, None]).to(x.dtype)


class WholeDropout(nn.Dropout):
    """Dropout that is drawn for the whole batch, as a single process would draw it."""

    drop = staticmethod(F.dropout)

    def forward(self, x: Tensor) -> Tensor:                 # (n, …) of (N, …)
        if not self.training:
            return x
        n = int(summed(torch.tensor(len(x))))
        plain = torch.channels_last if x.dim() == 4 else torch.contiguous_format
        kept = torch.empty(n, *x.shape[1:], dtype=x.dtype, device=x.device, memory_format=plain)
        return x * mine(self.drop(kept.fill_(1), self.p))


class WholeQuickDropout(WholeDropout):
    """The same for the one that draws quickly."""

    drop = staticmethod(dropout)


WHOLE = {
    nn.BatchNorm2d: WholeBatchNorm, nn.Dropout: WholeDropout, Dropout: WholeQuickDropout,
}


def shared(net: nn.Module) -> nn.Module:
    """A network as all of us train it together; `net` itself keeps its weights and its name."""
    if count() == 1:
        return net
    for layer in net.modules():
        layer.__class__ = WHOLE.get(type(layer), type(layer))
    return DistributedDataParallel(net)
