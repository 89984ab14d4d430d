"""Ctrl-C: the answers under way arrive, open pages hold nothing, and no file is left.

tests/local_app.py ends the whole app by SIGTERM.
"""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from local_app import connect, free_port
from paths import ROOT

# An app that has slow answers and endless ones, and is launched as app.py is.
PROGRAM = """
import os, time
from pathlib import Path
import gradio as gr
from starlette.middleware import Middleware
from demo.server import serve_files
from demo.serving.health import NothingNew, health_routes
from demo.serving.private_folder import create_private_folder
from demo.serving.stopping import stop_on_signals

os.environ["GRADIO_TEMP_DIR"] = str(create_private_folder())

def start_slowly(text):
    Path(os.environ["STARTED"], text).touch()
    time.sleep(1)
    return text

def run_on(text):
    for text in iter(lambda: start_slowly(text), None):
        yield text

with gr.Blocks() as demo:
    box = gr.Textbox()
    box.submit(start_slowly, box, box, api_name="slow")
    box.change(run_on, box, box, api_name="endless")
stop_on_signals(demo)
demo.launch(**serve_files(demo, "", health_routes(), [Middleware(NothingNew)]), quiet=True)
"""


@pytest.fixture
def app(tmp_path):
    """Start the program; return it and its address. Its temporary folder is this test's."""
    port, log = free_port(), tmp_path / "log.txt"
    folders = {"TMPDIR": str(tmp_path / "temporary"), "STARTED": str(tmp_path / "started")}
    for folder in folders.values():
        Path(folder).mkdir()
    variables = {name: text for name, text in os.environ.items() if name != "GRADIO_TEMP_DIR"}
    with log.open("w") as output:
        app = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, stdout=output, stderr=output,
            env={**variables, **folders, "GRADIO_SERVER_NAME": "127.0.0.1",
                 "GRADIO_SERVER_PORT": str(port)},
        )  # fmt: skip
    connect(port, app, log)
    yield app, f"http://127.0.0.1:{port}/gradio_api"
    app.kill()
    app.wait()


def wait_for(condition) -> None:
    """Wait up to a minute."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    pytest.fail("nothing happened")


def read_stream(path: str) -> str:
    """Return what comes until the server ends the stream, in order or not."""
    text = ""
    with httpx.stream("GET", path, timeout=60) as answer:
        try:
            for part in answer.iter_text():
                text += part
        except httpx.RemoteProtocolError:
            text += "\ncut off"
    return text


def call(address: str, name: str, text: str) -> str:
    """Call an endpoint through the queue; return all events of its answer."""
    sent = httpx.post(f"{address}/call/{name}", json={"data": [text]}, timeout=60).json()
    return read_stream(f"{address}/call/{name}/{sent['event_id']}")


@pytest.mark.slow
def test_the_app_stops_in_order(app, tmp_path):
    process, address = app
    with ThreadPoolExecutor() as threads:
        started = tmp_path / "started"
        page = threads.submit(read_stream, f"{address}/heartbeat/page")
        endless = threads.submit(call, address, "endless", "endless")
        wait_for((started / "endless").exists)
        queued = threads.submit(call, address, "slow", "queued")
        wait_for((started / "queued").exists)
        direct = threads.submit(
            httpx.post, f"{address}/run/slow", json={"data": ["direct"]}, timeout=60)
        wait_for((started / "direct").exists)
        assert list((tmp_path / "temporary").glob("convlens-*"))
        ready, new = address.replace("gradio_api", "readyz"), f"{address}/call/slow"
        assert httpx.get(ready, timeout=60).status_code == 200
        process.send_signal(signal.SIGINT)
        wait_for(lambda: httpx.get(ready, timeout=60).status_code == 503)
        assert httpx.post(new, json={"data": ["new"]}, timeout=60).status_code == 503
        assert process.wait(60) == 0
        assert 'event: complete\ndata: ["queued"]' in queued.result()
        assert direct.result().json()["data"] == ["direct"]
        assert "ALIVE" in page.result()
        assert "generating" in endless.result()
    assert not list((tmp_path / "temporary").glob("convlens-*"))
    assert not (tmp_path / "log.txt").read_text()
