"""Limit how many bytes a request may bring, and how many bytes of requests are held at once."""

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from demo.i18n import both
from demo.middleware import replay_body

MEGABYTE = 1_000_000
# The largest honest ones: a file of 20 MB; for programs, 40 MB of pictures in base64, or one of 8.
LIMITS = {r".*/upload/?": 21, r".*/(queue/join|call/.*|run/.*|api/.*)": 41, r".*": 9}
SMALL = MEGABYTE        # bytes of a request that is not counted
MAX_HELD = 50 * MEGABYTE        # of larger requests at once; one takes about four times its size
SECONDS = 60            # for a larger request to arrive, or to wait for its turn


class BodyLimit:
    """Refuse a request that is too large; have large ones come in one after the other."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self.app, self.held, self.changed = app, 0, asyncio.Condition()
        self.releases: set[asyncio.Task] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or scope["method"] not in ("POST", "PUT", "PATCH"):
            return await self.app(scope, receive, send)
        limit = limit_of(scope["path"])
        size = declared_size(scope)
        if size is not None and size > limit:
            return await refuse(send, 413, "large_body", most=limit // MEGABYTE)
        if size is not None and (size <= SMALL or limit == limit_of("/upload")):
            return await self.app(scope, receive, send)
        await self.answer_large(scope, receive, send, limit if size is None else size)

    async def answer_large(self, scope: Scope, receive: Receive, send: Send, size: int) -> None:
        """Answer a request of at most `size` bytes when there is room for them."""
        try:
            async with asyncio.timeout(SECONDS):
                await self.take(size)
        except TimeoutError:
            return await refuse(send, 429, "busy_body")
        event: list[str] = []

        async def send_on(message: Message) -> None:
            event.extend(find_event(message))
            await send(message)

        try:
            body = await collect_body(receive, size)
            if body is None:
                return await refuse(send, 413, "large_body", most=size // MEGABYTE)
            await self.app(scope, replay_body(body, receive), send_on)
        finally:
            task = asyncio.create_task(self.release(size, scope.get("app"), event))
            self.releases.add(task)
            task.add_done_callback(self.releases.discard)

    async def take(self, size: int) -> None:
        """Wait until there is room for `size` bytes."""
        async with self.changed:
            await self.changed.wait_for(lambda: not self.held or self.held + size <= MAX_HELD)
            self.held += size

    async def release(self, size: int, server: Any, event: list[str]) -> None:
        """Give the room back, for a call that has joined the queue when it has been answered."""
        while event and event[0] in waiting_events(server.get_blocks()._queue):
            await asyncio.sleep(0.1)
        async with self.changed:
            self.held -= size
            self.changed.notify_all()


def limit_of(path: str) -> int:
    """Return how many bytes a request to a path may bring."""
    return next(most for like, most in LIMITS.items() if re.fullmatch(like, path)) * MEGABYTE


def declared_size(scope: Scope) -> int | None:
    """Return how many bytes a request says that it brings; None if it does not say so."""
    text = dict(scope["headers"]).get(b"content-length", b"")
    return int(text) if text.isdigit() and len(text) < 20 else None


async def collect_body(receive: Receive, most: int) -> bytes | None:
    """Return the bytes of a request; None if there are more than `most`, or if they are slow."""
    parts, size = [], 0
    with suppress(TimeoutError):
        async with asyncio.timeout(SECONDS):
            while size <= most:
                message = await receive()
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if not message.get("more_body") and size <= most:   # whole, or the visitor left
                    return b"".join(parts)
    return None


def find_event(message: Message) -> Iterator[str]:
    """Yield the number of the event that an answer says has joined the queue."""
    with suppress(ValueError, TypeError, KeyError):
        yield json.loads(message.get("body", b"")[:200])["event_id"]


def waiting_events(queue: Any) -> set[str]:
    """Return the events that wait in a queue or are being answered; Gradio 6.31's attributes."""
    lists = [line.queue for line in queue.event_queue_per_concurrency_id.values()]
    return {event._id for events in [*lists, *filter(None, queue.active_jobs)] for event in events}


async def refuse(send: Send, status: int, key: str, **values: object) -> None:
    """Answer with one sentence, in both languages."""
    text = json.dumps({"error": " ".join(both(key, **values).values())}, ensure_ascii=False)
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode()})
