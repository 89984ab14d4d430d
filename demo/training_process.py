"""Run a training script as a child process and follow its output until it ends or is stopped.

    try:
        for line in follow_script("mnist.py", ["--epochs", "1"]):
            yield line
    except TrainingFailed as failed:
        yield both(failed.key, **failed.values)
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import IO, Any

import gradio as gr

from demo.serving.request_guard import is_from_this_computer

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "training"
MAX_TRAININGS = 2       # at once on this machine, for all visitors
SLOTS = BoundedSemaphore(MAX_TRAININGS)
SILENCE_SECONDS = 0.5   # without a line, after which "" is yielded
GRACE_SECONDS = 1       # between SIGTERM and SIGKILL


class TrainingFailed(Exception):
    """A training that can't start or has failed: the key of a sentence, and its values."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values


def training_allowed(request: gr.Request | None = None) -> bool:
    """Return whether a visitor may train here; without a request, whether anybody may.

    With CONVLENS_TRAINING=1 all may, else only those on this computer, and nobody on a Space.
    """
    elsewhere = os.environ.get("SPACE_ID") or (request and not is_from_this_computer(request))
    wanted = os.environ.get("CONVLENS_TRAINING") == "1" or not elsewhere
    return wanted and SCRIPTS.is_dir()


def data_dir() -> Path:
    """Return the folder in which scripts find their data sets, or to which they download them."""
    return Path(os.environ.get("CONVLENS_DATA") or ROOT / "data").resolve()


def follow_script(
    script: str, args: list[str], seconds: float = 180, request: gr.Request | None = None
) -> Iterator[str]:
    """Yield the lines that a script of training/ prints, and "" now and then while it is silent.

    Yield to the page at each of them, at "" too: only then does Gradio notice that the visitor
    pressed Stop or left. It then closes the page's generator and thereby this one, which ends the
    script with all processes that it started. Raises TrainingFailed, also after `seconds`, and if
    the visitor who sent `request` may not train.
    """
    if not training_allowed(request):
        raise TrainingFailed("trainer_forbidden")
    if not SLOTS.acquire(blocking=False):
        raise TrainingFailed("trainer_busy", most=MAX_TRAININGS)
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
            process = start_script(script, args, errors)
            try:
                yield from read_lines(process, seconds)
            finally:
                stop_script(process)
            if process.returncode != 0:
                raise TrainingFailed("trainer_failed", reason=failure_reason(errors))
    finally:
        SLOTS.release()


def start_script(script: str, args: list[str], errors: IO[str]) -> subprocess.Popen[str]:
    """Start a script as the leader of a process group; leave one core to the pages.

    If the app itself is killed, the pipe breaks, and the script ends when it prints its next line.
    """
    cores = max((os.cpu_count() or 1) - 1, 1)
    variables = {"OMP_NUM_THREADS": str(cores), **os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-u", str(SCRIPTS / script), *args],
        cwd=ROOT, env=variables, start_new_session=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", errors="replace",
    )  # fmt: skip


def read_lines(process: subprocess.Popen[str], seconds: float) -> Iterator[str]:
    """Yield the process's lines, and "" while it is silent, until it has ended.

    Raises TrainingFailed after `seconds`.
    """
    lines: SimpleQueue[str | None] = SimpleQueue()
    # A pipe can't be read with a timeout; a queue can.
    Thread(target=forward_lines, args=(process, lines), daemon=True).start()
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        try:
            line = lines.get(timeout=SILENCE_SECONDS)
        except Empty:
            line = ""
        if line is None:
            return
        yield line
    raise TrainingFailed("trainer_late", seconds=round(seconds))


def forward_lines(process: subprocess.Popen[str], lines: SimpleQueue[str | None]) -> None:
    """Put each line in the queue, and None when the process has ended."""
    with process.stdout as output:
        for line in output:
            lines.put(line.rstrip("\n"))
    process.wait()
    lines.put(None)


def stop_script(process: subprocess.Popen[str]) -> None:
    """End the script with all processes that it started, and wait until it has ended."""
    send_signal(process, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE_SECONDS)
    send_signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()


def send_signal(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """Signal the script's process group, or the script alone where there are no groups."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number) if hasattr(os, "killpg") else process.send_signal(number)


def failure_reason(errors: IO[str]) -> str:
    """Return a script's own error message or the last line of a traceback, without its usage."""
    errors.seek(0)
    text = errors.read().strip().replace("\r", "\n")
    lines = [line.strip() for line in text.split("\n") if line.strip()] or ["?"]
    last_only = "Traceback (most recent call last)" in text or ": error: " in lines[-1]
    return lines[-1] if last_only else " ".join(lines[-2:])
