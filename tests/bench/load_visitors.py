"""Visitors who draw at once, and some who ask through the queue, for the benchmarks of load."""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Coroutine
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[2]))
sys.path.insert(0, str(Path(__file__).parents[1]))

from drawings import data_url, on_canvas
from paths import DATA
from torchvision.datasets import MNIST

INTERVAL = 1 / 8            # seconds from one drawing to the next
HEADERS = ("Host: 127.0.0.1\r\nAccept-Encoding: gzip, deflate, br\r\n"
           "Content-Type: application/json\r\n")
SESSIONS = count()
FIGURES = ("answers/s", "p50, ms", "p99, ms", "errors", "through the queue/s")


class Visitor:
    """A browser's connection to an app."""

    async def connect(self, port: int) -> None:
        """Open the connection, which stays open."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", port, limit=2**22)
        self.session = f"load{next(SESSIONS)}"
        self.headers = f"{HEADERS}Cookie: convlens={self.session}\r\n"     # nginx knows it

    async def ask(self, method: str, path: str, sent: dict | None = None) -> bytes:
        """Return the body of an answer, as it comes over the line; raise unless it is one."""
        body = json.dumps(sent).encode() if sent else b""
        head = (f"{method} /gradio_api/{path} HTTP/1.1\r\n{self.headers}"
                f"Content-Length: {len(body)}\r\n\r\n")
        self.writer.write(head.encode() + body)
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


class Way(NamedTuple):
    """A port, a way to ask there, and what is sent besides the drawing."""

    port: int
    ask: Callable[..., Coroutine]
    call: dict[str, Any]


async def draw(way: Way, drawings: list[str], end: float) -> list[float | None]:
    """Send drawings until `end`; return the seconds until each answer, None for an error."""
    visitor, times = Visitor(), []
    port, ask, call = way
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


async def draw_together(
    way: Way, visitors: int, seconds: float, queue: Way, queued: int
) -> tuple[list, list]:
    """Let visitors draw at once, who begin one after the other, and others ask through the queue.

    Return the times of the first, and those of the others.
    """
    drawings, end = draw_digits(), time.monotonic() + seconds

    async def begin(number: int) -> list[float | None]:
        await asyncio.sleep(INTERVAL * number / visitors)
        mine = [*islice(cycle(drawings), number, number + len(drawings))]
        return await draw(way if number < visitors else queue, mine, end)

    times = await asyncio.gather(*map(begin, range(visitors + queued)))
    drawn, asked = times[:visitors], times[visitors:]
    return [t for one in drawn for t in one], [t for one in asked for t in one]


def summarize_times(times: tuple[list, list], seconds: float) -> list[float]:
    """Return the FIGURES of a run."""
    drawn, queued = times
    answered = sorted(1000 * t for t in drawn if t is not None)
    at = lambda share: answered[int(share * len(answered))] if answered else float("nan")  # noqa: E731
    lost = sum(t is None for t in drawn + queued)
    through = sum(t is not None for t in queued) / seconds
    return [len(answered) / seconds, at(0.5), at(0.99), lost, through]


def measure_run(ways: tuple[Way, Way], visitors: int, seconds: float, queued: int) -> list[float]:
    """Return the FIGURES of a run; `ways` are those of the visitors and of the others."""
    times = asyncio.run(draw_together(ways[0], visitors, seconds, ways[1], queued))
    return summarize_times(times, seconds)


def our_ways(port: int) -> tuple[Way, Way]:
    """Return how a visitor of our app draws, and how one asks through its queue."""
    return (Way(port, ask_at_once, find_call(port, "show_answer", ["mnist", False, True])),
            Way(port, ask_queue, find_call(port, "recognise", ["mnist"])))


def find_call(port: int, name: str, data: list) -> dict[str, Any]:
    """Return what a page sends to the listener of this name, without the drawing."""
    config = httpx.get(f"http://127.0.0.1:{port}/config").json()
    number = next(one["id"] for one in config["dependencies"] if one["api_name"] == name)
    return {"fn_index": number, "data": data}
