"""What a new visitor costs, and a class that opens the page.  `python tests/bench/sessions.py`

One after the other, visitors send their first call: the memory that stays, and how much longer it
takes than their second. Then a class opens the page within a second, over the calls that a browser
makes: the page, the heartbeat, the events of loading. Meanwhile a file is asked for every 10 ms,
which takes as long as the server's event loop pauses.
"""

import argparse
import asyncio
import http.client
import itertools
import os
import platform
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from paths import ROOT
from running_app import running_app
from weight import show_spread

HASHES = (f"bench{n}" for n in itertools.count())
PROBE_SECONDS = 0.01


def read_memory(process: int) -> float:
    """Return the private memory of a process, in MB."""
    lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1000


def listeners(config: dict, event: str, queue: bool) -> list[dict]:
    """List the listeners of an event that run Python, past the queue or in it."""
    return [one for one in config["dependencies"] if one["backend_fn"] and one["queue"] is queue
            and any(target[1] == event for target in one["targets"])]


def time_first_calls(client: httpx.Client, config: dict, sessions: int) -> list[float]:
    """Return how many ms longer each session's first call takes than its second."""
    cheap = next(one for one in listeners(config, "select", False) if not one["inputs"])
    waited = []
    for session in itertools.islice(HASHES, sessions):
        call = {"fn_index": cheap["id"], "data": [], "event_data": {}, "session_hash": session}
        times = []
        for _ in range(2):
            start = time.perf_counter()
            client.post("gradio_api/run/predict", json=call).raise_for_status()
            times.append(1000 * (time.perf_counter() - start))
        waited.append(times[0] - times[1])
    return waited


@contextmanager
def probe_pauses(port: int) -> Iterator[list[float]]:
    """Ask for a file that is not there, again and again; collect how many ms each answer takes."""
    waited, ended = [], threading.Event()

    def probe() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while not ended.wait(PROBE_SECONDS):
            start = time.perf_counter()
            connection.request("GET", "/convlens/none.js")
            connection.getresponse().read()
            waited.append(1000 * (time.perf_counter() - start))

    thread = threading.Thread(target=probe)
    thread.start()
    try:
        yield waited
    finally:
        ended.set()
        thread.join()


async def open_page(client: httpx.AsyncClient, events: list[dict], delay: float,
                    left: asyncio.Event) -> tuple[float, asyncio.Task]:
    """Open the page as a browser does, after `delay`.

    Return the seconds until it is filled, and the heartbeat, which ends when they have `left`.
    """
    await asyncio.sleep(delay)
    start, session = time.perf_counter(), next(HASHES)
    (await client.get("")).raise_for_status()
    heartbeat = asyncio.create_task(keep_alive(client, session, left))
    for event in events:
        call = {"fn_index": event["id"], "data": [None] * len(event["inputs"]),
                "session_hash": session}
        (await client.post("gradio_api/queue/join", json=call)).raise_for_status()
    if events:
        said = await client.get("gradio_api/queue/data", params={"session_hash": session})
        assert said.text.count('"success":true') == len(events), said.text[-300:]
    return time.perf_counter() - start, heartbeat


async def keep_alive(client: httpx.AsyncClient, session: str, left: asyncio.Event) -> None:
    """Hold the connection by which the server knows that a page is open."""
    async with client.stream("GET", f"gradio_api/heartbeat/{session}"):
        await left.wait()


async def open_together(url: str, config: dict, visitors: int, seconds: float) -> list[float]:
    """Let a class open the page within so many seconds; return how long each visitor waited."""
    left, events = asyncio.Event(), listeners(config, "load", True)
    fresh = httpx.Limits(max_keepalive_connections=0)       # of connections: none is used again
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=fresh) as client:
        opened = await asyncio.gather(*(
            open_page(client, events, seconds * n / visitors, left) for n in range(visitors)))
        left.set()
        await asyncio.gather(*(heartbeat for _, heartbeat in opened))
    return [taken for taken, _ in opened]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sessions", type=int, default=300, help="new, one by one (300)")
    parser.add_argument("--visitors", type=int, default=60, help="who open the page at once (60)")
    parser.add_argument("--port", type=int, default=7934)
    parser.add_argument("--root", type=Path, default=ROOT, help="another checkout of the app")
    arguments = parser.parse_args()
    url = f"http://127.0.0.1:{arguments.port}/"
    with running_app(arguments.port, arguments.root) as server:
        print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        with httpx.Client(base_url=url, timeout=60) as client:
            config = client.get("config").json()
            time_first_calls(client, config, 20)        # wake things up
            before = read_memory(server.pid)
            waited = time_first_calls(client, config, arguments.sessions)
            grown = (read_memory(server.pid) - before) / arguments.sessions
        print(f"a new session, n = {arguments.sessions}: {1000 * grown:.0f} kB, "
              f"{show_spread(waited, 1)} ms")
        with probe_pauses(arguments.port) as pauses:
            times = asyncio.run(open_together(url, config, arguments.visitors, 1))
        print(f"{arguments.visitors} visitors within a second: page filled after "
              f"{show_spread(times, 2)} s, longest pause of the event loop {max(pauses):.0f} ms")


if __name__ == "__main__":
    main()
