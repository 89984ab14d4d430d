"""Replicas of the app, in processes that can be ended and begun again one by one."""

import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGKILL

import httpx
from forked_python import start
from local_app import free_port

# Builds the app once, then forks a replica for each port that it reads; says which ones have ended.
PROGRAM = """
import os, random, signal, sys
import app
from demo.serving.stopping import stop_on_signals


def report(*_):
    try:
        while (ended := os.waitpid(-1, os.WNOHANG))[0]:
            print("ended", ended[0], os.waitstatus_to_exitcode(ended[1]), flush=True)
    except ChildProcessError:
        return

signal.signal(signal.SIGCHLD, report)
for port in open(sys.argv[1]):
    replica = os.fork()
    if not replica:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        app.demo.app_id = random.SystemRandom().getrandbits(64)
        stop_on_signals(app.demo)
        app.demo.launch(**app.LAUNCH, server_name="127.0.0.1", server_port=int(port), quiet=True)
    print("replica", port.strip(), replica, flush=True)
"""


class Replicas:
    """Replicas of the app, which share a folder of uploads."""

    def __init__(self, folder: Path) -> None:
        """Build the app."""
        self.orders, self.heard = folder / "orders", [folder / "stdout", folder / "stderr"]
        os.mkfifo(self.orders)
        uploads = folder / "uploads"
        uploads.mkdir()
        variables = {**os.environ, "GRADIO_TEMP_DIR": str(uploads), "CONVLENS_KEEP_UPLOADS": "1",
                     "CONVLENS_METRICS": "1"}
        self.builder = start(["-c", PROGRAM, str(self.orders)], variables, self.heard)
        self.open_orders = self.orders.open("w", buffering=1)       # when the app has been built
        self.processes: dict[int, int] = {}     # by port

    def begin(self, *ports: int) -> None:
        """Start replicas at these ports; return when they are ready."""
        for port in ports:
            self.open_orders.write(f"{port}\n")
        for port in ports:
            wait_for(lambda port=port: is_ready(port), self.heard)
        said = re.findall(r"replica (\d+) (\d+)", self.heard[0].read_text())
        self.processes = {int(port): int(process) for port, process in said}    # the newest ones

    def exit_code(self, port: int) -> int:
        """Wait until the replica at a port has ended; return its exit code."""
        line = rf"ended {self.processes[port]} (-?\d+)"
        wait_for(lambda: re.search(line, self.heard[0].read_text()), self.heard)
        return int(re.search(line, self.heard[0].read_text())[1])

    def end(self) -> None:
        """End all."""
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.kill(process, SIGKILL)
        self.open_orders.close()
        self.builder.join(10)
        self.builder.kill()


def wait_for(condition, heard: list[Path]) -> None:
    """Wait up to two minutes."""
    for _ in range(2400):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError([file.read_text() for file in heard if file.exists()])


def is_ready(port: int) -> bool:
    """Report whether a replica listens and says that it is ready."""
    with socket.socket() as one:
        if one.connect_ex(("127.0.0.1", port)):
            return False
    with suppress(httpx.TransportError):
        return httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=60).text == "ready"
    return False


@contextmanager
def replicas(folder: Path, count: int = 2) -> Iterator[Replicas]:
    """Start so many replicas of the app."""
    started = Replicas(folder)
    try:
        started.begin(*(free_port() for _ in range(count)))
        yield started
    finally:
        started.end()
