"""The app in a process of its own, started as a user or a Space starts it, in any folder."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from gradio_client import Client


@contextmanager
def local_app(
    command: list[str], folder: Path, variables: dict[str, str] | None = None,
    beside: Path | None = None,
) -> Iterator[Client]:  # fmt: skip
    """A client of the app that `command` starts in `folder`, which it never leaves for the Hub.

    `variables`: another environment, in which it may. Its log.txt and uploads are put `beside`.
    """
    port, beside = free_port(), beside or folder.parent
    alone = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "no-cache")}
    environment = {
        **(variables or alone),
        "GRADIO_SERVER_NAME": "127.0.0.1", "GRADIO_SERVER_PORT": str(port),
        "GRADIO_TEMP_DIR": str(beside / "uploads"),
    }
    log = beside / "log.txt"
    with log.open("w") as output:
        app = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=output,
            start_new_session=True,     # `gradio app.py` has a child, which must end with it
        )
    try:
        yield connect(port, app, log)
    finally:
        os.killpg(app.pid, signal.SIGTERM)
        app.wait(20)
    assert not re.search("Traceback|Error", log.read_text()), log.read_text()


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def connect(port: int, app: subprocess.Popen, log: Path) -> Client:
    """Wait until the app listens, then be its client."""
    for _ in range(900):
        if app.poll() is not None:
            break
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return Client(f"http://127.0.0.1:{port}", verbose=False)
        time.sleep(0.2)
    pytest.fail(log.read_text())
