"""Train the fashion network.  `python training/fashion_mnist.py --push`

Recipes: `compact`; `wide`, for a GPU; `photos`, which goes on from a checkpoint of `wide` with real
photos; `fast`, a small network trained for three short epochs; and `tutorial`, the LeNet-like Net
of the tutorial's TensorBoard part.
"""

import signal
import sys
from argparse import ArgumentParser, Namespace
from functools import partial
from pathlib import Path

if __name__ == "__main__":      # Ctrl-C while PyTorch is being imported
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import torch
from torch import Tensor, nn
from torch.optim import SGD, Optimizer
from torch.optim.lr_scheduler import LRScheduler, OneCycleLR

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from hub import checkpoint
from hub.models import FAST, CompactNet, FashionMnistTutorial
from training import (
    arguments,
    augment,
    console,
    data,
    loop,
    photos,
    side_channels,
    side_training,
)
from training.recipe import Recipe, build_network, step_decay
from training.report.outcome import evaluate_saved
from training.run import Run


def mirror_and_shift(ink: Tensor) -> Tensor:
    """Mirror garments and move them a little: (N, 1, 28, 28) → the same shape.

    Turned, scaled or partly hidden garments as well were more than a few epochs could learn from.
    """
    return augment.random_shift(augment.random_flip(ink), 1)


def mirror_shift_and_cut(ink: Tensor) -> Tensor:
    """Mirror and move garments, and often hide a part: (N, 1, 28, 28) → the same shape."""
    return augment.cutout(mirror_and_shift(ink), 8)


def plain_sgd(net: nn.Module, lr: float) -> Optimizer:
    """Build the tutorial's optimizer."""
    return SGD(net.parameters(), lr=lr, momentum=0.9)


def nesterov_sgd(net: nn.Module, lr: float) -> Optimizer:
    """Build SGD with Nesterov momentum and weight decay."""
    fused = next(net.parameters()).is_cuda      # one command for all weights
    return SGD(net.parameters(), lr=lr, momentum=0.9, weight_decay=5e-4, nesterov=True, fused=fused)


def early_one_cycle(optimizer: Optimizer, steps: int, args: Namespace) -> LRScheduler:
    """Build a one-cycle schedule, see recipe.one_cycle, that peaks after 20 % of all steps."""
    total = steps * args.epochs + 1
    rise = min(0.9, max(0.2, 1.5 / total))  # more than the first step, also of few batches
    return OneCycleLR(optimizer, args.lr, total_steps=total, pct_start=rise)


# Cloth has finer detail than ink: two convolutions in a block, except in the first, where they
# would cost most.
RECIPES = {
    "compact": Recipe(
        model=partial(CompactNet, widths=[32, 64, 128], convs=[1, 2, 2]),
        augment=mirror_and_shift, label_smoothing=0.1,
        optimizer=nesterov_sgd, schedule=early_one_cycle, lr=0.1, batch_size=128, epochs=17,
    ),
    "wide": Recipe(
        model=partial(CompactNet, widths=[64, 128, 256], convs=[2, 2, 2]),
        augment=mirror_shift_and_cut, label_smoothing=0.1,
        optimizer=nesterov_sgd, schedule=early_one_cycle, lr=0.1, batch_size=128, epochs=80,
    ),
    "photos": Recipe(
        model=partial(CompactNet, widths=[64, 128, 256], convs=[2, 2, 2]),
        augment=mirror_shift_and_cut, label_smoothing=0.05,
        optimizer=nesterov_sgd, schedule=early_one_cycle, lr=0.05, batch_size=192, epochs=2,
    ),
    "fast": Recipe(
        model=partial(CompactNet, **FAST), label_smoothing=0.1,
        optimizer=nesterov_sgd, schedule=early_one_cycle, lr=0.1, batch_size=128, epochs=3,
    ),
    "tutorial": Recipe(
        model=FashionMnistTutorial,
        mean_std=([0.5], [0.5]),    # its Normalize((0.5,), (0.5,)): pixels from -1 to 1
        optimizer=plain_sgd, schedule=step_decay, gamma=1.0, precision="float32",
        lr=0.001, batch_size=4, epochs=1, log_interval=1000,
    ),
}  # fmt: skip

NEW_CHANNELS = [40, 80]     # in the second and third block of a network that learns photos


def add_photo_flags(group: ArgumentParser) -> None:
    """Add the flags that name photos, and the checkpoint to start from."""
    add = partial(group.add_argument, type=Path, metavar="DIR")
    add("--photos", nargs="+", default=[], help="also learn from the photos in DIR/<class>/")
    add("--negatives", nargs="+", default=[], help="and that nothing below DIR is of a class")
    group.add_argument("--photo-cache", type=Path, metavar="FILE",
                       help="keep the converted photos there, for the next run")
    add("--start", help="widen this checkpoint by channels that learn the photos")
    add("--channels", help="begin with the new channels of this checkpoint, to train them further")


def main(argv: list[str] | None = None) -> None:
    """Read flags and data, then train, or only evaluate."""
    args = arguments.parse_args(__doc__, "fashion_mnist", RECIPES, argv, add_photo_flags)
    recipe = RECIPES[args.recipe]
    train, test = data.load_dataset("FashionMNIST", args.data_dir, args.limit)
    if args.evaluate:
        return evaluate_saved(test, args)
    torch.manual_seed(args.seed)
    if args.start or args.photos:
        return fit_new_channels(train, test, args)
    net = build_network(recipe, train).to(args.device, memory_format=torch.channels_last)
    loop.fit(build_run(net, net, train, test, args))


def fit_new_channels(
    train: data.LabelledImages, test: data.LabelledImages, args: Namespace
) -> None:
    """Widen the network at --start and train what is new on photos."""
    if not (args.start and args.photos):
        raise SystemExit("--start and --photos belong together: that network learns the photos.")
    old = checkpoint.load(args.start)
    old.calibrate(1.0, None)
    side, net = (build(old, NEW_CHANNELS) for build in (side_channels.SideNet, side_channels.widen))
    if args.channels:
        side_training.copy_weights(side, checkpoint.load(args.channels))
    side_training.copy_weights(side, net, back=True)
    both, held_out = photos.add_photos(train, args)
    run = build_run(net, side, both, test, args)
    loop.fit(run._replace(
        train_epoch=partial(side_training.train_new_channels, old=old, side=side),
        held_out=held_out, most_refused=photos.MOST_REFUSED, shown=train,
    ))  # fmt: skip


def build_run(
    net: nn.Module, trained: nn.Module, train: data.LabelledImages, test: data.LabelledImages,
    args: Namespace,
) -> Run:
    """Build the run of a network of which a part may be `trained`."""
    recipe = RECIPES[args.recipe]
    optimizer = recipe.optimizer(trained, args.lr)
    scheduler = recipe.schedule(optimizer, loop.steps_per_epoch(train, args), args)
    return Run(net, train, test, optimizer, scheduler, args, recipe.augment)


if __name__ == "__main__":
    console.run_script(main)
