"""Timeouts for the Hub: wait as long as bytes arrive, and only seconds if none do."""

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path
from threading import Thread
from typing import TypeVar

from huggingface_hub.utils import httpx

# Private, read in huggingface_hub 2.4.0. set_client_factory is public, but the default factory,
# whose client we only give timeouts, is not.
from huggingface_hub.utils._http import default_client_factory

from hub.remote.errors import PullFailed

ANSWER_SECONDS = 5      # for one response of the Hub, in the app
STALL_SECONDS = 15      # without a further byte; after 10 s the client itself tries again
PUSH_SECONDS = 60       # without a further byte, during a push
T = TypeVar("T")


def client_with_timeouts() -> httpx.Client:
    """Build huggingface_hub's HTTP client for pushes, with timeouts; its default has none."""
    client = default_client_factory()
    client.event_hooks["request"].append(set_timeouts)
    return client


def set_timeouts(request: httpx.Request) -> None:
    """Set the timeouts of one request: some explicitly ask for none, so a default is not enough."""
    given = {part: seconds for part, seconds in request.extensions["timeout"].items() if seconds}
    limits = {"connect": 10, "read": PUSH_SECONDS, "write": PUSH_SECONDS, "pool": PUSH_SECONDS}
    request.extensions["timeout"] = limits | given


def run_with_deadline(limit: float, download: Callable[[], T], growing: Path | None = None) -> T:
    """Return what `download` returns, or raise PullFailed when it stalls or the limit is over.

    It stalls when the folder `growing` has not grown for STALL_SECONDS. Without this, the client
    waits 393 s for a Hub that falls silent after its listing. An abandoned download ends by itself
    in a daemon thread.
    """
    answer: Future[T] = Future()

    def run() -> None:
        try:
            answer.set_result(download())
        except BaseException as error:  # result() raises it again
            answer.set_exception(error)

    Thread(target=run, daemon=True).start()
    started = moved = time.monotonic()
    size = count_bytes(growing)
    while not wait([answer], 0.05).done:
        now, before = time.monotonic(), size
        size = count_bytes(growing)
        moved = moved if size == before else now
        if now - moved > STALL_SECONDS or now - started > limit:
            raise PullFailed("away", f"{now - started:.0f} s")
    return answer.result()


def count_bytes(folder: Path | None) -> int:
    """Count the bytes in a cache folder, including unfinished downloads."""
    try:
        return sum(path.stat().st_size for path in folder.iterdir()) if folder else 0
    except OSError:     # not created yet, or a file was renamed meanwhile
        return 0
