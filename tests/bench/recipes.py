"""Train every recipe with several seeds.  `python tests/bench/recipes.py --seeds 1 2 3`

Results are kept in recipes.json beside this file and are not measured again, so the hours may be
spent in pieces, on one machine; remove a recipe's entries there when the recipe changes.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from spread import mean_and_deviation

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_suffix(".json")
RUNS = {    # checkpoint: script, recipe
    "mnist": ("mnist", "wide"),
    "mnist, compact": ("mnist", "compact"),
    "mnist_tutorial": ("mnist", "tutorial"),
    "fashion_mnist": ("fashion_mnist", "wide"),
    "fashion_mnist, compact": ("fashion_mnist", "compact"),
    "fashion_mnist_tutorial": ("fashion_mnist", "tutorial"),
    "feature_maps": ("feature_maps", "compact"),
}
KEPT = ("accuracy", "loss", "seconds", "epochs", "parameters", "device", "versions", "flags")


def train(name: str, seed: int, folder: Path, data_dir: Path) -> dict:
    """Start or resume one run, as a user would; return what was measured."""
    script, recipe = RUNS[name]
    command = [sys.executable, ROOT / "training" / f"{script}.py", "--recipe", recipe]
    command += ["--seed", seed, "--output", folder, "--data-dir", data_dir, "--no-board"]
    if folder.with_name(f"{folder.name}.resume.safetensors").exists():
        command += ["--resume"]
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
    metrics = json.loads((folder / "metrics.json").read_text())
    return {key: metrics[key] for key in KEPT}


def format_row(name: str, runs: list[dict]) -> str:
    """Format a line of the table: mean and deviation over the seeds, seconds of the fastest."""
    accuracy = [100 * run["accuracy"] for run in runs]
    seconds = min(run["seconds"] for run in runs)     # other work only ever adds to it
    return (
        f"| `{name}` | {mean_and_deviation(accuracy, 2)} | {len(runs)} "
        f"| {runs[0]['parameters']:,} | {runs[0]['epochs']} | {seconds:.0f} | {runs[0]['device']} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, nargs="*", default=[1, 2, 3], help="none: table only")
    parser.add_argument("--data-dir", type=Path, default=ROOT / "data")
    parser.add_argument("--cifar-dir", type=Path, help="CIFAR-10 as folders of pictures")
    parser.add_argument("--output", type=Path, default=ROOT / "trials" / "recipes")
    args = parser.parse_args()
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for seed in args.seeds:
        for name in RUNS:
            measured = results.setdefault(name, {})
            if str(seed) not in measured:
                data_dir = args.cifar_dir if name == "feature_maps" else None
                folder = args.output / f"seed{seed}" / name
                measured[str(seed)] = train(name, seed, folder, data_dir or args.data_dir)
                RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print("| checkpoint | accuracy, % | seeds | parameters | epochs | seconds | on |")
    print("|---|---|---|---|---|---|---|")
    for name in RUNS:
        if results.get(name):
            print(format_row(name, list(results[name].values())))


if __name__ == "__main__":
    main()
