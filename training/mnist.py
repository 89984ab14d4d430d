"""Train the digit network.  `python training/mnist.py --push`

Recipes: `compact`, for the sketchpad; `wide`, the same for those who have a GPU; `fast`, a small
network and a single epoch; `strong`, a wider one of its kind for MNIST alone, in minutes; and
`tutorial`, the tutorial's Net.
"""

import sys
from argparse import Namespace
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim import Adadelta, AdamW, Optimizer
from torch.optim.lr_scheduler import LRScheduler, OneCycleLR, StepLR

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from hub import checkpoint
from hub.models import FAST, CompactNet, MnistTutorial
from training import arguments, augment, data, loop
from training.handwriting import dataset
from training.handwriting.styles import DIGITS
from training.run import Run
from training.speed.dropout import FastDropout

RECIPES = {
    "compact": dict(
        batch_size=128, test_batch_size=1000, epochs=20, lr=0.003, gamma=None,
        label_smoothing=0.0, precision="auto", log_interval=50,
    ),
    "wide": dict(
        batch_size=256, test_batch_size=1000, epochs=130, lr=0.004, gamma=None,
        label_smoothing=0.05, precision="auto", log_interval=50,
    ),
    "fast": dict(
        batch_size=128, test_batch_size=1000, epochs=1, lr=0.02, gamma=None,
        label_smoothing=0.05, precision="auto", log_interval=50,
    ),
    "strong": dict(
        batch_size=128, test_batch_size=1000, epochs=10, lr=0.015, gamma=None,
        label_smoothing=0.05, precision="auto", log_interval=50,
    ),
    "tutorial": dict(
        batch_size=64, test_batch_size=1000, epochs=14, lr=1.0, gamma=0.7,
        label_smoothing=0.0, precision="auto", log_interval=10,
    ),
}


def network(recipe: str, train: data.LabelledImages) -> nn.Module:
    """The network of a recipe, for the classes and the brightness of a training set."""
    mean, std = train.mean_std()
    if recipe == "tutorial":
        net = MnistTutorial(classes=train.classes, mean=mean, std=std)
        for layer in (net.dropout1, net.dropout2):
            layer.__class__ = FastDropout       # the same, but quicker
        return net
    shape = {
        "compact": dict(widths=[32, 64, 128], convs=[1, 2, 1], early=True),
        "wide": dict(widths=[32, 96, 192], convs=[2, 2, 2]),
        "fast": FAST, "strong": FAST | dict(widths=[24, 64, 128]),
    }[recipe]
    return CompactNet(classes=train.classes, **shape, mean=mean, std=std)


def pens_and_hands(ink: Tensor) -> Tensor:
    """Digits as other hands and pens would have written them: (N, 1, 28, 28) → the same."""
    ink = augment.warp(ink, degrees=12, scale=0.15, shear=0.25, shift=1.5, bend=0.7)
    return augment.vary_pen_width(ink)


def other_hands(ink: Tensor) -> Tensor:
    """Digits a little turned, larger, slanted and moved: (N, 1, 28, 28) → the same."""
    return augment.warp(ink, degrees=8, scale=0.1, shear=0.1, shift=1)


def optimization(net: nn.Module, steps: int, args: Namespace) -> tuple[Optimizer, LRScheduler]:
    """Optimizer and learning rate; the latter is set anew after each of the `steps` of an epoch."""
    if args.recipe == "tutorial":
        optimizer = Adadelta(net.parameters(), lr=args.lr)
        return optimizer, StepLR(optimizer, step_size=steps, gamma=args.gamma)
    # Only kernels decay: where the scales of batch norm did, too, whole channels died.
    others = [weights for weights in net.parameters() if weights.dim() == 1]
    groups = [
        dict(params=checkpoint.weight_matrices(net), weight_decay=0.05),
        dict(params=others, weight_decay=0.0),
    ]
    fused = args.device.type == "cuda"      # one command for all weights
    optimizer = AdamW(groups, lr=args.lr, fused=fused)
    return optimizer, OneCycleLR(optimizer, args.lr, total_steps=steps * args.epochs + 1)


def main(argv: list[str] | None = None) -> None:
    """Read flags and data, then train, or only evaluate."""
    args = arguments.parse_args(__doc__, "mnist", RECIPES, argv)
    # A trial of one batch need not wait until all the other hands have written.
    train, test = data.load_dataset("MNIST", args.data_dir, 1000 if args.dry_run else args.limit)
    if args.evaluate:
        return loop.evaluate_saved(test, args)
    torch.manual_seed(args.seed)
    net = network(args.recipe, train).to(args.device, memory_format=torch.channels_last)
    drawn = args.recipe in ("compact", "wide")      # for the sketchpad
    change = pens_and_hands if drawn else {"strong": other_hands}.get(args.recipe)
    held_out = None
    if drawn and train.classes == list(DIGITS):  # not somebody's own pictures
        train, held_out = dataset.build_dataset(train, args.seed)
    optimizer, scheduler = optimization(net, loop.steps_per_epoch(train, args), args)
    # The last epoch, when the rate is all but 0, settles on pictures as the pad will send them.
    plain = int(args.epochs > 1)
    loop.fit(Run(net, train, test, optimizer, scheduler, change, args, plain, held_out))


if __name__ == "__main__":
    main()
