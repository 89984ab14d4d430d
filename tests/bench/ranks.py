"""Compare the training time of two processes with one.  `python tests/bench/ranks.py --runs 3`

The tutorial's digit network: one process of one thread and two of one thread each, on this machine,
in turn, so that other work disturbs both alike; only the seconds of the training epoch count.
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

ROOT = Path(__file__).parents[2]
TORCHRUN = ["-m", "torch.distributed.run", "--standalone", "--local-addr", "127.0.0.1"]


def measure_epoch(processes: int, folder: Path, flags: list[str]) -> float:
    """Return the seconds of one epoch, from metrics.json."""
    command = [sys.executable, *TORCHRUN, "--nproc-per-node", str(processes)]
    command += [str(ROOT / "training" / "mnist.py"), "--recipe", "tutorial", "--device", "cpu"]
    command += ["--epochs", "1", "--no-board", "--output", str(folder), *flags]
    one_thread = os.environ | {"OMP_NUM_THREADS": "1"}
    subprocess.run(command, check=True, env=one_thread, stdout=subprocess.DEVNULL)
    return json.loads((folder / "metrics.json").read_text())["seconds"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--limit", default="3000", help="training pictures (3000)")
    parser.add_argument("--data-dir", default=str(ROOT / "data"))
    args = parser.parse_args()
    flags = ["--limit", args.limit, "--data-dir", args.data_dir]
    taken: dict[int, list[float]] = {1: [], 2: []}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(args.runs):
            for processes, found in taken.items():
                found.append(measure_epoch(processes, Path(folder) / "net", flags))
    ratios = [one / two for one, two in zip(*taken.values())]
    print(f"{platform.machine()}, {os.cpu_count()} cores, n = {args.runs}, "
          f"load at the end {os.getloadavg()[0]:.1f}")  # fmt: skip
    for processes, found in taken.items():
        print(f"{processes} × 1 thread: {statistics.median(found):.1f} s "
              f"({min(found):.1f} to {max(found):.1f})")  # fmt: skip
    print(f"ratio: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
