"""Start an app in a process of its own, for the benchmarks."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from paths import ROOT


def start_app(script: Path, port: int, root: Path) -> subprocess.Popen:
    """Start an app; its first line is its address, which comes once it is ready."""
    environment = {**os.environ, "GRADIO_SERVER_PORT": str(port), "HF_HUB_OFFLINE": "1",
                   "GRADIO_SERVER_NAME": "127.0.0.1", "GRADIO_ANALYTICS_ENABLED": "False"}
    return subprocess.Popen([sys.executable, "-u", str(script)], cwd=root, env=environment,
                            stdout=subprocess.PIPE, text=True)


@contextmanager
def running_app(port: int, root: Path = ROOT) -> Iterator[subprocess.Popen]:
    """Start the app of a checkout, wait until it is ready, and end it afterwards."""
    server = start_app(root / "app.py", port, root)
    try:
        server.stdout.readline()        # its address: it is ready
        yield server
    finally:
        server.terminate()
        server.wait()
