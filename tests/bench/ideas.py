"""Try other ideas on the recipe `fast`.  `python tests/bench/ideas.py --seeds 1 2 3 4`

Each learns from 55,000 training digits in a single epoch and is measured on the 5,000 others; the
test set is not used. A seed tries one idea after the other, so other work disturbs all alike.
"""

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

sys.path.insert(0, str(Path(__file__).parents[2]))  # the repository root

from spread import mean_and_deviation

from training import arguments, data, evaluation, loop, mnist
from training.recipe import build_network
from training.run import Run

ROOT = Path(__file__).parents[2]
HELD_OUT, AVERAGED = 5000, 0.2      # pictures; the share of steps whose weights are averaged
Idea = Callable[[Run], nn.Module]   # trains; returns the network to be measured


def as_it_is(run: Run) -> nn.Module:
    """Train the recipe without a change."""
    loop.train_one_epoch(run, 1)
    return run.net


def orthogonal(run: Run) -> nn.Module:
    """Start with kernels at right angles to each other (Saxe et al. 2014)."""
    for weights in run.net.parameters():
        if weights.dim() == 4:
            at_right_angles = nn.init.orthogonal_(torch.empty(weights.shape), gain=2**0.5)
            weights.data.copy_(at_right_angles)
    return as_it_is(run)


def whitening(run: Run) -> nn.Module:
    """Start with the principal directions of patches of digits as kernels, equally strong."""
    kernels = run.net.blocks[0][0].weight                           # (16, 1, 5, 5)
    ink = run.net.normalize(run.train.images[:2000].float() / 255)
    patches = nn.functional.unfold(ink, kernels.shape[-1])          # (2000, 25, places)
    patches = patches.transpose(1, 2).flatten(0, 1)                 # (2000 * places, 25)
    strength, directions = torch.linalg.eigh(patches.T.cov())       # (25,), weakest first
    chosen = (directions / strength.clamp(min=1e-3).sqrt())[:, -len(kernels) :]
    kernels.data.copy_(chosen.T.view_as(kernels))
    return as_it_is(run)


def frozen_scales(run: Run) -> nn.Module:
    """Keep the scales of batch norm at 1: the ReLU and the next kernels can do without."""
    for layer in run.net.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.weight.requires_grad_(False)
    return as_it_is(run)


def averaged(run: Run) -> nn.Module:
    """Average the weights after each of the last steps (Izmailov et al. 2018)."""
    mean = AveragedModel(run.net, use_buffers=True)
    left = [loop.steps_per_epoch(run.train, run.args)]
    last = AVERAGED * left[0]

    def after_step(*_: object) -> None:
        left[0] -= 1
        if left[0] < last:
            mean.update_parameters(run.net)

    run.optimizer.register_step_post_hook(after_step)
    loop.train_one_epoch(run, 1)
    return mean.module


def growing_batches(run: Run) -> nn.Module:
    """Take a third of the steps with batches of 64, then of 128, then of 192."""
    third = loop.steps_per_epoch(run.train, run.args) // 3
    start = 0
    for size in (64, 128, 192):
        part = slice(start, start + third * size)
        run.args.batch_size, start = size, part.stop
        loop.train_one_epoch(run._replace(train=run.train.select(part)), 1)
    return run.net


def contiguous(run: Run) -> nn.Module:
    """Store channel after channel in memory, PyTorch's default, instead of channels last."""
    run.net.to(memory_format=torch.contiguous_format)

    def model(images: Tensor) -> Tensor:
        return run.net(images.contiguous())

    return as_it_is(run._replace(model=model))


def compiled(run: Run) -> nn.Module:
    """Use torch.compile; its own seconds count, because a single training waits for them, too."""
    return as_it_is(run._replace(model=torch.compile(run.net)))


IDEAS: list[Idea] = [
    as_it_is, orthogonal, whitening, frozen_scales, averaged, growing_batches, contiguous, compiled,
]


def try_idea(
    idea: Idea, seed: int, train: data.LabelledImages, held_out: data.LabelledImages
) -> tuple[float, float]:
    """Return the accuracy on held-out images and the seconds of training."""
    flags = ["--recipe", "fast", "--seed", str(seed), "--device", "cpu", "--no-board"]
    args = arguments.parse_args("", "mnist", mnist.RECIPES, flags)
    torch.manual_seed(seed)
    recipe = mnist.RECIPES["fast"]
    net = build_network(recipe, train).to(memory_format=torch.channels_last)
    optimizer = recipe.optimizer(net, args.lr)
    scheduler = recipe.schedule(optimizer, loop.steps_per_epoch(train, args), args)
    run = Run(net, train, held_out, optimizer, scheduler, args, model=net)
    started = time.perf_counter()
    with redirect_stdout(io.StringIO()):        # the lines of progress
        trained = idea(run)
    seconds = time.perf_counter() - started
    logits = evaluation.compute_logits(trained, held_out.images)
    return evaluation.score(logits, held_out)["accuracy"], seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4])
    args = parser.parse_args()
    whole, _ = data.load_dataset("MNIST", args.data_dir)
    train, held_out = whole.select(slice(-HELD_OUT)), whole.select(slice(-HELD_OUT, None))
    found = {idea: [] for idea in IDEAS}
    for seed in args.seeds:
        for idea in IDEAS:
            found[idea].append(try_idea(idea, seed, train, held_out))
    usual = statistics.mean(seconds for _, seconds in found[as_it_is])
    print("| idea | held-out accuracy, % | seconds, times those of `fast` |\n|---|---|---|")
    for idea, runs in found.items():
        right, seconds = zip(*runs)
        percent, times = [100 * share for share in right], statistics.mean(seconds) / usual
        name = idea.__name__.replace("_", " ")
        print(f"| {name} | {mean_and_deviation(percent, 2)} | {times:.2f} |")


if __name__ == "__main__":
    main()
