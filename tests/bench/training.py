"""How fast our recipes train, against the standard way.  `python tests/bench/training.py`

Each way trains, in turn, so that other work disturbs all alike, and the seconds of training alone
are counted until the test set is where it should be. What was measured is kept in training.json
beside this file and is not measured again; remove it where the machine or a recipe changes. The
plot has the bundled checkpoints, too, whose training takes longest.
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
WANTED, PICTURES = {"MNIST": 0.99, "Fashion-MNIST": 0.945}, 60_000
LOWEST = {"MNIST": 97, "Fashion-MNIST": 86}     # per cent that the plot shows: some epochs dip far
STANDARD = "the standard way"
MNIST, FASHION = (ROOT / "training" / f"{name}.py" for name in ("mnist", "fashion_mnist"))
WAYS = {    # data set: name: what is started
    "MNIST": {
        STANDARD: [Path(__file__).with_name("standard_way.py"), "--until", WANTED["MNIST"]],
        "--recipe tutorial": [MNIST, "--recipe", "tutorial", "--epochs", 1],
        "--recipe fast": [MNIST, "--recipe", "fast"],
        "--recipe strong": [MNIST, "--recipe", "strong"],
    },
    "Fashion-MNIST": {
        "--recipe tutorial": [FASHION, "--recipe", "tutorial"],
        "--recipe fast": [FASHION, "--recipe", "fast"],
    },
}
BUNDLED = {"MNIST": "mnist", "Fashion-MNIST": "fashion_mnist"}
COMPACT = "--recipe compact, bundled"
COLORS = {way: f"C{k}" for k, way in enumerate([*WAYS["MNIST"], COMPACT])}   # the same in both


def measure(started: list, seed: int, data_dir: Path, folder: Path) -> dict:
    """One training: [seconds so far, test accuracy] of each epoch, and the greatest memory, MB."""
    ours = [] if started[0].parent == Path(__file__).parent else ["--no-board", "--output", folder]
    words = [sys.executable, *started, "--seed", seed, "--data-dir", data_dir, *ours]
    with subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, text=True) as run:
        lines = run.stdout.read().splitlines()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode:
        raise SystemExit(f"{words}: exit {run.returncode}")
    curve = followed(folder) if ours else [json.loads(line) for line in lines]
    return {"curve": curve, "memory": used.ru_maxrss / 1024}       # Linux counts kilobytes


def followed(folder: Path) -> list[list[float]]:
    """Of one of our checkpoints: the seconds of all epochs so far, and the test after each."""
    curve, seconds = [], 0.0
    for epoch in json.loads((folder / "metrics.json").read_text())["history"]:
        seconds += epoch["seconds"]
        curve.append([seconds, epoch["test_accuracy"]])
    return curve


def reached(run: dict, wanted: float) -> float | None:
    """The seconds until the wanted accuracy; None where it was never seen."""
    return next((seconds for seconds, accuracy in run["curve"] if accuracy >= wanted), None)


def spread(values: list[float], digits: int = 1) -> str:
    """Mean and deviation."""
    deviation = f" ± {statistics.stdev(values):,.{digits}f}" if len(values) > 1 else ""
    return f"{statistics.mean(values):,.{digits}f}{deviation}"


def row(data: str, way: str, runs: list[dict], standard: list[dict]) -> str:
    """A line of the table; how many times as fast is said where there is a standard way."""
    rate, common = (
        statistics.mean(len(run["curve"]) * PICTURES / run["curve"][-1][0] for run in of or runs)
        for of in (runs, standard)
    )
    wanted = WANTED[data]
    times = [seconds for run in runs if (seconds := reached(run, wanted)) is not None]
    theirs = [reached(run, wanted) or run["curve"][-1][0] for run in standard]
    goal = spread(times) if times else "–"
    faster = f"{statistics.mean(theirs) / statistics.mean(times):.1f}" if times and theirs else "–"
    seconds = spread([run["curve"][-1][0] for run in runs], 0)
    ends = spread([100 * run["curve"][-1][1] for run in runs], 2)
    cells = [
        f"{data}, {way}", len(runs), goal, faster, f"{len(times)} of {len(runs)}", seconds, ends,
        f"{rate:,.0f}", f"{rate / common:.1f}", f"{max(run['memory'] for run in runs):,.0f}",
    ]
    return f"| {' | '.join(str(cell) for cell in cells)} |"


def plot(results: dict[str, dict[str, dict[str, dict]]]) -> None:
    """Accuracy against seconds: a line for each run, a colour for each way."""
    figure = Figure(figsize=(7, 8), layout="constrained")
    for axes, (data, ways) in zip(figure.subplots(2), results.items()):
        found = {way: list(runs.values()) for way, runs in ways.items()}
        found[COMPACT] = [{"curve": followed(ROOT / "hub" / "checkpoints" / BUNDLED[data])}]
        for way, runs in found.items():
            for name, run in zip([way, *[None] * len(runs)], runs):
                seconds, accuracy = zip(*run["curve"])
                percent = [100 * a for a in accuracy]
                axes.plot(seconds, percent, ".-", color=COLORS[way], label=name)
        axes.axhline(100 * WANTED[data], color="0.6", linestyle=":")
        axes.set(xscale="log", xlabel="seconds of training", ylabel=f"{data} test accuracy, %")
        axes.set_ylim(bottom=LOWEST[data])
        axes.legend()
    figure.savefig(PLOT, dpi=150)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3, 4, 5])
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    args = parser.parse_args()
    results = {data: {way: {} for way in ways} for data, ways in WAYS.items()}
    if RESULTS.exists():
        results |= json.loads(RESULTS.read_text())
    for seed in args.seeds:
        for data, way in [(data, way) for data, ways in WAYS.items() for way in ways]:
            if str(seed) not in results[data][way]:
                with tempfile.TemporaryDirectory() as folder:
                    found = measure(WAYS[data][way], seed, args.data_dir, Path(folder) / "net")
                results[data][way][str(seed)] = found
                RESULTS.write_text(json.dumps(results) + "\n")
                print(data, way, seed, found, file=sys.stderr)
    print(f"{platform.machine()}, {os.cpu_count()} cores, torch {torch.__version__}, "
          f"bfloat16: {torch.ops.mkldnn._is_mkldnn_bf16_supported()}\n")  # fmt: skip
    goals = " or ".join(f"{100 * wanted:.1f} %" for wanted in WANTED.values())
    print(f"| way | n | seconds to {goals} | times as fast | reached | seconds in all "
          "| accuracy at its end, % | pictures a second | times | memory, MB |\n|" + "---|" * 10)
    for data, ways in results.items():
        for way, runs in ways.items():
            if runs:
                standard = list(ways.get(STANDARD, {}).values())
                print(row(data, way, list(runs.values()), standard))
    plot(results)


if __name__ == "__main__":
    main()
