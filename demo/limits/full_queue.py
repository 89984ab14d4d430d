"""Say how long to wait where the queue is full, instead of only that the app is busy."""

import json
import math
import re
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from demo.i18n import both, visitor_language, word_spans

CALLS = re.compile(r".*/(queue/join|call/[^/]+)/?")
MOST_SECONDS = 600
FIRST_SECONDS = 1.0     # of an answer, until one has been measured


class FullQueue:
    """Answer calls that find the queue full with 429 and a sentence.

    Gradio 6.31 answers with 503, for which its page has words of its own, in English, and which
    makes a proxy take the app for one that is out of order. Its attributes are not documented.
    """

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        is_call = scope["type"] == "http" and scope["method"] == "POST" \
            and CALLS.fullmatch(scope["path"])
        queue = scope["app"].get_blocks()._queue if is_call else None
        if queue is None or queue.max_size is None or len(queue) < queue.max_size:
            return await self.app(scope, receive, send)
        await explain_wait(Request(scope), waiting_seconds(queue))(scope, receive, send)


def waiting_seconds(queue: Any) -> int:
    """Estimate after how many seconds all that wait now will have been answered."""
    measured = {fn: times.avg_time for fn, times in queue.process_time_per_fn.items()}
    usual = sum(measured.values()) / len(measured) if measured else FIRST_SECONDS
    longest = 0.0
    for line in queue.event_queue_per_concurrency_id.values():
        seconds = sum(measured.get(event.fn, usual) for event in line.queue)
        longest = max(longest, seconds / (line.concurrency_limit or len(line.queue) or 1))
    return min(MOST_SECONDS, max(1, math.ceil(longest)))


def explain_wait(request: Request, seconds: int) -> Response:
    """Answer in both languages, of which a page shows its own; a program gets one."""
    sentence = both("full_queue", seconds=seconds)
    is_browser = "Mozilla" in request.headers.get("user-agent", "")
    text = word_spans(sentence) if is_browser else sentence[visitor_language(request)]
    content = json.dumps({"detail": text}, ensure_ascii=False)
    return Response(content, 429, {"Retry-After": str(seconds)}, "application/json")
