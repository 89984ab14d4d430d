"""Start TensorBoard on this computer for the board of a run, and stop it with the app."""

import atexit
import re
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any

import gradio as gr

from demo.events import QUIET
from demo.i18n import both, t, word_spans
from demo.training_process import training_allowed
from demo.training_runs.choice import run_source
from hub.remote.source import Source

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/")
START_SECONDS = 60
RUNNING: dict[Path, tuple[subprocess.Popen, str]] = {}      # by folder: at most one


def can_open_boards() -> bool:
    """Report whether the page offers it: on a computer of one's own, with TensorBoard installed."""
    return training_allowed() and find_spec("tensorboard") is not None


def board_folder(source: Source) -> Path | None:
    """Return the folder of a run of this machine that has a board; None for any other network."""
    folder = source.folder and source.folder.parent
    return folder if folder and any(folder.glob("events.out.tfevents.*")) else None


def open_board(choice: str, request: gr.Request) -> str:
    """Start TensorBoard for a run; return its address, or why there is none, in both languages."""
    if not training_allowed(request):
        return word_spans(both("runs_board_forbidden"))
    folder = board_folder(run_source(choice, request))
    if folder is None:
        return word_spans(both("runs_board_absent"))
    address = serve_board(folder)
    if address is None:
        return word_spans(both("runs_board_failed", folder=folder))
    return f"{word_spans(both('runs_board_open'))} [{address}]({address})"


def serve_board(folder: Path) -> str | None:
    """Return the address of TensorBoard for a folder; start it if it does not run yet.

    Another folder's is ended. Returns None if it does not start within a minute.
    """
    process, address = RUNNING.get(folder, (None, ""))
    if process and process.poll() is None:
        return address
    stop_boards()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        process = start_tensorboard(folder, said)
        address = wait_for_address(process, said)
    RUNNING[folder] = process, address or ""
    if address is None:
        stop_boards()
    return address


def start_tensorboard(folder: Path, said: IO[str]) -> subprocess.Popen:
    """Start TensorBoard on a free port that only this computer reaches; it writes into `said`."""
    command = [sys.executable, "-m", "tensorboard.main", "--logdir", str(folder),
               "--host", "127.0.0.1", "--port", "0"]
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said,
        start_new_session=True,
    )


def wait_for_address(process: subprocess.Popen, said: IO[str]) -> str | None:
    """Return the address that TensorBoard says it listens at; None if it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        said.seek(0)
        if found := ADDRESS.search(said.read()):
            return found[0]
        time.sleep(0.1)
    return None


@atexit.register
def stop_boards() -> None:
    """End the TensorBoard that runs."""
    while RUNNING:
        process, _ = RUNNING.popitem()[1]
        process.terminate()
        process.wait()


def build_board_button(first: gr.Dropdown, events: list[Any]) -> None:
    """Build the button, and the line that says where TensorBoard is until one of the events."""
    with gr.Row(elem_id="runs-board"):
        button = gr.Button(t("runs_board"), size="sm", min_width=200, scale=0)
        line = gr.Markdown(elem_id="runs-board-said", elem_classes="small")
    button.click(open_board, first, line, trigger_mode="once", **QUIET)
    gr.on(events, None, None, line, js="() => ''", trigger_mode="multiple", **QUIET)
