"""Two replicas behind nginx: a visitor stays at one, and goes on at the other when it ends."""

import asyncio
import io
import os
import signal
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
from odd_values import Call, post_call_async
from own_loop import run_apart
from PIL import Image
from real_nginx import nginx, nginx_path
from replicas import Replicas, replicas

from demo.mnist import pad

pytestmark = [
    pytest.mark.slow, pytest.mark.skipif(nginx_path() is None, reason="nginx is not installed")]
PAUSE = 0.02        # seconds from an answer to the next call


class Visitor:
    """A page, with its cookies, as the server sees it: it draws, and asks about its upload."""

    def __init__(self, url: str, number: int) -> None:
        """Come to `url`."""
        self.url, self.session, self.size = url, f"visitor{number}", 20 + number
        self.client = httpx.AsyncClient(timeout=60)
        self.answered, self.lost = 0, []

    async def open(self) -> None:
        """Open the page and upload a picture."""
        assert (await self.client.get(self.url)).status_code == 200
        config = (await self.client.get(f"{self.url}config")).json()
        png = io.BytesIO()
        Image.new("RGB", (40, self.size)).save(png, "PNG")
        names = await self.client.post(
            f"{self.url}gradio_api/upload", files={"files": ("own.png", png.getvalue())})
        picture = {"path": names.json()[0], "meta": {"_type": "gradio.FileData"}}
        listeners = {one["api_name"]: one for one in config["dependencies"]}
        drawing = [pad.example_drawing(), "mnist", False, True]
        self.calls = [Call(listeners["show_answer"], drawing, None),
                      Call(listeners["shape_line"], [picture, 64, "square"], None)]

    async def stay(self) -> None:
        """Hold the page open; draw, and ask about the upload, until cancelled."""
        page = asyncio.create_task(self.hold_open())
        try:
            while True:
                for call in self.calls:
                    await self.ask(call)
                    await asyncio.sleep(PAUSE)
        finally:
            page.cancel()
            await self.client.aclose()

    async def hold_open(self) -> None:
        """Hold the connection by which a replica knows that a page is open."""
        beats = f"{self.url}gradio_api/heartbeat/{self.session}"
        with suppress(httpx.TransportError):
            async with self.client.stream("GET", beats) as answer:
                async for _ in answer.aiter_bytes():
                    pass

    async def ask(self, call: Call) -> None:
        """Make a call; count its answer, or note that it was lost."""
        name = call.listener["api_name"]
        try:
            answer = await post_call_async(self.client, self.url, call, self.session)
            if answer.status == 200 and answer.sentence is None:
                self.answered += 1
            else:
                self.lost.append((name, answer))
        except (httpx.TransportError, ValueError) as error:
            self.lost.append((name, repr(error)))


async def see_answers(visitors: list[Visitor], more: int = 4) -> None:
    """Wait until each visitor has got so many more answers."""
    wanted = [visitor.answered + more for visitor in visitors]
    async with asyncio.timeout(120):
        while any(one.answered < least for one, least in zip(visitors, wanted)):
            await asyncio.sleep(0.05)


def places(log: Path, after: int = 0) -> dict[str, list[int]]:
    """Return at which ports each visitor was answered, from a line of nginx's log on."""
    found: dict[str, list[int]] = {}
    for line in log.read_text().splitlines()[after:]:
        visitor, asked, status, _ = line.split("|", 3)
        if visitor != "-" and status == "200":      # "asked" names all that were, the last answered
            found.setdefault(visitor, []).append(int(asked.rsplit(":", 1)[1]))
    return found


def count_at(port: int, log: Path) -> int:
    """Return how many visitors were answered at a port last."""
    return sum(now[-1] == port for now in places(log).values())


async def kill_one(visitors: list[Visitor], two: Replicas, port: int, log: Path) -> None:
    """Kill a replica and begin it again; return when its visitors are back."""
    before = places(log)
    os.kill(two.processes[port], signal.SIGKILL)
    await see_answers(visitors)
    await asyncio.to_thread(two.begin, port)
    async with asyncio.timeout(60):
        while any(now[-1] != before[name][-1] for name, now in places(log).items()):
            await asyncio.sleep(0.1)


async def stop_one(visitors: list[Visitor], two: Replicas, port: int, log: Path) -> None:
    """Tell a replica to stop; return when the other one answers everybody."""
    os.kill(two.processes[port], signal.SIGTERM)
    assert await asyncio.to_thread(two.exit_code, port) == 0
    ended = len(log.read_text().splitlines())
    await see_answers(visitors)
    assert all(port not in now for now in places(log, ended).values())


async def use_replicas(url: str, two: Replicas, log: Path) -> None:
    """Kill one replica and stop the other while visitors are at both."""
    visitors, first, second = [], *two.processes
    while min(count_at(port, log) for port in two.processes) < 2:
        visitors.append(Visitor(url, len(visitors)))
        await visitors[-1].open()
    tasks = [asyncio.create_task(visitor.stay()) for visitor in visitors]
    try:
        await see_answers(visitors)
        assert all(len({*now}) == 1 for now in places(log).values())
        await kill_one(visitors, two, first, log)
        assert all(len(visitor.lost) <= 1 for visitor in visitors), [v.lost for v in visitors]
        killed = [len(visitor.lost) for visitor in visitors]
        await stop_one(visitors, two, second, log)
        assert all(len(visitor.lost) - before <= 1 for visitor, before in zip(visitors, killed))
        lost = [name for visitor in visitors for name, _ in visitor.lost]
        assert "show_answer" not in lost        # nginx asks the other replica for a drawing
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def test_no_visitor_loses_more_than_one_answer(tmp_path):
    with replicas(tmp_path) as two, nginx([*two.processes], tmp_path) as url:
        run_apart(use_replicas(url, two, tmp_path / "access.log"))
