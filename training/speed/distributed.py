"""Several processes that train one network together, started by torchrun.

Under `torchrun --nproc-per-node N training/mnist.py` a run gives the results of a single process,
apart from rounding: every process draws the same random numbers for the whole batch, and learns
from its own part of it. In a process that was started alone these functions have no effect.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import torch
import torch.distributed as dist
import torch.nn.functional as F
from torch import Tensor

# For one process to wait for the others: the main one may be testing and saving meanwhile.
TIMEOUT = timedelta(seconds=300)


def process_count() -> int:
    """Return the number of processes."""
    return int(os.environ.get("WORLD_SIZE", 1))


def rank() -> int:
    """Return the number of this process, from 0."""
    return int(os.environ.get("RANK", 0))


def is_main() -> bool:
    """Tell whether this process is the one that tests, writes and prints."""
    return rank() == 0


def main_message(message: str) -> str | int:
    """Return the argument of a SystemExit in all processes: only the main one prints `message`."""
    return message if is_main() else 1


def init(device: torch.device) -> torch.device:
    """Connect to the other processes that torchrun has started; return this process's device."""
    if process_count() == 1:
        return device
    if device.type == "cuda":
        number = int(os.environ.get("LOCAL_RANK", 0))
        if number >= torch.cuda.device_count():
            raise SystemExit(f"--nproc-per-node: only {torch.cuda.device_count()} GPUs are here.")
        device = torch.device("cuda", number)
        torch.cuda.set_device(device)
    else:
        device = torch.device("cpu")
    if not dist.is_initialized():
        dist.init_process_group("nccl" if device.type == "cuda" else "gloo", timeout=TIMEOUT)
    return device


def shutdown() -> None:
    """Disconnect after the training: what is left to do, the main process does alone."""
    if dist.is_initialized():
        dist.destroy_process_group()


def is_peer_failure(error: RuntimeError) -> bool:
    """Tell whether an error says that another process has ended; gloo has no class of its own."""
    return process_count() > 1 and (isinstance(error, dist.DistError) or "gloo" in str(error))


@contextmanager
def main_process_first() -> Iterator[None]:
    """Let the others enter after the main process has left: they find what it has downloaded."""
    several = process_count() > 1
    group = dist.new_group(backend="gloo", timeout=timedelta(hours=1)) if several else None
    if not is_main():
        dist.barrier(group)
    yield
    if group and is_main():
        dist.barrier(group)


def require_equal(number: int, what: str) -> None:
    """Stop with one sentence unless every process has the same number."""
    numbers = all_reduce(F.one_hot(torch.tensor(rank()), process_count()) * number).tolist()
    if len(set(numbers)) > 1:
        sentence = f"Every process needs the same {what}; they have {numbers}."
        raise SystemExit(main_message(sentence))


def shard(batch: Tensor) -> Tensor:
    """Return this process's part of a batch, (N, …) → (n, …); n is 0 if N is too small for all."""
    return batch.tensor_split(process_count())[rank()]


def all_reduce(values: Tensor) -> Tensor:
    """Sum values over all processes, without gradients."""
    if process_count() == 1:
        return values
    total = values.clone(memory_format=torch.contiguous_format)
    total = total.cuda() if dist.get_backend() == "nccl" else total
    dist.all_reduce(total)
    return total.to(values.device)
