"""All that a training run works with, in one place."""

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from training.data import LabelledImages

if TYPE_CHECKING:
    from torch.utils.tensorboard import SummaryWriter


class Run(NamedTuple):
    """Network, data, optimization and flags."""

    net: nn.Module
    train: LabelledImages
    test: LabelledImages
    optimizer: Optimizer
    scheduler: LRScheduler                          # a step of it after every batch
    augment: Callable[[Tensor], Tensor] | None      # a batch (N, C, H, W) in [0, 1] → another
    args: Namespace
    plain: int = 0                                  # so many last epochs are not augmented
    held_out: LabelledImages | None = None                # also what is none of the classes, labelled so
    board: "SummaryWriter | None" = None            # where TensorBoard looks
    kernels: dict[str, Tensor] | None = None        # how they grow, if that is worth keeping
    learner: nn.Module | None = None                # `net`, or that as one of several processes
