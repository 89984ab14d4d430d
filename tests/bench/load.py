"""Answers for many who draw at once, beside a minimal Gradio app.  `python tests/bench/load.py`

Both apps run around the same network and take turns; the other one is stopped meanwhile. A visitor
sends a drawing 8 times a second, but never before the last answer came, as the page does. For a
short trial: `--visitors 10 --seconds 5 --rounds 1`.
"""

import argparse
import asyncio
import json
import os
import platform
import signal
import statistics
import sys
import time
from collections.abc import Callable, Coroutine
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from drawings import data_url, on_canvas
from paths import DATA, ROOT
from torchvision.datasets import MNIST
from weight import start_app

INTERVAL = 1 / 8            # seconds from one drawing to the next
HEADERS = ("Host: 127.0.0.1\r\nAccept-Encoding: gzip, deflate, br\r\n"
           "Content-Type: application/json\r\n")
SESSIONS = count()
FIGURES = ("answers/s", "p50, ms", "p99, ms", "errors")


class Visitor:
    """A browser's connection to an app."""

    async def connect(self, port: int) -> None:
        """Open the connection, which stays open."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
        self.session = f"load{next(SESSIONS)}"

    async def ask(self, method: str, path: str, sent: dict | None = None) -> bytes:
        """Return the body of an answer, as it comes over the line; raise unless it is one."""
        body = json.dumps(sent).encode() if sent else b""
        head = f"{method} /gradio_api/{path} HTTP/1.1\r\n{HEADERS}Content-Length: {len(body)}\r\n"
        self.writer.write(head.encode() + b"\r\n" + body)
        status, *lines = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower().splitlines()
        headers = dict(line.split(": ", 1) for line in lines if line)
        if "content-length" in headers:
            answer = await self.reader.readexactly(int(headers["content-length"]))
        else:
            answer = b"".join([chunk async for chunk in self.chunks()])
        if " 200 " not in status:
            raise ValueError(status, answer[:300])
        return answer

    async def chunks(self) -> Any:
        """Yield the pieces of an answer of unknown length."""
        while size := int(await self.reader.readline(), 16):
            yield (await self.reader.readexactly(size + 2))[:-2]
        await self.reader.readline()


async def ask_at_once(visitor: Visitor, call: dict) -> None:
    """Ask past the queue, as our page does."""
    assert len(await visitor.ask("POST", "run/predict", call)) > 100


async def ask_queue(visitor: Visitor, call: dict) -> None:
    """Ask by the queue, as Gradio's pages do unless told otherwise."""
    await visitor.ask("POST", "queue/join", call)
    said = await visitor.ask("GET", f"queue/data?session_hash={visitor.session}")
    assert b'"success":true' in said, said[-300:]


def draw_digits() -> list[str]:
    """Draw ten digits of MNIST's test set in four steps each, from top to bottom, as the pad."""
    drawings = []
    for digit in MNIST(DATA, train=False).data[:10]:
        ink = on_canvas(digit, 200, 40, 40)
        for row in (120, 160, 200, 280):
            part = np.where(np.arange(280)[:, None] < row, ink, 0)
            drawings.append(data_url(Image.fromarray((255 * (1 - part)).astype(np.uint8))))
    return drawings


async def draw(port: int, ask: Callable[..., Coroutine], call: dict, drawings: list[str],
               end: float) -> list[float | None]:
    """Send drawings until `end`; return the seconds until each answer, None for an error."""
    visitor, times = Visitor(), []
    await visitor.connect(port)
    for drawing in cycle(drawings):
        start = time.monotonic()
        if start >= end:
            break
        data = [drawing, *call["data"]]
        try:
            await ask(visitor, {**call, "data": data, "session_hash": visitor.session})
            times.append(time.monotonic() - start)
        except (AssertionError, ValueError, OSError, EOFError) as error:
            print(repr(error)[:300], file=sys.stderr)
            times.append(None)
            await visitor.connect(port)
        await asyncio.sleep(max(0, start + INTERVAL - time.monotonic()))
    visitor.writer.close()
    return times


async def draw_together(port: int, ask: Callable[..., Coroutine], call: dict, visitors: int,
                        seconds: float) -> list[float | None]:
    """Let visitors draw at once, who begin one after the other; return the times of all."""
    drawings, end = draw_digits(), time.monotonic() + seconds

    async def begin(number: int) -> list[float | None]:
        await asyncio.sleep(INTERVAL * number / visitors)
        mine = [*islice(cycle(drawings), number, number + len(drawings))]
        return await draw(port, ask, call, mine, end)

    return [t for times in await asyncio.gather(*map(begin, range(visitors))) for t in times]


def summarize_times(times: list[float | None], seconds: float) -> list[float]:
    """Return the FIGURES of a run."""
    answered = sorted(1000 * t for t in times if t is not None)
    at = lambda share: answered[int(share * len(answered))] if answered else float("nan")  # noqa: E731
    return [len(answered) / seconds, at(0.5), at(0.99), len(times) - len(answered)]


def find_call(port: int, name: str, data: list) -> dict[str, Any]:
    """Return what a page sends to the listener of this name, without the drawing."""
    config = httpx.get(f"http://127.0.0.1:{port}/config").json()
    number = next(one["id"] for one in config["dependencies"] if one["api_name"] == name)
    return {"fn_index": number, "data": data}


def measure_in_turn(ports: list[int], servers: list, arguments: argparse.Namespace) -> dict:
    """Return the figures of all runs of each app; the one that is not asked is stopped."""
    ours, minimal = ports
    ways = {
        "ConvLens": (0, ours, ask_at_once, find_call(ours, "show_answer", ["mnist", False, True])),
        "minimal": (1, minimal, ask_queue, find_call(minimal, "recognise", [])),
        "minimal, past the queue": (1, minimal, ask_at_once, find_call(minimal, "recognise", [])),
    }
    found: dict[str, list[list[float]]] = {name: [] for name in ways}
    for _ in range(arguments.rounds):
        for name, (number, *way) in ways.items():
            servers[1 - number].send_signal(signal.SIGSTOP)
            times = asyncio.run(draw_together(*way, arguments.visitors, arguments.seconds))
            servers[1 - number].send_signal(signal.SIGCONT)
            found[name].append(summarize_times(times, arguments.seconds))
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
              f"{arguments.visitors} visitors, {arguments.seconds:g} s, n = {arguments.rounds}")
        print_table(measure_in_turn(ports, servers, arguments))
    finally:
        for server in servers:
            server.send_signal(signal.SIGCONT)
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
