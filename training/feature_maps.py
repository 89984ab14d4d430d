"""Train kernels worth looking at.  `python training/feature_maps.py --push`

Recipes: `compact`, trained on CIFAR-10 or any folder of pictures; and `tutorial`, the tutorial's
SimpleCNN as it stands there: it is never trained (0 epochs), so its kernels stay random.
"""

import signal
import sys
from pathlib import Path

if __name__ == "__main__":      # Ctrl-C while PyTorch is being imported
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import torch
from torch import Tensor, nn
from torch.optim import AdamW, Optimizer

sys.path.insert(0, str(Path(__file__).parents[1]))  # the repository root, wherever this is run from

from hub import kernel_history
from hub.models import FeatureMaps
from training import arguments, augment, console, data, loop
from training.recipe import Recipe, build_network, one_cycle
from training.report.outcome import evaluate_saved
from training.run import Run


def vary_photographs(rgb: Tensor) -> Tensor:
    """Mirror photographs, turn, scale and move them a little: (N, 3, 32, 32) → the same shape."""
    return augment.warp(augment.random_flip(rgb), degrees=8, scale=0.08, shift=3)


def adamw_on_all(net: nn.Module, lr: float) -> Optimizer:
    """Build AdamW with a small decay of all weights."""
    return AdamW(net.parameters(), lr=lr, weight_decay=0.01)


RECIPES = {
    "compact": Recipe(
        model=FeatureMaps, augment=vary_photographs,
        optimizer=adamw_on_all, schedule=one_cycle, lr=0.006, batch_size=128, epochs=16,
    ),
    "tutorial": Recipe(
        model=FeatureMaps, augment=vary_photographs,
        mean_std=([0.0] * 3, [1.0] * 3),    # the tutorial feeds its kernels plain pixels
        optimizer=adamw_on_all, schedule=one_cycle, precision="float32",
        lr=0.001, batch_size=64, epochs=0,
    ),
}  # fmt: skip


def main(argv: list[str] | None = None) -> None:
    """Read flags and data, then train, or only evaluate."""
    args = arguments.parse_args(__doc__, "feature_maps", RECIPES, argv)
    recipe = RECIPES[args.recipe]
    train, test = data.load_dataset("CIFAR10", args.data_dir, args.limit)
    if args.evaluate:
        return evaluate_saved(test, args)
    torch.manual_seed(args.seed)
    net = build_network(recipe, train).to(args.device, memory_format=torch.channels_last)
    optimizer = recipe.optimizer(net, args.lr)
    scheduler = recipe.schedule(optimizer, loop.steps_per_epoch(train, args), args)
    run = Run(net, train, test, optimizer, scheduler, args, recipe.augment, kernels={})
    kernel_history.record_kernels(run.kernels, 0, net)
    loop.fit(run)


if __name__ == "__main__":
    console.run_script(main)
