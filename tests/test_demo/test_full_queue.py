"""Where the queue is full, a call is told how long to wait."""

import time
from types import SimpleNamespace

import gradio as gr
import httpx
import pytest
from starlette.middleware import Middleware

from demo.limits.full_queue import MOST_SECONDS, FullQueue, waiting_seconds
from demo.server import serve_files


@pytest.fixture
def call():
    """Call an app whose answers take half a second and of whom three may wait."""
    with gr.Blocks() as blocks:
        box = gr.Textbox()
        box.submit(lambda text: time.sleep(0.5) or text, box, box, api_name="wait")
    blocks.queue(max_size=3)
    served = serve_files(blocks, "", before=[Middleware(FullQueue)])
    _, url, _ = blocks.launch(**served, prevent_thread_lock=True, quiet=True)
    address = f"{url}gradio_api/call/wait"

    def call(event: str = "", **headers: str) -> httpx.Response:
        if event:
            return httpx.get(f"{address}/{event}", timeout=60)
        return httpx.post(address, json={"data": ["x"]}, headers=headers, timeout=60)

    yield call
    blocks.close()


@pytest.mark.slow
def test_a_full_queue_says_how_long_to_wait(call):
    """What waits is in Gradio 6.31's queue, and how long answers take."""
    assert '["x"]' in call(call().json()["event_id"]).text
    answers = [call() for _ in range(4)]
    while (refused := call()).status_code == 200:
        answers.append(refused)
    assert {one.status_code for one in answers} == {200} and refused.status_code == 429
    seconds = int(refused.headers["retry-after"])
    assert 1 <= seconds < 60        # three that take half a second each
    assert f" {seconds} s" in refused.json()["detail"]
    page = call(**{"user-agent": "Mozilla/5.0"}).json()["detail"]
    assert '<span lang="en">' in page and '<span lang="zh">' in page
    assert "秒" in call(**{"accept-language": "zh-CN"}).json()["detail"]


def test_the_wait_grows_with_those_who_wait_for_the_same():
    def waits(*numbers: int, limit: int | None = 2) -> int:
        lines = {n: SimpleNamespace(queue=[SimpleNamespace(fn="known")] * count,
                                    concurrency_limit=limit) for n, count in enumerate(numbers)}
        return waiting_seconds(SimpleNamespace(
            process_time_per_fn={"known": SimpleNamespace(avg_time=3.0)},
            event_queue_per_concurrency_id=lines))

    assert (waits(), waits(1), waits(8), waits(8, 20)) == (1, 2, 12, 30)
    assert waits(8, limit=None) == 3 and waits(10_000) == MOST_SECONDS
