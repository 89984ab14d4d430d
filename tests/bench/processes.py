"""Answers a second of one and of two processes behind nginx.  `python tests/bench/processes.py`

nginx stands before one replica, then before two, in turn; visitors draw as in `load.py`. Needs
nginx, on the path or where CONVLENS_NGINX says.
"""

import argparse
import os
import platform
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from load_visitors import FIGURES, measure_run, our_ways
from real_nginx import nginx
from replicas import replicas


def measure_replicas(
    ports: list[int], folder: Path, visitors: int, seconds: float, queued: int
) -> list[float]:
    """Return the figures of a run with nginx before these replicas."""
    folder.mkdir()
    with nginx(ports, folder) as url:
        return measure_run(our_ways(urlsplit(url).port), visitors, seconds, queued)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--visitors", type=int, nargs="+", default=[10, 50])
    parser.add_argument("--queued", type=int, default=0, help="who ask through the queue (0)")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each (3)")
    arguments = parser.parse_args()
    print(f"{platform.machine()}, {os.cpu_count()} cores; {arguments.seconds:g} s a run")
    print(f"| round | load | visitors | processes | {' | '.join(FIGURES)} |\n|{'---|' * 9}")
    with tempfile.TemporaryDirectory() as name, replicas(Path(name)) as two:
        for number in range(arguments.rounds):
            for visitors in arguments.visitors:
                for count in (1, 2):
                    load = os.getloadavg()[0]
                    folder = Path(name) / f"{number}-{visitors}-{count}"
                    figures = measure_replicas([*two.processes][:count], folder, visitors,
                                               arguments.seconds, arguments.queued)
                    cells = " | ".join(f"{value:,.0f}" for value in figures)
                    print(f"| {number + 1} | {load:.1f} | {visitors} | {count} | {cells} |",
                          flush=True)


if __name__ == "__main__":
    main()
