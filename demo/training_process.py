"""A training script in a process of its own: its lines as they come, and an end that is certain.

    try:
        for line in follow("mnist.py", ["--epochs", "1"]):
            yield shown(line)
    except TrainingFailed as failed:
        yield say(failed.key, request, **failed.values)
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

ROOT = Path(__file__).parents[1]
SCRIPTS = ROOT / "training"
AT_ONCE = 2         # trainings on this machine, whoever started them
PLACES = BoundedSemaphore(AT_ONCE)
SILENCE = 0.5       # seconds without a line after which "" is yielded
GRACE = 1           # seconds between the request to end and the order


class TrainingFailed(Exception):
    """Why there is no training: the key of a sentence in `words`, and what stands in it."""

    def __init__(self, key: str, **values: Any) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values


def training_allowed() -> bool:
    """Whether visitors may train here: not where the app is hosted, unless it is asked for."""
    wanted = os.environ.get("CONVLENS_TRAINING") == "1" or not os.environ.get("SPACE_ID")
    return wanted and SCRIPTS.is_dir()


def data_dir() -> Path:
    """The folder that scripts take their data sets from, and put them into."""
    return Path(os.environ.get("CONVLENS_DATA") or ROOT / "data").resolve()


def follow_script(script: str, flags: list[str], seconds: float = 180) -> Iterator[str]:
    """The lines that a script of training/ prints; "" now and then while it is silent.

    A page should yield at each of them, "" too: only then does Gradio find out that the visitor
    pressed Stop or is gone. It closes the page's generator, that closes this one, and the script
    ends with all that it started. Raises TrainingFailed, for one thing after so many seconds.
    """
    if not training_allowed():
        raise TrainingFailed("trainer_forbidden")
    if not PLACES.acquire(blocking=False):
        raise TrainingFailed("trainer_busy", most=AT_ONCE)
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
            process = start_script(script, flags, errors)
            try:
                yield from read_lines(process, seconds)
            finally:
                stop_script(process)
            if process.returncode != 0:
                raise TrainingFailed("trainer_failed", reason=failure_reason(errors))
    finally:
        PLACES.release()


def start_script(script: str, flags: list[str], errors: IO[str]) -> subprocess.Popen[str]:
    """The script, at the head of a process group; it leaves one core to the pages.

    Should the app itself be ended, the pipe breaks, and the script's next line ends the script.
    """
    cores = max((os.cpu_count() or 1) - 1, 1)
    variables = {"OMP_NUM_THREADS": str(cores), **os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.Popen(
        [sys.executable, "-u", str(SCRIPTS / script), *flags],
        cwd=ROOT, env=variables, start_new_session=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", errors="replace",
    )  # fmt: skip


def read_lines(process: subprocess.Popen[str], seconds: float) -> Iterator[str]:
    """What it prints, without the lines' ends, until it has ended."""
    heard: SimpleQueue[str | None] = SimpleQueue()
    # A pipe cannot be read with a limit of time; a queue can.
    Thread(target=forward_lines, args=(process, heard), daemon=True).start()
    deadline = monotonic() + seconds
    while monotonic() < deadline:
        try:
            line = heard.get(timeout=SILENCE)
        except Empty:
            line = ""
        if line is None:
            return
        yield line
    raise TrainingFailed("trainer_late", seconds=round(seconds))


def forward_lines(process: subprocess.Popen[str], heard: SimpleQueue[str | None]) -> None:
    """Hand on each line, and None when the process has ended."""
    with process.stdout as output:
        for line in output:
            heard.put(line.rstrip("\n"))
    process.wait()
    heard.put(None)


def stop_script(process: subprocess.Popen[str]) -> None:
    """The script, and all that it started, is gone when this returns."""
    send_signal(process, signal.SIGTERM)
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE)
    send_signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()


def send_signal(process: subprocess.Popen[str], what: signal.Signals) -> None:
    """A signal to the whole group; where there are no groups, to the script."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, what) if hasattr(os, "killpg") else process.send_signal(what)


def failure_reason(errors: IO[str]) -> str:
    """The script's own words, or the last line of a traceback; not the usage of its flags."""
    errors.seek(0)
    text = errors.read().strip().replace("\r", "\n")
    said = [line.strip() for line in text.split("\n") if line.strip()] or ["?"]
    last_only = "Traceback (most recent call last)" in text or ": error: " in said[-1]
    return said[-1] if last_only else " ".join(said[-2:])
