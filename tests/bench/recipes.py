"""Every recipe, several seeds: the README's table.  `python tests/bench/recipes.py --seeds 1 2 3`

A run that is already in --output is not trained again, so the script can be stopped and started.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
RUNS = [    # checkpoint, script, recipe
    ("mnist", "mnist", "compact"),
    ("fashion_mnist", "fashion_mnist", "compact"),
    ("feature_maps", "feature_maps", "compact"),
    ("fashion_mnist_tutorial", "fashion_mnist", "tutorial"),
    ("mnist_tutorial", "mnist", "tutorial"),
]


def train(script: str, recipe: str, seed: int, folder: Path, data_dir: Path) -> None:
    """One run of one script, as a user would start it, unless it is there already."""
    stopped = folder.with_name(f"{folder.name}.resume.safetensors").exists()
    if folder.exists() and not stopped:
        return
    command = [sys.executable, ROOT / "training" / f"{script}.py", "--recipe", recipe]
    command += ["--seed", seed, "--output", folder, "--data-dir", data_dir]
    command += ["--resume"] if stopped else []
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)


def row(name: str, folders: list[Path]) -> str:
    """A line of the table: mean and spread over the seeds."""
    runs = [json.loads((folder / "metrics.json").read_text()) for folder in folders]
    accuracy = [100 * run["accuracy"] for run in runs]
    spread = statistics.stdev(accuracy) if len(accuracy) > 1 else 0
    seconds = statistics.median(run["seconds"] for run in runs)
    return (
        f"| `{name}` | {statistics.mean(accuracy):.2f} ± {spread:.2f} | {len(runs)} "
        f"| {runs[0]['parameters']:,} | {runs[0]['epochs']} | {seconds:.0f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    parser.add_argument("--cifar-dir", type=Path, help="CIFAR-10 as folders of pictures")
    parser.add_argument("--output", type=Path, default=ROOT / "runs" / "recipes")
    args = parser.parse_args()
    folders: dict[str, list[Path]] = {name: [] for name, _, _ in RUNS}
    for seed in args.seeds:
        for name, script, recipe in RUNS:
            folders[name].append(args.output / f"seed{seed}" / name)
            data_dir = args.cifar_dir if script == "feature_maps" else None
            train(script, recipe, seed, folders[name][-1], data_dir or args.data_dir)
    print("| checkpoint | accuracy, % | seeds | parameters | epochs | seconds |")
    print("|---|---|---|---|---|---|")
    for name, done in folders.items():
        print(row(name, done))


if __name__ == "__main__":
    main()
