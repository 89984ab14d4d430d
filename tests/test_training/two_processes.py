"""Compute first gradients and run a short training, for test_distributed.py.

It starts this program twice, under torchrun and alone. `python two_processes.py FOLDER CIFAR`
writes the main process's gradients and checkpoint into FOLDER.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import torch
from safetensors.torch import save_file
from torch import Tensor

from training import arguments, data, fashion_mnist, feature_maps, loop, mnist
from training.recipe import build_network
from training.run import Run
from training.speed import distributed
from training.speed.distributed_layers import wrap_model

DATA = Path(__file__).parents[1] / "data"
CASES = [   # script, recipe, images in a batch
    (mnist, "compact", 31),             # an odd number: parts of 16 and 15
    (mnist, "tutorial", 31),            # its dropout layers draw random numbers, too
    (fashion_mnist, "compact", 4),
    (fashion_mnist, "tutorial", 1),     # the second process has nothing to learn from
    (feature_maps, "compact", 31),
]
TRAINING = ["--recipe", "tutorial", "--batch-size", "50", "--epochs", "1", "--no-board"]


def first_gradients(script, name: str, n: int, folders: dict) -> dict[str, Tensor]:
    """Return the gradients of a network's first step over n images, by name.

    In float64: with less, rounding decides which of two nearly equal pixels a max pool picks, and
    sums in another order are rounded otherwise.
    """
    stem = script.__name__.split(".")[-1]
    recipe = script.RECIPES[name]
    flags = ["--recipe", name, "--precision", "float32", "--device", "cpu", "--epochs", "1"]
    args = arguments.parse_args(script.__doc__, stem, script.RECIPES, flags)
    train, test = data.load_dataset(*folders[stem], n)
    torch.manual_seed(1)
    net = build_network(recipe, train).double().to(memory_format=torch.channels_last).train()
    optimizer = recipe.optimizer(net, args.lr)
    vary = recipe.augment and (lambda images: recipe.augment(images.float()).double())
    run = Run(net, train, test, optimizer, recipe.schedule(optimizer, 1, args), args, vary)
    run = run._replace(model=wrap_model(net))
    loop.train_step(run, train.images.double() / 255, train.labels)
    return {f"{stem}.{name}.{n}.{k}": w.grad.contiguous() for k, w in net.named_parameters()}


def main(folder: Path, cifar: Path) -> None:
    folders = {"mnist": ("MNIST", DATA), "fashion_mnist": ("FashionMNIST", DATA),
               "feature_maps": ("CIFAR10", cifar)}  # fmt: skip
    found = {}
    for case in CASES:
        found |= first_gradients(*case, folders)
    if distributed.is_main():
        save_file(found, folder / "gradients.safetensors")
    flags = [*TRAINING, "--precision", "float32", "--device", "cpu"]
    mnist.main([*flags, "--data-dir", str(DATA), "--output", str(folder / "net")])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
