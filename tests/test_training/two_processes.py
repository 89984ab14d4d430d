"""What test_ranks.py starts twice, under torchrun and alone: first gradients, a short training.

`python tests/two_processes.py FOLDER CIFAR` leaves in FOLDER what the first process has of both.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import torch
from safetensors.torch import save_file
from torch import Tensor

from training import arguments, data, fashion_mnist, feature_maps, mnist
from training.run import Run
from training.speed import cuda_graph, distributed

DATA = Path(__file__).parents[1] / "data"
CASES = [   # script, recipe, what changes the pictures, pictures in a batch
    (mnist, "compact", mnist.pens_and_hands, 31),       # an odd number: slices of 16 and 15
    (mnist, "tutorial", None, 31),                      # its dropouts draw, too
    (fashion_mnist, "compact", fashion_mnist.shop_pictures, 4),
    (fashion_mnist, "tutorial", None, 1),               # the second process has nothing to learn
    (feature_maps, "compact", feature_maps.photographs, 31),
]
TRAINING = ["--recipe", "tutorial", "--batch-size", "50", "--epochs", "1", "--no-board"]


def gradients(script, recipe: str, change, n: int, folders: dict) -> dict[str, Tensor]:
    """The gradients of a network's first step over n pictures, by name.

    In float64: with less, rounding decides what a max pool picks where two pixels are all but the
    same, and no two orders of adding up agree on that.
    """
    stem = script.__name__.split(".")[-1]
    flags = ["--recipe", recipe, "--precision", "float32", "--device", "cpu", "--epochs", "1"]
    args = arguments.parse_args(script.__doc__, stem, script.RECIPES, flags)
    train, test = data.load_dataset(*folders[stem], n)
    torch.manual_seed(1)
    net = script.network(recipe, train).double().to(memory_format=torch.channels_last).train()
    finer = change and (lambda images: change(images.float()).double())
    run = Run(net, train, test, *script.optimization(net, 1, args), finer, args)
    run = run._replace(learner=distributed.wrap_model(net))
    cuda_graph.train_step(run, train.images.double() / 255, train.labels)
    return {f"{stem}.{recipe}.{n}.{k}": w.grad.contiguous() for k, w in net.named_parameters()}


def main(folder: Path, cifar: Path) -> None:
    folders = {"mnist": ("MNIST", DATA), "fashion_mnist": ("FashionMNIST", DATA),
               "feature_maps": ("CIFAR10", cifar)}  # fmt: skip
    found = {}
    for case in CASES:
        found |= gradients(*case, folders)
    if distributed.is_main():
        save_file(found, folder / "gradients.safetensors")
    flags = [*TRAINING, "--precision", "float32", "--device", "cpu"]
    mnist.main([*flags, "--data-dir", str(DATA), "--output", str(folder / "net")])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
