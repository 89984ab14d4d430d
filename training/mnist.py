"""Train the digit network.  `python training/mnist.py --push`

Recipes: `compact`, for the sketchpad; `wide`, larger, for a GPU; `hands`, which goes on from a
checkpoint of `wide` with other hands and scripts; `fast`, a small network trained for one epoch;
`strong`, a wider `fast` for MNIST alone, trained in minutes; and `tutorial`, the tutorial's Net.
"""

import signal
import sys
from argparse import ArgumentParser
from functools import partial
from pathlib import Path

if __name__ == "__main__":      # Ctrl-C while PyTorch is being imported
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import torch
from torch import Tensor, nn
from torch.optim import Adadelta, AdamW, Optimizer

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from hub import checkpoint
from hub.models import FAST, CompactNet, MnistTutorial
from training import arguments, augment, console, data, loop
from training.handwriting.dataset import build_dataset
from training.handwriting.digits import DIGITS
from training.recipe import Recipe, build_network, continue_network, one_cycle, step_decay
from training.report.outcome import evaluate_saved
from training.run import Run
from training.speed.dropout import FastDropout


def tutorial_net(**arguments) -> MnistTutorial:
    """Build the tutorial's network; its dropout layers draw their random numbers faster."""
    net = MnistTutorial(**arguments)
    net.dropout1, net.dropout2 = FastDropout(net.dropout1.p), FastDropout(net.dropout2.p)
    return net


def vary_pen_and_hand(ink: Tensor) -> Tensor:
    """Vary digits as other hands and pens would write them: (N, 1, 28, 28) → the same shape."""
    ink = augment.warp(ink, degrees=12, scale=0.15, shear=0.25, shift=1.5, bend=0.7)
    return augment.vary_pen_width(ink)


def vary_hand(ink: Tensor) -> Tensor:
    """Turn, scale, slant and move digits a little: (N, 1, 28, 28) → the same shape."""
    return augment.warp(ink, degrees=8, scale=0.1, shear=0.1, shift=1)


def adadelta(net: nn.Module, lr: float) -> Optimizer:
    """Build the tutorial's optimizer."""
    return Adadelta(net.parameters(), lr=lr)


def adamw(net: nn.Module, lr: float) -> Optimizer:
    """Build AdamW; only weight matrices decay: if batch norm's scales did, whole channels died."""
    others = [weights for weights in net.parameters() if weights.dim() == 1]
    groups = [
        dict(params=checkpoint.weight_matrices(net), weight_decay=0.05),
        dict(params=others, weight_decay=0.0),
    ]
    return AdamW(groups, lr=lr, fused=others[0].is_cuda)    # fused: one command for all weights


RECIPES = {
    "compact": Recipe(
        model=partial(CompactNet, widths=[32, 64, 128], convs=[1, 2, 1], early=True),
        add_samples=build_dataset, augment=vary_pen_and_hand, plain_epochs=1,
        optimizer=adamw, schedule=one_cycle, lr=0.003, batch_size=128, epochs=20, log_interval=50,
    ),
    "wide": Recipe(
        model=partial(CompactNet, widths=[32, 96, 192], convs=[2, 2, 2]),
        add_samples=build_dataset, augment=vary_pen_and_hand, plain_epochs=1, label_smoothing=0.05,
        optimizer=adamw, schedule=one_cycle, lr=0.004, batch_size=256, epochs=130, log_interval=50,
    ),
    "hands": Recipe(
        model=partial(CompactNet, widths=[32, 96, 192], convs=[2, 2, 2]),
        add_samples=build_dataset, augment=vary_pen_and_hand, plain_epochs=1, label_smoothing=0.05,
        optimizer=adamw, schedule=one_cycle, lr=0.0015, batch_size=256, epochs=3, log_interval=50,
    ),
    "fast": Recipe(
        model=partial(CompactNet, **FAST), label_smoothing=0.05,
        optimizer=adamw, schedule=one_cycle, lr=0.02, batch_size=128, epochs=1, log_interval=50,
    ),
    "strong": Recipe(
        model=partial(CompactNet, **FAST | dict(widths=[24, 64, 128])),
        augment=vary_hand, plain_epochs=1, label_smoothing=0.05,
        optimizer=adamw, schedule=one_cycle, lr=0.015, batch_size=128, epochs=10, log_interval=50,
    ),
    "tutorial": Recipe(
        model=tutorial_net, optimizer=adadelta, schedule=step_decay, gamma=0.7,
        lr=1.0, batch_size=64, epochs=14, log_interval=10,
    ),
}  # fmt: skip

TUNED = 0.7     # the share of a mean that comes from --average: it was best on pictures held out


def add_hand_flags(group: ArgumentParser) -> None:
    """Add the flags that name fonts, and the checkpoint to start from."""
    add = partial(group.add_argument, type=Path, metavar="DIR")
    add("--fonts", nargs="+", default=[], help="their numerals of other scripts are no digits")
    add("--start", help="go on from this checkpoint")
    add("--average", help=f"with --start: from the mean of both, of which this is {TUNED}")


def main(argv: list[str] | None = None) -> None:
    """Read flags and data, then train, or only evaluate."""
    args = arguments.parse_args(__doc__, "mnist", RECIPES, argv, add_hand_flags)
    recipe = RECIPES[args.recipe]
    # A dry run of one batch need not wait for all the added handwriting.
    train, test = data.load_dataset("MNIST", args.data_dir, 1000 if args.dry_run else args.limit)
    if args.evaluate:
        return evaluate_saved(test, args)
    torch.manual_seed(args.seed)
    if args.start:
        net = continue_network(args.start, args.average, TUNED)
    else:
        net = build_network(recipe, train)
    net = net.to(args.device, memory_format=torch.channels_last)
    held_out = None
    if recipe.add_samples and train.classes == list(DIGITS):    # not to pictures of your own
        train, held_out = recipe.add_samples(train, args.seed, args.fonts)
    optimizer = recipe.optimizer(net, args.lr)
    scheduler = recipe.schedule(optimizer, loop.steps_per_epoch(train, args), args)
    # The last epoch, at a learning rate of almost 0, settles on pictures as the pad sends them.
    plain_epochs = recipe.plain_epochs if args.epochs > 1 or args.average else 0
    run = Run(net, train, test, optimizer, scheduler, args, recipe.augment, plain_epochs, held_out)
    loop.fit(run)


if __name__ == "__main__":
    console.run_script(main)
