"""The app in a process of its own, started as a user or a Space starts it, in any folder."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from gradio_client import Client


@contextmanager
def local_app(
    command: list[str], folder: Path, variables: dict[str, str] | None = None,
    beside: Path | None = None,
) -> Iterator[Client]:  # fmt: skip
    """A client of the app that `command` starts in `folder`, which it never leaves for the Hub.

    `variables`: another environment, in which it may. Its log.txt and temporary files are put
    `beside`. It has to end in order, and to leave no file.
    """
    port, beside = free_port(), beside or folder.parent
    alone = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "no-cache")}
    temporary = beside / "temporary"
    temporary.mkdir(exist_ok=True)
    environment = {
        **(variables or alone), "TMPDIR": str(temporary), "GRADIO_TEMP_DIR": "",
        "GRADIO_SERVER_NAME": "127.0.0.1", "GRADIO_SERVER_PORT": str(port),
    }
    log = beside / "log.txt"
    with log.open("w") as output:
        app = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=output,
            start_new_session=True,     # `gradio app.py` has a child, which must end with it
        )
    try:
        yield connect(port, app, log)
        assert len(list(temporary.glob("convlens-*"))) == 1     # of uploads
        app.terminate()
        assert app.wait(20) == 0
        wait_until_deleted(temporary)
    finally:
        with suppress(ProcessLookupError):      # after a failure
            os.killpg(app.pid, signal.SIGKILL)
        app.wait()
    assert not re.search("Traceback|Error", log.read_text()), log.read_text()


def wait_until_deleted(folder: Path) -> None:
    """Wait until no app has files in this folder: `gradio app.py` ends before its child."""
    for _ in range(100):
        if not (left := list(folder.glob("convlens-*"))):
            return
        time.sleep(0.2)
    pytest.fail(f"not deleted: {left}")


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
