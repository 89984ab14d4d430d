"""What a step of the tutorial's recipe gains by.  `python tests/bench/steps.py --rounds 5`

One thing is taken away at a time, each in a process of its own, in turn, so that other work
disturbs all alike; the median time of 300 steps on a processor, of 64 digits each.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parents[2]))  # the repository root

from spread import spread

from training import arguments, data, mnist
from training.run import Run
from training.speed import cuda_graph

ROOT = Path(__file__).parents[2]
WARM_UP, STEPS = 20, 300
TAKEN = {
    "nothing": "as it is", "dropout": "PyTorch's dropout", "memory": "freed memory given back",
    "channels": "channel after channel in memory, not channels last",
    "bfloat16": "float32 instead of bfloat16", "all": "all four",
}


def prepared(taken: str, data_dir: Path) -> Run:
    """The tutorial's recipe without one of the things that make it quick."""
    flags = ["--recipe", "tutorial", "--device", "cpu", "--no-board"]
    flags += ["--precision", "float32"] * (taken in ("bfloat16", "all"))
    args = arguments.parse_args("", "mnist", mnist.RECIPES, flags)
    train, test = data.load_dataset("MNIST", data_dir)
    torch.manual_seed(1)
    net = mnist.network("tutorial", train).to(memory_format=torch.channels_last)
    learner = net
    if taken in ("dropout", "all"):
        net.dropout1.__class__ = net.dropout2.__class__ = nn.Dropout
    if taken in ("channels", "all"):
        net.to(memory_format=torch.contiguous_format)

        def learner(images: Tensor) -> Tensor:
            return net(images.contiguous())

    if taken not in ("memory", "all"):
        cuda_graph.keep_freed_memory()
    optimizer, scheduler = mnist.optimization(net.train(), STEPS, args)
    return Run(net, train, test, optimizer, scheduler, None, args, learner=learner)


def milliseconds(run: Run) -> float:
    """Of a step: its batch picked from the training set, learned from, and the weights changed."""
    data, times = run.train, []
    for index in torch.randperm(len(data.labels)).split(run.args.batch_size)[: WARM_UP + STEPS]:
        started = time.perf_counter()
        cuda_graph.train_step(run, data.images[index].float() / 255, data.labels[index])
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times[WARM_UP:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--taken", choices=list(TAKEN), help="only this one, only the number")
    args = parser.parse_args()
    if args.taken:
        return print(milliseconds(prepared(args.taken, args.data_dir)))
    found = {taken: [] for taken in TAKEN}
    for _ in range(args.rounds):
        for taken in TAKEN:
            command = [sys.executable, __file__, "--data-dir", args.data_dir, "--taken", taken]
            said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found[taken].append(float(said))
    usual = statistics.mean(found["nothing"])
    print(f"{args.rounds} rounds, {torch.get_num_threads()} threads, torch {torch.__version__}\n")
    print("| | milliseconds a step | times |\n|---|---|---|")
    for taken, name in TAKEN.items():
        times = statistics.mean(found[taken]) / usual
        print(f"| {name} | {spread(found[taken])} | {times:.2f} |")


if __name__ == "__main__":
    main()
