"""A recipe: everything that --recipe chooses about a training, in one entry."""

import re
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler, OneCycleLR, StepLR

from hub import checkpoint
from training.data import LabelledImages
from training.image_folders import has_class_folders

# Flags that are part of a run's name where they differ from the recipe's.
NAMED_FLAGS = ("epochs", "batch_size", "lr", "gamma", "label_smoothing", "precision")


class Recipe(NamedTuple):
    """Network, augmentation, optimizer and schedule, and the defaults of some flags."""

    model: Callable[..., nn.Module]                             # called with classes, mean, std
    optimizer: Callable[[nn.Module, float], Optimizer]          # network, learning rate
    schedule: Callable[[Optimizer, int, Namespace], LRScheduler]    # see one_cycle
    epochs: int
    batch_size: int
    lr: float                               # learning rate; for one-cycle its peak
    gamma: float | None = None              # multiplies the rate after each epoch, see step_decay
    label_smoothing: float = 0.0
    precision: str = "auto"
    test_batch_size: int = 1000
    log_interval: int = 100                 # batches between two lines of progress
    augment: Callable[[Tensor], Tensor] | None = None   # a batch (N, C, H, W) in [0, 1] → another
    plain_epochs: int = 0                   # the last epochs, trained without augmentation
    mean_std: tuple[list[float], list[float]] | None = None     # None: of the training set
    # From the training set and a seed: a larger training set, and images held out for calibration.
    add_samples: Callable[..., tuple[LabelledImages, LabelledImages]] | None = None


def build_network(recipe: Recipe, train: LabelledImages) -> nn.Module:
    """Build a recipe's network for the classes and the brightness of a training set."""
    mean, std = recipe.mean_std or train.mean_std()
    return recipe.model(classes=train.classes, mean=mean, std=std)


def continue_network(folder: Path, tuned: Path | None, share: float) -> nn.Module:
    """Load a checkpoint to train all of it further; its calibration is forgotten.

    The mean of its weights and those `tuned` from it on other pictures, of which `share` counts,
    knows both kinds of pictures (Wortsman et al. 2022).
    """
    net = checkpoint.load(folder).requires_grad_(True)
    net.calibrate(1.0, None)
    others = checkpoint.load(tuned).state_dict() if tuned else {}
    for name, weights in net.state_dict().items():
        if name in others and weights.is_floating_point():
            weights.lerp_(others[name], share)      # the same memory as the network's
    return net


def one_cycle(optimizer: Optimizer, steps: int, args: Namespace) -> LRScheduler:
    """Raise the rate to --lr in the first 30 % of all steps, then lower it to almost 0.

    `steps` is the number of batches in an epoch; the scheduler is advanced after each batch.
    """
    return OneCycleLR(optimizer, args.lr, total_steps=steps * args.epochs + 1)


def step_decay(optimizer: Optimizer, steps: int, args: Namespace) -> LRScheduler:
    """Multiply the rate by --gamma after each epoch of `steps` batches."""
    return StepLR(optimizer, step_size=steps, gamma=args.gamma)


def describe_settings(args: Namespace, recipe: Recipe) -> str:
    """Return what differs from a recipe's defaults, for a run's name: "_lr=0.02_seed=3"."""
    given = {
        flag: getattr(args, flag) for flag in NAMED_FLAGS
        if getattr(args, flag) not in (None, getattr(recipe, flag))
    }  # fmt: skip
    usual = {"seed": 1, "limit": None, "storage": "float32"}
    given |= {flag: getattr(args, flag) for flag in usual if getattr(args, flag) != usual[flag]}
    if has_class_folders(args.data_dir):        # pictures of your own
        given["data"] = re.sub(r"[^A-Za-z0-9.+-]+", "-", args.data_dir.resolve().name)[:30]
    return "".join(f"_{flag.replace('_', '-')}={value}" for flag, value in given.items())
