"""Health, readiness and metrics, as a proxy and Prometheus ask for them."""

import time

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Mount
from starlette.testclient import TestClient

from demo.serving.health import NothingNew, health_routes
from demo.serving.metrics import GROUPS, address_group, publish_metrics
from demo.serving.stopping import STOPPING


@pytest.fixture
def stopping():
    """Be told to stop."""
    STOPPING.set()
    yield
    STOPPING.clear()


def test_the_app_says_that_it_lives_and_answers(url):
    assert httpx.get(f"{url}healthz").text == "alive" and httpx.get(f"{url}readyz").text == "ready"
    assert httpx.get(f"{url}metrics").text.count("convlens_") == 0      # unless it is wanted


@pytest.fixture
def client():
    """Answer anything with its path, as the app's own middleware lets it through."""
    app = Starlette(routes=[*health_routes(), Mount("/", lambda scope, receive, send:
                            PlainTextResponse("answered")(scope, receive, send))],
                    middleware=[Middleware(NothingNew)])  # fmt: skip
    return TestClient(app)


NEW = ["/", "/config", "/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/upload",
       "/gradio_api/call/recognise"]
UNDER_WAY = ["/gradio_api/queue/data", "/gradio_api/call/recognise/0123", "/gradio_api/cancel"]


def test_whoever_is_stopping_takes_no_new_calls_and_finishes_the_others(client, stopping):
    assert client.get("/healthz").status_code == 200 and client.get("/readyz").status_code == 503
    assert {client.post(path).status_code for path in NEW} == {503}
    assert {client.get(path).status_code for path in UNDER_WAY} == {200}


def test_whoever_is_not_stopping_takes_all(client):
    assert client.get("/readyz").status_code == 200
    assert {client.post(path).status_code for path in NEW + UNDER_WAY} == {200}


@pytest.mark.slow
def test_answers_are_counted_and_timed(monkeypatch):
    """Through Gradio 6.31's own `process_api`, which is not documented."""
    import gradio as gr

    monkeypatch.setenv("CONVLENS_METRICS", "1")
    with gr.Blocks() as blocks:
        box = gr.Textbox()
        box.submit(lambda text: time.sleep(0.03) or text, box, box, api_name="wait", queue=False)
    middleware, routes = publish_metrics(blocks)
    _, url, _ = blocks.launch(
        prevent_thread_lock=True, quiet=True, app_kwargs=dict(middleware=middleware, routes=routes))
    try:
        for _ in range(3):
            answer = httpx.post(f"{url}gradio_api/run/wait", json={"data": ["x"]}, timeout=60)
            assert answer.json()["data"] == ["x"]
        told = httpx.get(f"{url}metrics", timeout=60).text.splitlines()
    finally:
        blocks.close()
    values = dict(line.rsplit(" ", 1) for line in told if not line.startswith("#"))
    call = 'convlens_request_seconds_count{address="call",status="200"}'
    assert float(values[call]) == 3
    assert float(values['convlens_answer_seconds_count{listener="wait"}']) == 3
    assert float(values['convlens_answer_seconds_sum{listener="wait"}']) >= 0.09
    assert float(values['convlens_answer_seconds_bucket{le="0.025",listener="wait"}']) == 0
    assert float(values["convlens_answers_under_way"]) == 0
    assert float(values["process_resident_memory_bytes"]) > 50e6


def test_metrics_are_off_unless_they_are_wanted(monkeypatch):
    monkeypatch.delenv("CONVLENS_METRICS", raising=False)
    assert publish_metrics(None) == ([], [])


@pytest.mark.parametrize(("path", "group"), [
    ("/", "page"), ("/gradio_api/run/predict", "drawing"), ("/gradio_api/call/recognise", "call"),
    ("/gradio_api/queue/join", "queue"), ("/gradio_api/upload", "upload"),
    ("/convlens/0123.js", "file"), ("/gradio_api/file=/etc/passwd", "file"),
    ("/anything/at/all", "other"),
])  # fmt: skip
def test_addresses_are_counted_in_few_groups(path, group):
    assert address_group(path) == group and (group in GROUPS or group == "other")
