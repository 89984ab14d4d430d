"""Say to a proxy and to whoever watches over the app whether it lives, and whether it answers."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from demo.serving.stopping import STOPPING


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
