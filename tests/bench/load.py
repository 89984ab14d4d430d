"""Answers for many who draw at once, beside a minimal Gradio app.  `python tests/bench/load.py`

Both apps run around the same network and take turns; the other one is stopped meanwhile. A visitor
sends a drawing 8 times a second, but never before the last answer came, as the page does; ten more
ask for the same through the queue. For a short trial: `--visitors 10 --seconds 5 --rounds 1`.
"""

import argparse
import os
import platform
import signal
import statistics
from pathlib import Path

from load_visitors import FIGURES, Way, ask_at_once, ask_queue, find_call, measure_run, our_ways
from paths import ROOT
from running_app import start_app


def measure_in_turn(ports: list[int], servers: list, arguments: argparse.Namespace) -> dict:
    """Return the figures of all runs of each app; the one that is not asked is stopped."""
    ours, minimal = ports
    other = find_call(minimal, "recognise", [])
    at_once, queue = (Way(minimal, ask, other) for ask in (ask_at_once, ask_queue))
    ways = {"ConvLens": (0, our_ways(ours)), "minimal": (1, (queue, queue)),
            "minimal, past the queue": (1, (at_once, queue))}
    found: dict[str, list[list[float]]] = {name: [] for name in ways}
    for _ in range(arguments.rounds):
        for name, (number, asked) in ways.items():
            servers[1 - number].send_signal(signal.SIGSTOP)
            found[name].append(measure_run(
                asked, arguments.visitors, arguments.seconds, arguments.queued))
            servers[1 - number].send_signal(signal.SIGCONT)
            print(name, *(f"{value:,.0f} {figure};" for value, figure
                          in zip(found[name][-1], FIGURES)), flush=True)
    return found


def print_table(found: dict[str, list[list[float]]]) -> None:
    """Print the medians over all runs, and the ratio of ours to each of the others."""
    first, *others = found
    print(f"\n| median | {' | '.join(found)} | {' | '.join(f'ratio to {n}' for n in others)} |")
    print("|---" * (2 * len(found)) + "|")
    for n, figure in enumerate(FIGURES):
        values = {name: statistics.median(run[n] for run in runs) for name, runs in found.items()}
        ratios = [f"{values[first] / values[name]:.2f}" if values[name] else "" for name in others]
        cells = [*(f"{value:,.0f}" for value in values.values()), *ratios]
        print(f"| {figure} | {' | '.join(cells)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--queued", type=int, default=10, help="who ask through the queue (10)")
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--rounds", type=int, default=3, help="runs of each app (3)")
    parser.add_argument("--port", type=int, default=7935)
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout of the app")
    arguments = parser.parse_args()
    ports = [arguments.port, arguments.port + 1]
    scripts = [arguments.root / "app.py", Path(__file__).with_name("minimal_network.py")]
    servers = [start_app(*one, arguments.root) for one in zip(scripts, ports)]
    try:
        for server in servers:
            server.stdout.readline()        # its address: it is ready
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
              f"{arguments.visitors} visitors, {arguments.queued} in the queue, "
              f"{arguments.seconds:g} s, n = {arguments.rounds}")
        print_table(measure_in_turn(ports, servers, arguments))
    finally:
        for server in servers:
            server.send_signal(signal.SIGCONT)
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
