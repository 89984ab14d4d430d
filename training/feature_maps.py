"""Train kernels worth looking at.  `python training/feature_maps.py --push`

Recipes: `compact`, trained on CIFAR-10 or any folder of pictures, and `tutorial`, the tutorial's
SimpleCNN as it stands there: its kernels stay as random as they were drawn, 0 epochs.
"""

import sys
from argparse import Namespace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import AdamW, Optimizer
from torch.optim.lr_scheduler import LRScheduler, OneCycleLR

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from hub import kernel_history
from hub.models import FeatureMaps
from training import arguments, augment, data, loop
from training.run import Run

RECIPES = {
    "compact": dict(
        batch_size=128, test_batch_size=1000, epochs=16, lr=0.006, gamma=None,
        label_smoothing=0.0, precision="auto", log_interval=100,
    ),
    "tutorial": dict(
        batch_size=64, test_batch_size=1000, epochs=0, lr=0.001, gamma=None,
        label_smoothing=0.0, precision="float32", log_interval=100,
    ),
}


def network(recipe: str, train: data.LabelledImages) -> nn.Module:
    """The network, for the classes and the colours of a training set."""
    # The tutorial feeds its kernels plain pixels, so its mean is 0 and its deviation 1.
    mean, std = ([0.0] * 3, [1.0] * 3) if recipe == "tutorial" else train.mean_std()
    return FeatureMaps(classes=train.classes, mean=mean, std=std)


def photographs(rgb: Tensor) -> Tensor:
    """The same thing mirrored and a little moved; (N, 3, 32, 32) → the same."""
    return augment.warp(augment.random_flip(rgb), degrees=8, scale=0.08, shift=3)


def optimization(net: nn.Module, steps: int, args: Namespace) -> tuple[Optimizer, LRScheduler]:
    """Optimizer and learning rate; the latter is set anew after each of the `steps` of an epoch."""
    optimizer = AdamW(net.parameters(), lr=args.lr, weight_decay=0.01)
    return optimizer, OneCycleLR(optimizer, args.lr, total_steps=steps * args.epochs + 1)


def main(argv: list[str] | None = None) -> None:
    """Read flags and data, then train, or only evaluate."""
    args = arguments.parse_args(__doc__, "feature_maps", RECIPES, argv)
    train, test = data.load_dataset("CIFAR10", args.data_dir, args.limit)
    if args.evaluate:
        return loop.evaluate_saved(test, args)
    torch.manual_seed(args.seed)
    net = network(args.recipe, train).to(args.device, memory_format=torch.channels_last)
    optimizer, scheduler = optimization(net, loop.steps_per_epoch(train, args), args)
    run = Run(net, train, test, optimizer, scheduler, photographs, args, kernels={})
    kernel_history.record_kernels(run.kernels, 0, net)
    loop.fit(run)


if __name__ == "__main__":
    main()
