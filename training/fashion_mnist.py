"""Train the fashion network.  `python training/fashion_mnist.py --push`

Recipes: `compact`; `wide`, for those who have a GPU; `fast`, a small network and three short
epochs; and `tutorial`, the LeNet-like Net of the tutorial's TensorBoard part.
"""

import sys
from argparse import Namespace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import SGD, Optimizer
from torch.optim.lr_scheduler import LRScheduler, OneCycleLR, StepLR

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from hub.models import FAST, CompactNet, FashionMnistTutorial
from training import arguments, augment, data, loop
from training.run import Run

RECIPES = {
    "compact": dict(
        batch_size=128, test_batch_size=1000, epochs=17, lr=0.1, gamma=None,
        label_smoothing=0.1, precision="auto", log_interval=100,
    ),
    "wide": dict(
        batch_size=128, test_batch_size=1000, epochs=80, lr=0.1, gamma=None,
        label_smoothing=0.1, precision="auto", log_interval=100,
    ),
    "fast": dict(
        batch_size=128, test_batch_size=1000, epochs=3, lr=0.1, gamma=None,
        label_smoothing=0.1, precision="auto", log_interval=100,
    ),
    "tutorial": dict(
        batch_size=4, test_batch_size=1000, epochs=1, lr=0.001, gamma=1.0,
        label_smoothing=0.0, precision="float32", log_interval=1000,
    ),
}


def network(recipe: str, train: data.LabelledImages) -> nn.Module:
    """The network of a recipe, for the classes and the brightness of a training set."""
    if recipe == "tutorial":    # its Normalize((0.5,), (0.5,)): pixels from -1 to 1
        return FashionMnistTutorial(classes=train.classes, mean=[0.5], std=[0.5])
    mean, std = train.mean_std()
    # Cloth is finer than ink: two convolutions a block. In the first they cost most.
    shape = {
        "compact": dict(widths=[32, 64, 128], convs=[1, 2, 2]),
        "wide": dict(widths=[64, 128, 256], convs=[2, 2, 2]), "fast": FAST,
    }[recipe]
    return CompactNet(classes=train.classes, **shape, mean=mean, std=std)


def shop_pictures(ink: Tensor) -> Tensor:
    """The same garment mirrored and a little moved; (N, 1, 28, 28) → the same.

    Turned, scaled or partly hidden garments too were more than a few epochs could learn from.
    """
    return augment.random_shift(augment.random_flip(ink), 1)


def hidden_parts(ink: Tensor) -> Tensor:
    """The same, and often a part of the garment is hidden; (N, 1, 28, 28) → the same."""
    return augment.cutout(shop_pictures(ink), 8)


def optimization(net: nn.Module, steps: int, args: Namespace) -> tuple[Optimizer, LRScheduler]:
    """Optimizer and learning rate; the latter is set anew after each of the `steps` of an epoch."""
    if args.recipe == "tutorial":
        optimizer = SGD(net.parameters(), lr=args.lr, momentum=0.9)
        return optimizer, StepLR(optimizer, step_size=steps, gamma=args.gamma)
    fused = args.device.type == "cuda"      # one command for all weights
    decay = dict(weight_decay=5e-4, nesterov=True)
    optimizer = SGD(net.parameters(), lr=args.lr, momentum=0.9, **decay, fused=fused)
    total = steps * args.epochs + 1
    rise = max(0.2, 1.5 / total)        # more than the first step, in a trial of few batches too
    return optimizer, OneCycleLR(optimizer, args.lr, total_steps=total, pct_start=rise)


def main(argv: list[str] | None = None) -> None:
    """Read flags and data, then train, or only evaluate."""
    args = arguments.parse_args(__doc__, "fashion_mnist", RECIPES, argv)
    train, test = data.load_dataset("FashionMNIST", args.data_dir, args.limit)
    if args.evaluate:
        return loop.evaluate_saved(test, args)
    torch.manual_seed(args.seed)
    net = network(args.recipe, train).to(args.device, memory_format=torch.channels_last)
    optimizer, scheduler = optimization(net, loop.steps_per_epoch(train, args), args)
    change = {"compact": shop_pictures, "wide": hidden_parts}.get(args.recipe)
    loop.fit(Run(net, train, test, optimizer, scheduler, change, args))


if __name__ == "__main__":
    main()
