"""Compare the speed of our recipes with the standard way.  `python tests/bench/training.py`

The ways train in turn, so that other work disturbs all alike; only the seconds of training count,
until the test accuracy reaches a goal. Results are kept in training.json beside this file, machine
by machine, and are not measured again; remove them there when a recipe changes.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import curves
import torch
from spread import mean_and_deviation

sys.path.insert(0, str(Path(__file__).parents[2]))  # the repository root

from training.speed.precision import cpu_has_bfloat16

ROOT = Path(__file__).parents[2]
RESULTS, PLOT = (Path(__file__).with_suffix(end) for end in (".json", ".png"))
PICTURES = 60_000
GOALS = {"MNIST": (0.99, 0.995), "Fashion-MNIST": (0.945, 0.95)}
STANDARD = "the standard way"
MNIST, FASHION = (ROOT / "training" / f"{name}.py" for name in ("mnist", "fashion_mnist"))
WAYS = {    # data set: name: what is started
    "MNIST": {
        STANDARD: [Path(__file__).with_name("standard_way.py"), "--until", GOALS["MNIST"][0]],
        "--recipe tutorial": [MNIST, "--recipe", "tutorial", "--epochs", 1],
        "--recipe fast": [MNIST, "--recipe", "fast"],
        "--recipe strong": [MNIST, "--recipe", "strong"],
        "--recipe compact": [MNIST],
        "--recipe wide": [MNIST, "--recipe", "wide"],
    },
    "Fashion-MNIST": {
        "--recipe tutorial": [FASHION, "--recipe", "tutorial"],
        "--recipe fast": [FASHION, "--recipe", "fast"],
        "--recipe compact": [FASHION],
        "--recipe wide": [FASHION, "--recipe", "wide"],
    },
}
LONG = ("--recipe compact", "--recipe wide")    # many minutes, or hours, without a GPU


def describe_machine(device: torch.device) -> str:
    """Name the machine that the numbers belong to."""
    on_gpu = device.type == "cuda"
    native = ", bfloat16" * cpu_has_bfloat16()
    cores = f"{os.cpu_count()} cores, {platform.machine()}{native}"
    name = torch.cuda.get_device_name(device) if on_gpu else cores
    return f"{name}, torch {torch.__version__.split('+')[0]}"


def measure(started: list, args: argparse.Namespace, seed: int) -> dict:
    """Train once; return [seconds so far, test accuracy] of each epoch and peak memory, MB."""
    with tempfile.TemporaryDirectory() as beside:
        return measure_in_folder(started, args, seed, Path(beside) / "net")


def measure_in_folder(started: list, args: argparse.Namespace, seed: int, folder: Path) -> dict:
    """Measure by the checkpoint that our scripts write, or by the lines of the standard way."""
    ours = [] if started[0].parent == Path(__file__).parent else ["--no-board", "--output", folder]
    words = [sys.executable, *started, "--seed", seed, "--data-dir", args.data_dir]
    words += ["--device", args.device, *ours]
    with subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, text=True) as run:
        lines = run.stdout.read().splitlines()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(f"{words}: exit {run.returncode}")
    curve = read_curve(folder) if ours else [json.loads(line) for line in lines]
    return {"curve": curve, "memory": used.ru_maxrss / 1024}       # Linux counts kilobytes


def read_curve(folder: Path) -> list[list[float]]:
    """Read a checkpoint's curve: the seconds of all epochs so far, and the test accuracy."""
    curve, seconds = [], 0.0
    for epoch in json.loads((folder / "metrics.json").read_text())["history"]:
        seconds += epoch["seconds"]
        curve.append([seconds, epoch["test_accuracy"]])
    return curve


def seconds_to(run: dict, wanted: float) -> float | None:
    """Return the seconds until the wanted accuracy; None if it was never reached."""
    return next((seconds for seconds, accuracy in run["curve"] if accuracy >= wanted), None)


def format_row(data: str, way: str, runs: list[dict], standard: list[dict]) -> str:
    """Format a line of the table, with the speed-up where there is a standard way."""
    rate, common = (
        statistics.mean(len(run["curve"]) * PICTURES / run["curve"][-1][0] for run in of or runs)
        for of in (runs, standard)
    )
    goals, times = [], {}
    for wanted in GOALS[data]:
        times[wanted] = [at for run in runs if (at := seconds_to(run, wanted)) is not None]
        share = f" ({len(times[wanted])} of {len(runs)})" * (len(times[wanted]) < len(runs))
        goals.append(mean_and_deviation(times[wanted]) + share if times[wanted] else "–")
    ours = times[GOALS[data][0]]
    theirs = [seconds_to(run, GOALS[data][0]) or run["curve"][-1][0] for run in standard]
    faster = f"{statistics.mean(theirs) / statistics.mean(ours):.1f}" if ours and theirs else "–"
    seconds = mean_and_deviation([run["curve"][-1][0] for run in runs])
    ends = mean_and_deviation([100 * run["curve"][-1][1] for run in runs], 2)
    cells = [
        f"{data}, {way}", len(runs), goals[0], faster, goals[1], seconds, ends,
        f"{rate:,.0f}", f"{rate / common:.1f}", f"{max(run['memory'] for run in runs):,.0f}",
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def print_table(results: dict[str, dict[str, dict[str, dict]]]) -> None:
    """Print a line for each way on one machine."""
    goals = [" or ".join(f"{100 * goal:.1f} %" for goal in pair) for pair in zip(*GOALS.values())]
    print(f"| way | n | seconds to {goals[0]} | times as fast | seconds to {goals[1]} "
          "| seconds in all | accuracy at its end, % | pictures a second | times | memory, MB |")
    print("|" + "---|" * 10)
    for data, ways in results.items():
        for way, runs in ways.items():
            if runs:
                standard = list(ways.get(STANDARD, {}).values())
                print(format_row(data, way, list(runs.values()), standard))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3, 4, 5])
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    parser.add_argument("--device", type=torch.device, default="cpu")
    parser.add_argument("--at-once", type=int, default=1, help="so many seeds side by side (1)")
    args = parser.parse_args()
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results = kept.setdefault(describe_machine(args.device), {})
    for start in range(0, len(args.seeds), args.at_once):
        seeds = args.seeds[start : start + args.at_once]
        for data, way in [(data, way) for data, ways in WAYS.items() for way in ways]:
            runs = results.setdefault(data, {}).setdefault(way, {})
            skipped = way in LONG and args.device.type == "cpu"
            missing = [seed for seed in seeds if str(seed) not in runs and not skipped]
            with ThreadPoolExecutor(args.at_once) as side_by_side:
                found = side_by_side.map(partial(measure, WAYS[data][way], args), missing)
                runs |= {str(seed): run for seed, run in zip(missing, found)}
            RESULTS.write_text(json.dumps(kept) + "\n")
    for name, sets in kept.items():
        print(f"\n{name}\n")
        print_table(sets)
    curves.plot(kept, GOALS, list(WAYS["MNIST"]), PLOT)


if __name__ == "__main__":
    main()
