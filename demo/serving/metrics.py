"""Count what is asked of the app and how long it takes, for Prometheus, if CONVLENS_METRICS=1."""

import os
import re
from collections.abc import Callable
from time import perf_counter
from typing import Any

import gradio as gr
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Groups of addresses, the first that fits; a label for each address would be without end.
GROUPS = {
    "page": r"/|/config", "drawing": r"/gradio_api/run/predict",
    "call": r"/gradio_api/(run|api|call)/.*", "queue": r"/gradio_api/queue/.*",
    "upload": r"/gradio_api/upload", "file": r"/gradio_api/file=.*|/(assets|static|convlens)/.*",
}
BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)    # seconds


class RequestMetrics:
    """Measure requests from their arrival until their answer begins."""

    def __init__(self, app: ASGIApp, seconds: Any) -> None:
        """Stand before `app`; `seconds` is a histogram by address and status."""
        self.app, self.seconds = app, seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        start, group = perf_counter(), address_group(scope["path"])

        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                taken = perf_counter() - start
                self.seconds.labels(group, message["status"]).observe(taken)
            await send(message)

        await self.app(scope, receive, send_on)


def address_group(path: str) -> str:
    """Name the group of an address."""
    return next((name for name, like in GROUPS.items() if re.fullmatch(like, path)), "other")


def publish_metrics(app: gr.Blocks) -> tuple[list[Middleware], list[Route]]:
    """Return what measures requests, and the address /metrics; nothing unless it is wanted."""
    if os.environ.get("CONVLENS_METRICS") != "1":
        return [], []
    import prometheus_client as prometheus

    registry = prometheus.CollectorRegistry()
    prometheus.ProcessCollector(registry=registry)      # memory, CPU, open files
    requests = prometheus.Histogram(
        "convlens_request_seconds", "Until the answer to a request began.",
        ["address", "status"], buckets=BUCKETS, registry=registry)
    answers = prometheus.Histogram(
        "convlens_answer_seconds", "A listener's answer, with the wait for its turn.",
        ["listener"], buckets=BUCKETS, registry=registry)
    working = prometheus.Gauge(
        "convlens_answers_under_way", "Answers that wait or are computed.", registry=registry)
    measure_listeners(app, answers, working)

    async def send_metrics(request: Request) -> Response:
        text = prometheus.generate_latest(registry)
        return Response(text, media_type=prometheus.CONTENT_TYPE_LATEST)

    return [Middleware(RequestMetrics, requests)], [Route("/metrics", send_metrics)]


def measure_listeners(app: gr.Blocks, answers: Any, working: Any) -> None:
    """Have an app measure each listener's answers.

    Gradio 6.31 answers each call by `process_api`; it is not documented.
    """
    process: Callable = app.process_api

    async def process_measured(block_fn: Any, *args: Any, **named: Any) -> dict[str, Any]:
        with working.track_inprogress(), answers.labels(str(block_fn.api_name)).time():
            return await process(block_fn, *args, **named)

    app.process_api = process_measured
