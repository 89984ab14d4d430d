"""Say to a proxy and to whoever watches over the app whether it lives, and whether it answers."""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from demo.serving.stopping import STOPPING

# What brings the answers under way to those who wait for them, and what a proxy asks.
STILL_ANSWERED = re.compile(
    r"/healthz|/readyz|/metrics|/gradio_api/(queue/data|cancel|heartbeat/.*|call/.+/.+)")


async def answer_alive(request: Request) -> PlainTextResponse:
    """Answer as long as the event loop turns."""
    return PlainTextResponse("alive")


async def answer_ready(request: Request) -> PlainTextResponse:
    """Answer with 503 from the moment on at which the app was told to stop."""
    if STOPPING.is_set():
        return PlainTextResponse("stopping", 503)
    return PlainTextResponse("ready")


def health_routes() -> list[Route]:
    """Return both addresses."""
    return [Route("/healthz", answer_alive), Route("/readyz", answer_ready)]


class NothingNew:
    """Answer new calls with 503 once the app was told to stop: a proxy asks another replica."""

    def __init__(self, app: ASGIApp) -> None:
        """Stand before `app`."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        is_new = scope["type"] == "http" and not STILL_ANSWERED.fullmatch(scope["path"])
        if STOPPING.is_set() and is_new:
            return await PlainTextResponse("stopping", 503)(scope, receive, send)
        await self.app(scope, receive, send)
