"""Answer one listener of the page past Gradio, and what several visitors ask of it together.

Gradio 6.31 takes as long for a call past its queue as the network does: it looks up sessions, and
walks through inputs and outputs several times. A drawing that is being made needs none of that. The
requests and answers here are those of Gradio's page, whose form is not documented; what does not
have exactly the expected form goes on to Gradio.
"""

import asyncio
import json
import os
from collections.abc import Callable
from time import perf_counter
from typing import Any

import brotli
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from demo.middleware import replay_body

MOST_TOGETHER = 8       # a larger batch makes the first of it wait without being faster
MOST_BYTES = 4_000_000
UNCHANGED = {"__type__": "update"}      # of a component

# From the data of a call, or None if Gradio has to see it; and from many such to their outputs.
ReadCall = Callable[[list[Any]], Any | None]
AnswerCalls = Callable[[list[Any]], list[list[Any]]]


class DirectAnswers:
    """Answer the calls of one listener, those that wait for each other in one batch."""

    def __init__(self, app: ASGIApp, name: str, read: ReadCall, answer: AnswerCalls) -> None:
        """Stand before `app`; `name` is the listener's `api_name`."""
        self.app, self.name, self.read, self.answer = app, name, read, answer
        self.waiting: list[tuple[Any, asyncio.Future]] = []
        self.workers: set[asyncio.Task] = set()
        self.number: tuple[int, int] | None = None      # of the app, and of its listener

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if not self.may_answer(scope):
            return await self.app(scope, receive, send)
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        call = self.read_body(scope, body)
        if call is None:
            return await self.app(scope, replay_body(body, receive), send)
        start = perf_counter()
        outputs = await self.answer_together(call)
        answer = {"data": outputs, "is_generating": False, "duration": perf_counter() - start,
                  "average_duration": 0, "render_config": None, "changed_state_ids": []}
        await send_compressed(json.dumps(answer).encode(), scope, receive, send)

    def may_answer(self, scope: Scope) -> bool:
        """Report whether a request could be a call, without reading it."""
        if scope["type"] != "http" or not scope["path"].endswith("/gradio_api/run/predict"):
            return False
        size = dict(scope["headers"]).get(b"content-length", b"")
        return size.isdigit() and int(size) < MOST_BYTES and not scope["app"].auth

    def read_body(self, scope: Scope, body: bytes) -> Any | None:
        """Return the call in a request, or None if it is for Gradio."""
        try:
            sent = json.loads(body)
            number, data = sent["fn_index"], sent["data"]
        except (ValueError, TypeError, KeyError, RecursionError):
            return None
        if number != self.listener_number(scope) or not isinstance(data, list):
            return None
        return self.read(data)

    def listener_number(self, scope: Scope) -> int | None:
        """Return the number of the listener; a hot reload puts another app there."""
        blocks = scope["app"].get_blocks()
        if self.number is None or self.number[0] != blocks.app_id:
            found = [n for n, fn in blocks.fns.items() if fn.api_name == self.name]
            self.number = (blocks.app_id, found[0] if found else -1)
        return self.number[1]

    async def answer_together(self, call: Any) -> list[Any]:
        """Answer a call with those that came while others were being answered."""
        answered = asyncio.get_running_loop().create_future()
        self.waiting.append((call, answered))
        if len(self.workers) < max(1, (os.cpu_count() or 1) - 1):
            worker = asyncio.create_task(self.answer_waiting())
            self.workers.add(worker)
            worker.add_done_callback(self.workers.discard)
        return await answered

    async def answer_waiting(self) -> None:
        """Answer calls, the oldest first, until none is left."""
        while self.waiting:
            batch, self.waiting = self.waiting[:MOST_TOGETHER], self.waiting[MOST_TOGETHER:]
            calls = [call for call, _ in batch]
            try:
                outputs = await asyncio.to_thread(self.answer, calls)
            except Exception as error:
                outputs = [error] * len(batch)
            for (_, answered), output in zip(batch, outputs):
                if isinstance(output, Exception):
                    answered.set_exception(output)
                else:
                    answered.set_result(output)


async def send_compressed(content: bytes, scope: Scope, receive: Receive, send: Send) -> None:
    """Send JSON, compressed a little: Gradio's quality takes four times as long for 8 % less."""
    headers = {"Vary": "Accept-Encoding"}
    if b"br" in dict(scope["headers"]).get(b"accept-encoding", b""):
        content, headers["Content-Encoding"] = brotli.compress(content, quality=1), "br"
    await Response(content, 200, headers, "application/json")(scope, receive, send)
