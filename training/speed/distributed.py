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

from training.speed.dropout import FastDropout, fast_dropout

# Seconds that one waits for the others; the first of them may be testing and saving meanwhile.
TIMEOUT = timedelta(seconds=300)


def process_count() -> int:
    """How many we are."""
    return int(os.environ.get("WORLD_SIZE", 1))


def rank() -> int:
    """Which of them I am, from 0."""
    return int(os.environ.get("RANK", 0))


def is_main() -> bool:
    """Whether I am the one who tests, writes and speaks for all."""
    return rank() == 0


def main_message(words: str) -> str | int:
    """Last words that all of us have, for SystemExit: the first says them, the others only fail."""
    return words if is_main() else 1


def init(device: torch.device) -> torch.device:
    """Meet the others whom torchrun has started; returns the device that is mine."""
    if process_count() == 1:
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
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=TIMEOUT)
    return device


def shutdown() -> None:
    """The training is over; what the first has still to do takes nobody else."""
    if dist.is_initialized():
        dist.destroy_process_group()


def is_peer_failure(error: RuntimeError) -> bool:
    """Whether it says that another of us is gone; gloo has no error of its own."""
    return process_count() > 1 and (isinstance(error, dist.DistError) or "gloo" in str(error))


@contextmanager
def main_process_first() -> Iterator[None]:
    """The others begin when the first is through: they find what it has downloaded."""
    patient = dist.new_group(backend="gloo", timeout=timedelta(hours=1)) if process_count() > 1 else None
    if not is_main():
        dist.barrier(patient)
    yield
    if patient and is_main():
        dist.barrier(patient)


def require_equal(number: int, what: str) -> None:
    """Stop, in one sentence, where the processes do not have the same."""
    numbers = all_reduce(F.one_hot(torch.tensor(rank()), process_count()) * number).tolist()
    if len(set(numbers)) > 1:
        raise SystemExit(main_message(f"Every process needs the same {what}; they have {numbers}."))


def shard(batch: Tensor) -> Tensor:
    """My slice of a batch, (N, …) → (n, …); where N is less than we are, n may be 0."""
    return batch.tensor_split(process_count())[rank()]


def all_reduce(values: Tensor) -> Tensor:
    """The sum over all processes, without gradients."""
    return GlobalSum.forward(None, values) if process_count() > 1 else values


class GlobalSum(torch.autograd.Function):
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
        return GlobalSum.forward(None, gradient)


class GlobalBatchNorm(nn.BatchNorm2d):
    """Batch norm by the whole batch; PyTorch's SyncBatchNorm does not run on CPUs."""

    def forward(self, x: Tensor) -> Tensor:                 # (n, C, H, W) of (N, C, H, W)
        if not self.training:
            return super().forward(x)
        n = all_reduce(torch.tensor(x.numel() // x.shape[1])).item()    # N * H * W
        wide = x.to(self.weight.dtype)
        mean = GlobalSum.apply(wide.sum((0, 2, 3))) / n                   # (C,)
        apart = wide - mean[:, None, None]
        variance = GlobalSum.apply(apart.square().sum((0, 2, 3))) / n     # (C,)
        with torch.no_grad():
            self.running_mean.lerp_(mean, self.momentum)
            self.running_var.lerp_(variance * n / (n - 1), self.momentum)
            self.num_batches_tracked += 1
        scale = self.weight * (variance + self.eps).rsqrt()
        return (apart * scale[:, None, None] + self.bias[:, None, None]).to(x.dtype)


class GlobalDropout(nn.Dropout):
    """Dropout that is drawn for the whole batch, as a single process would draw it."""

    drop = staticmethod(F.dropout)

    def forward(self, x: Tensor) -> Tensor:                 # (n, …) of (N, …)
        if not self.training:
            return x
        n = int(all_reduce(torch.tensor(len(x))))
        plain = torch.channels_last if x.dim() == 4 else torch.contiguous_format
        kept = torch.empty(n, *x.shape[1:], dtype=x.dtype, device=x.device, memory_format=plain)
        return x * shard(self.drop(kept.fill_(1), self.p))


class GlobalFastDropout(GlobalDropout):
    """The same for the one that draws quickly."""

    drop = staticmethod(fast_dropout)


WHOLE = {
    nn.BatchNorm2d: GlobalBatchNorm, nn.Dropout: GlobalDropout, FastDropout: GlobalFastDropout,
}


def wrap_model(net: nn.Module) -> nn.Module:
    """A network as all of us train it together; `net` itself keeps its weights and its name."""
    if process_count() == 1:
        return net
    for layer in net.modules():
        layer.__class__ = WHOLE.get(type(layer), type(layer))
    return DistributedDataParallel(net)
