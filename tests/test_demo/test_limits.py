"""What anybody may send: odd values get a sentence, large requests come one after the other."""

import asyncio
import json
from types import SimpleNamespace

import httpx
import pytest
from gradio import Blocks, Error
from odd_values import ODD, odd_calls, post_calls
from own_loop import run_apart
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from demo import uploads
from demo.lessons.fitting.page import fitting_args
from demo.lessons.learning.page import training_step
from demo.lessons.shapes.page import describe_network
from demo.lessons.sharing.page import compare_layers, shuffle_digits
from demo.limits import bodies
from demo.limits.values import explain_odd_values
from demo.mnist.pictures import read_picture
from demo.networks import recognition
from demo.training_process import TrainingFailed
from hub import run_record
from hub.config_rules import RULES


@pytest.mark.slow
def test_every_listener_answers_odd_values_by_a_result_or_a_sentence(url, capfd):
    """A bench script makes thousands of such calls; here each listener gets one."""
    config = httpx.get(f"{url}config", timeout=60).json()
    count = len({call.listener["id"] for call in odd_calls(config, 200)})
    calls = [*odd_calls(config, count, seed=7)]
    answers = post_calls(url, [(call, f"odd{number % 7}") for number, call in enumerate(calls)])
    for call, (_, told, _) in zip(calls, answers):
        assert told is None or (12 < len(told) < 1000 and told != "None"), (call, told)
    assert count > 50
    log = "".join(capfd.readouterr())
    assert "Traceback" not in log and "xxxx" not in log


def test_a_value_of_megabytes_is_neither_repeated_nor_logged(url, capfd):
    name = "of megabytes" * 600_000
    body = {"data": [None, name], "session_hash": "large"}
    event = httpx.post(f"{url}gradio_api/call/recognise", json=body, timeout=60).json()["event_id"]
    answer = httpx.get(f"{url}gradio_api/call/recognise/{event}", timeout=60).text
    assert "reload the page" in answer and len(answer) < 1000
    assert "of megabytes" not in "".join(capfd.readouterr())


@pytest.mark.slow
@pytest.mark.parametrize("value", ODD, ids=lambda value: str(type(value)))
def test_a_function_that_a_script_calls_answers_odd_values(value):
    numbers = {name: value for name in ("digit", "rate", "side", "kernel", "moved", "seed")}
    for sent in (value, numbers):
        training_step(sent), compare_layers(sent), shuffle_digits(sent)
    network = {"picture": [1, 28, 28], "layers": [{"kind": "Conv2d", "kernel_size": value}]}
    for text in (value, json.dumps(network), json.dumps({"picture": value, "layers": [value]})):
        assert {"refused", "rows"} & describe_network(text).keys()
    assert read_picture(value)["note"]["en"]
    for sent in (value, {"pictures": value, "epochs": value}):
        with pytest.raises(TrainingFailed):
            fitting_args(sent)


def test_a_strangers_files_may_hold_any_number():
    """10**400 is an integer in JSON, and too large for a float."""
    for value in ODD:
        for _, is_valid in RULES.values():
            assert is_valid(value) in (True, False) and is_valid([value]) in (True, False)
        epochs = [{"test_loss": value, "running": [[value] * 3, value]}, value]
        for history in (value, epochs):
            assert all(not epoch or epoch["test_loss"] == value
                       for epoch in run_record.valid_history(history))
            run_record.valid_running(history)
        assert run_record.valid_confusion([[value, 1], value], 2) == []
        assert all(len(text) <= 80 for text in run_record.short_facts({"a": value}).values())


def test_an_error_in_our_own_code_still_leaves_its_traceback():
    app = Blocks()
    explain_odd_values(app)

    async def fail(*_, **__):
        raise ZeroDivisionError

    process, app.process_api = app.process_api, fail
    ours = SimpleNamespace(fn=test_an_error_in_our_own_code_still_leaves_its_traceback)
    with pytest.raises((ZeroDivisionError, AttributeError)):
        run_apart(process(ours, []))
    with pytest.raises(Error, match="reload"):
        run_apart(process(SimpleNamespace(fn=Blocks.launch), []))


@pytest.fixture
def served():
    """A server that says how many bytes it was sent, behind the limit."""
    async def count(request):
        return JSONResponse({"bytes": len(await request.body()), "held": limit.held})

    paths = ("/gradio_api/run/x", "/gradio_api/upload", "/x")
    app = Starlette(routes=[Route(path, count, methods=["POST", "GET"]) for path in paths])
    app.get_blocks = lambda: SimpleNamespace(
        _queue=SimpleNamespace(event_queue_per_concurrency_id={}, active_jobs=[None]))
    limit = bodies.BodyLimit(app)
    with TestClient(limit) as client:
        client.limit = limit
        yield client


def test_the_largest_honest_request_fits():
    assert bodies.limit_of("/gradio_api/run/x") > recognition.MAX_TOTAL + 1000
    assert bodies.limit_of("/gradio_api/queue/join") > recognition.MAX_TOTAL + 1000
    assert bodies.limit_of("/gradio_api/upload") > uploads.MAX_MB * 1_000_000 + 1000
    assert bodies.limit_of("/gradio_api/component_server") > uploads.MAX_ENCODED


@pytest.mark.parametrize("path", ["/gradio_api/run/x", "/gradio_api/upload", "/x"])
@pytest.mark.parametrize("declared", [True, False])
def test_a_request_is_passed_on_whole_or_refused(served, path, declared):
    limit = bodies.limit_of(path)
    for size in (0, 10, bodies.SMALL + 1, limit, limit + 1):
        whole = bytes(size)
        body = whole if declared else iter([whole[: size // 2], whole[size // 2 :]])
        answer = served.post(path, content=body)
        assert answer.status_code == (200 if size <= limit else 413)
        assert (answer.json().get("bytes") == size) == (size <= limit)
        assert "MB" in answer.json().get("error", "MB")
    assert served.get(path).json()["bytes"] == 0


def test_large_requests_are_held_one_after_the_other_until_they_are_answered():
    """A call that joins the queue is held until its event has left that."""
    waiting, running, most = {}, [0, 0], bodies.MAX_HELD
    event = SimpleNamespace(_id="e")
    queue = SimpleNamespace(
        event_queue_per_concurrency_id={"a": SimpleNamespace(queue=[event])}, active_jobs=[None])

    async def server(scope, receive, send):
        running[0] += 1
        running[1] = max(running)
        await receive()
        await asyncio.sleep(0.02)
        waiting[scope["path"]] = limit.held
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b'{"event_id": "e"}'})
        running[0] -= 1

    async def call(path: str) -> None:
        size = 40_000_000
        scope = {"type": "http", "method": "POST", "path": path,
                 "headers": [(b"content-length", b"%d" % size)],
                 "app": SimpleNamespace(get_blocks=lambda: SimpleNamespace(_queue=queue))}

        async def receive():
            return {"type": "http.request", "body": bytes(size)}

        async def send(message):
            pass

        await limit(scope, receive, send)

    async def scenario() -> None:
        calls = [asyncio.create_task(call(f"/gradio_api/run/{n}")) for n in range(3)]
        await asyncio.sleep(0.3)
        assert len(waiting) == 1 and limit.held == 40_000_000   # its event is still in the queue
        queue.event_queue_per_concurrency_id["a"].queue.clear()
        await asyncio.gather(*calls)
        await asyncio.gather(*limit.releases)

    limit = bodies.BodyLimit(server)
    run_apart(scenario())
    assert len(waiting) == 3 and running == [0, 1] and limit.held == 0
    assert max(waiting.values()) <= most
