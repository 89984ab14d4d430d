"""What a new user has: the tracked files, no network, no data set, and one command."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, data_url
from gradio_client import Client
from PIL import Image

COMMANDS = [
    [str(Path(sys.executable).with_name("gradio")), "app.py"],
    [sys.executable, "app.py"],
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A copy of the files that git knows."""
    folder = tmp_path_factory.mktemp("clone") / "convlens"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.mark.parametrize("command", COMMANDS, ids=["gradio app.py", "python app.py"])
def test_a_fresh_clone_answers_without_a_network(clone, command, digits):
    port = free_port()
    environment = {
        **os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(clone / "no-cache"),
        "GRADIO_SERVER_NAME": "127.0.0.1", "GRADIO_SERVER_PORT": str(port),
        "GRADIO_TEMP_DIR": str(clone.parent / "uploads"),
    }
    log = clone.parent / "log.txt"
    with log.open("w") as output:
        app = subprocess.Popen(
            command, cwd=clone, env=environment, stdout=output, stderr=output,
            start_new_session=True,     # `gradio app.py` has a child, which must end with it
        )
    try:
        client = connect(port, app, log)
        digit = Image.eval(Image.fromarray(digits.data[0].numpy()), lambda level: 255 - level)
        label, _ = client.predict(data_url(digit), "mnist", api_name="/recognise")
        assert label["label"] == "7"
    finally:
        os.killpg(app.pid, signal.SIGTERM)
        app.wait(20)
    assert not re.search("Traceback|Error", log.read_text()), log.read_text()


def connect(port: int, app: subprocess.Popen, log: Path) -> Client:
    """Wait until the app listens, then be its client."""
    for _ in range(300):
        if app.poll() is not None:
            break
        with socket.socket() as s:
            if s.connect_ex(("127.0.0.1", port)) == 0:
                return Client(f"http://127.0.0.1:{port}", verbose=False)
        time.sleep(0.2)
    pytest.fail(log.read_text())
