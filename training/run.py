"""One training run: network, data, optimizer and flags in one place."""

import math
import platform
from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import torch
from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from training.data import LabelledImages
from training.speed import distributed

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter


class Run(NamedTuple):
    """Everything that the training loop works with."""

    net: nn.Module
    train: LabelledImages
    test: LabelledImages
    optimizer: Optimizer
    scheduler: LRScheduler                          # advanced after every batch
    args: Namespace                                 # the flags
    augment: Callable[[Tensor], Tensor] | None = None   # a batch (N, C, H, W) in [0, 1] → another
    plain_epochs: int = 0                           # the last epochs, trained without augmentation
    held_out: LabelledImages | None = None          # for calibration; has negatives, labelled so
    train_epoch: Callable[..., dict] | None = None  # in place of loop.train_one_epoch
    shown: LabelledImages | None = None     # what the card may show of `train`; None: anything
    most_refused: float = 0.005     # of the pictures held out that show a class, at most this share
    kernels: dict[str, Tensor] | None = None        # the history of the kernels, where it is kept
    board: "SummaryWriter | None" = None            # TensorBoard
    model: nn.Module | None = None      # `net`, or its DistributedDataParallel; set by loop.fit


def steps_per_epoch(train: LabelledImages, args: Namespace) -> int:
    """Count the batches of an epoch; the last one may be smaller."""
    return 1 if args.dry_run else math.ceil(len(train.labels) / args.batch_size)


def describe_device(device: torch.device) -> str:
    """Name the hardware of the run."""
    count = distributed.process_count()
    if device.type == "cuda":
        return f"{count} × " * (count > 1) + torch.cuda.get_device_name(device)
    cpu = f"{device.type}, {platform.machine()}, {torch.get_num_threads()} threads"
    return cpu if count == 1 else f"{count} × ({cpu})"
