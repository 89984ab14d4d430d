"""How fast our recipes train, against the standard way.  `python tests/bench/training.py`

Each way trains on MNIST until its test set is at 99.0 %, in turn, so that other work disturbs all
alike; seconds are of training alone. What was measured is kept in training.json beside this file
and is not measured again; remove it where the machine or a recipe changes.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import torch
from matplotlib.figure import Figure

ROOT = Path(__file__).parents[2]
RESULTS, PLOT = (Path(__file__).with_suffix(end) for end in (".json", ".png"))
WANTED, PICTURES = 0.99, 60_000
SCRIPT = ROOT / "training" / "mnist.py"
WAYS = {    # name: what is started
    "the standard way": [Path(__file__).with_name("standard_way.py"), "--until", WANTED],
    "--recipe tutorial": [SCRIPT, "--recipe", "tutorial", "--epochs", 1],
    "--recipe fast": [SCRIPT, "--recipe", "fast"],
    "--recipe strong": [SCRIPT, "--recipe", "strong"],
}


def measure(way: str, seed: int, data_dir: Path, folder: Path) -> dict:
    """One training: [seconds so far, test accuracy] of each epoch, and the greatest memory, MB."""
    script, *flags = WAYS[way]
    ours = [] if "standard" in way else ["--no-board", "--output", folder]
    words = [sys.executable, script, *flags, "--seed", seed, "--data-dir", data_dir, *ours]
    with subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, text=True) as run:
        lines = run.stdout.read().splitlines()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(f"{way}, seed {seed}: exit {run.returncode}")
    curve = followed(folder) if ours else [json.loads(line) for line in lines]
    return {"curve": curve, "memory": used.ru_maxrss / 1024}       # Linux counts kilobytes


def followed(folder: Path) -> list[list[float]]:
    """Of one of our checkpoints: the seconds of all epochs so far, and the test after each."""
    curve, seconds = [], 0.0
    for epoch in json.loads((folder / "metrics.json").read_text())["history"]:
        seconds += epoch["seconds"]
        curve.append([seconds, epoch["test_accuracy"]])
    return curve


def reached(run: dict) -> float | None:
    """The seconds until the wanted accuracy; None where it was never seen."""
    return next((seconds for seconds, accuracy in run["curve"] if accuracy >= WANTED), None)


def spread(values: list[float], digits: int = 1) -> str:
    """Mean and deviation."""
    deviation = f" ± {statistics.stdev(values):,.{digits}f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):,.{digits}f}{deviation}"


def row(way: str, runs: list[dict], standard: list[dict]) -> str:
    """A line of the table."""
    rate, common = (
        statistics.mean(len(run["curve"]) * PICTURES / run["curve"][-1][0] for run in of)
        for of in (runs, standard)
    )
    times = [seconds for run in runs if (seconds := reached(run)) is not None]
    theirs = statistics.mean(reached(run) or run["curve"][-1][0] for run in standard)
    goal = f"{spread(times)} | {theirs / statistics.mean(times):.1f}" if times else "– | –"
    ends = spread([100 * run["curve"][-1][1] for run in runs], 2)
    memory = max(run["memory"] for run in runs)
    return (f"| {way} | {len(runs)} | {goal} | {len(times)} of {len(runs)} | {ends} "
            f"| {rate:,.0f} | {rate / common:.1f} | {memory:,.0f} |")  # fmt: skip


def plot(results: dict[str, dict[str, dict]]) -> None:
    """Accuracy against seconds: a line for each run, a colour for each way."""
    figure = Figure(figsize=(7, 4), layout="constrained")
    axes = figure.subplots()
    for k, (way, runs) in enumerate(results.items()):
        for name, run in zip([way, *[None] * len(runs)], runs.values()):
            seconds, accuracy = zip(*run["curve"])
            axes.plot(seconds, [100 * a for a in accuracy], "o-", color=f"C{k}", label=name)
    axes.axhline(100 * WANTED, color="0.6", linestyle=":")
    axes.set(xscale="log", xlabel="seconds of training", ylabel="MNIST test accuracy, %")
    axes.legend()
    figure.savefig(PLOT, dpi=150)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3, 4, 5])
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    args = parser.parse_args()
    results = {way: {} for way in WAYS}
    if RESULTS.exists():
        results |= json.loads(RESULTS.read_text())
    for seed in args.seeds:
        for way in WAYS:
            if str(seed) not in results[way]:
                with tempfile.TemporaryDirectory() as folder:
                    found = measure(way, seed, args.data_dir, Path(folder) / "net")
                results[way][str(seed)] = found
                RESULTS.write_text(json.dumps(results) + "\n")
                print(way, seed, found, file=sys.stderr)
    print(f"{platform.machine()}, {os.cpu_count()} cores, torch {torch.__version__}, "
          f"bfloat16: {torch.ops.mkldnn._is_mkldnn_bf16_supported()}\n")  # fmt: skip
    print("| way | n | seconds to 99.0 % | times as fast | reached | accuracy at its end, % "
          "| pictures a second | times | memory, MB |\n|" + "---|" * 9)  # fmt: skip
    for way, runs in results.items():
        print(row(way, list(runs.values()), list(results["the standard way"].values())))
    plot(results)


if __name__ == "__main__":
    main()
