"""Answers a second of one and of two processes behind nginx.  `python tests/bench/processes.py`

nginx stands before one replica, then before two, in turn; visitors draw as in `load.py`. Needs
nginx, on the path or where CONVLENS_NGINX says.
"""

import argparse
import asyncio
import os
import platform
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from load_visitors import (
    FIGURES,
    Way,
    ask_at_once,
    ask_queue,
    draw_together,
    find_call,
    summarize_times,
)
from real_nginx import nginx
from replicas import replicas


def measure(ports: list[int], folder: Path, arguments: argparse.Namespace) -> list[float]:
    """Return the figures of a run with nginx before these replicas."""
    folder.mkdir()
    with nginx(ports, folder) as url:
        port = urlsplit(url).port
        drawing = find_call(port, "show_answer", ["mnist", False, True])
        button = find_call(port, "recognise", ["mnist"])
        times = asyncio.run(draw_together(
            Way(port, ask_at_once, drawing), arguments.visitors, arguments.seconds,
            Way(port, ask_queue, button), arguments.queued))
    return summarize_times(times, arguments.seconds)


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
                    run = argparse.Namespace(**{**vars(arguments), "visitors": visitors})
                    figures = measure([*two.processes][:count], folder, run)
                    cells = " | ".join(f"{value:,.0f}" for value in figures)
                    print(f"| {number + 1} | {load:.1f} | {visitors} | {count} | {cells} |",
                          flush=True)


if __name__ == "__main__":
    main()
