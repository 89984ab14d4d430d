"""How long we wait for the Hub: as long as bytes come, and seconds if none do."""

import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path
from threading import Thread
from typing import TypeVar

from huggingface_hub.utils import httpx
from huggingface_hub.utils._http import default_client_factory

from hub.remote.errors import PullFailed

ANSWER_SECONDS = 5      # seconds for one answer of the Hub, when the app asks
STALL_SECONDS = 15      # seconds without one byte more; after 10 the client itself asks once more
PUSH_SECONDS = 60       # the same, while we push
T = TypeVar("T")


def client_with_timeouts() -> httpx.Client:
    """The client's own HTTP client, for pushes, but for its endless patience."""
    client = default_client_factory()
    client.event_hooks["request"].append(set_timeouts)
    return client


def set_timeouts(request: httpx.Request) -> None:
    """Give a request its limits; some of the client's ask for none, so no default would help."""
    given = {part: seconds for part, seconds in request.extensions["timeout"].items() if seconds}
    patience = {"connect": 10, "read": PUSH_SECONDS, "write": PUSH_SECONDS, "pool": PUSH_SECONDS}
    request.extensions["timeout"] = patience | given


def run_with_deadline(limit: float, download: Callable[[], T], growing: Path | None = None) -> T:
    """What `download` returns, unless the folder stops growing or `limit` seconds are over.

    The client would wait 393 s for a Hub that says where a file is and then falls silent. A
    download that is given up on ends by itself, in a thread that holds nothing else up.
    """
    answer: Future[T] = Future()

    def work() -> None:
        try:
            answer.set_result(download())
        except BaseException as error:  # raised again by result()
            answer.set_exception(error)

    Thread(target=work, daemon=True).start()
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
    """Bytes in a folder of the cache, those of unfinished downloads included."""
    try:
        return sum(path.stat().st_size for path in folder.iterdir()) if folder else 0
    except OSError:     # not there yet, or a file that was renamed this moment
        return 0
