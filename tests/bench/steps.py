"""Measure what makes a step fast, by ablation.  `python tests/bench/steps.py --rounds 5`

The tutorial's recipe runs without one optimization at a time, each in a process of its own, in
turn, so that other work disturbs all alike; the median time of 300 CPU steps of 64 digits each.
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

from spread import mean_and_deviation

from training import arguments, data, loop, mnist
from training.recipe import build_network
from training.run import Run
from training.speed.memory import keep_freed_memory

ROOT = Path(__file__).parents[2]
WARM_UP, STEPS = 20, 300
ABLATIONS = {
    "nothing": "as it is", "dropout": "PyTorch's dropout", "memory": "freed memory given back",
    "channels": "channel after channel in memory, not channels last",
    "bfloat16": "float32 instead of bfloat16", "all": "all four",
}


def prepare(ablation: str, data_dir: Path) -> Run:
    """Prepare the tutorial's recipe without one of the things that make it fast."""
    flags = ["--recipe", "tutorial", "--device", "cpu", "--no-board"]
    flags += ["--precision", "float32"] * (ablation in ("bfloat16", "all"))
    args = arguments.parse_args("", "mnist", mnist.RECIPES, flags)
    train, test = data.load_dataset("MNIST", data_dir)
    torch.manual_seed(1)
    recipe = mnist.RECIPES["tutorial"]
    net = build_network(recipe, train).to(memory_format=torch.channels_last).train()
    model = net
    if ablation in ("dropout", "all"):
        net.dropout1, net.dropout2 = nn.Dropout(net.dropout1.p), nn.Dropout(net.dropout2.p)
    if ablation in ("channels", "all"):
        net.to(memory_format=torch.contiguous_format)

        def model(images: Tensor) -> Tensor:
            return net(images.contiguous())

    if ablation not in ("memory", "all"):
        keep_freed_memory()
    optimizer = recipe.optimizer(net, args.lr)
    scheduler = recipe.schedule(optimizer, STEPS, args)
    return Run(net, train, test, optimizer, scheduler, args, model=model)


def milliseconds(run: Run) -> float:
    """Return the median milliseconds of a step, from picking the batch to the new weights."""
    data, times = run.train, []
    for index in torch.randperm(len(data.labels)).split(run.args.batch_size)[: WARM_UP + STEPS]:
        started = time.perf_counter()
        loop.train_step(run, data.images[index].float() / 255, data.labels[index])
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times[WARM_UP:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--taken", choices=list(ABLATIONS), help="only this one, only the number")
    args = parser.parse_args()
    if args.taken:
        return print(milliseconds(prepare(args.taken, args.data_dir)))
    found = {ablation: [] for ablation in ABLATIONS}
    for _ in range(args.rounds):
        for ablation in ABLATIONS:
            command = [sys.executable, __file__, "--data-dir", args.data_dir, "--taken", ablation]
            output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found[ablation].append(float(output))
    usual = statistics.mean(found["nothing"])
    print(f"{args.rounds} rounds, {torch.get_num_threads()} threads, torch {torch.__version__}\n")
    print("| | milliseconds a step | times |\n|---|---|---|")
    for ablation, name in ABLATIONS.items():
        times = statistics.mean(found[ablation]) / usual
        print(f"| {name} | {mean_and_deviation(found[ablation])} | {times:.2f} |")


if __name__ == "__main__":
    main()
