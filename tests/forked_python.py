"""Python programs in processes of their own, which need not import torch first.

That takes seconds, for every program anew. Here one process has done it, and is forked for each.
What our code and the Hub's client read when they are imported, they read in the fork; but what
the client itself imports is there.
"""

import multiprocessing
import os
import runpy
import sys
import tempfile
import time
from collections.abc import Mapping
from multiprocessing.process import BaseProcess as Process
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired

TESTS, ROOT = Path(__file__).parents[:2]
WARM = multiprocessing.get_context("forkserver")
WARM.set_forkserver_preload([
    "torch", "torch._dynamo", "torchvision", "safetensors.torch", "PIL.Image",
    "httpx2", "httpcore2", "h11", "anyio", "filelock", "yaml", "tqdm.auto",    # of the client
])

Ended = CompletedProcess[str]


def python(words: list, variables: Mapping[str, str] = os.environ, seconds: float = 120) -> Ended:
    """`python -m MODULE …`, `-c CODE …` or `FILE …` in the repository: exit code and words."""
    with tempfile.TemporaryDirectory() as folder:
        heard = [Path(folder) / name for name in ("stdout", "stderr")]
        program = start(words, variables, heard)
        program.join(seconds)
        if program.exitcode is None:
            program.kill()
            raise TimeoutExpired(words, seconds)
        return CompletedProcess(words, program.exitcode, *(file.read_text() for file in heard))


def start(
    words: list, variables: Mapping[str, str], heard: list[Path], folder: Path = ROOT
) -> Process:
    """The same, under way, in any folder; what it says goes to two files."""
    program = WARM.Process(target=begin, args=([*map(str, words)], dict(variables), heard, folder))
    program.start()
    return program


def wait_until_said(program: Process, heard: list[Path], line: str) -> None:
    """Return when a line of the program's stdout begins like this, or when the program ends."""
    while program.is_alive():
        said = heard[0].read_text() if heard[0].exists() else ""
        if any(begun.startswith(line) for begun in said.splitlines()):
            return
        time.sleep(0.02)


def begin(
    words: list[str], variables: dict[str, str], heard: list[Path], folder: Path
) -> None:
    """In the fork: what Python does before the first line of a program."""
    for number, file in enumerate(heard, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    how, *sys.argv = words if words[0] in ("-m", "-c") else ("", *words)
    first = ROOT if how else ROOT / Path(sys.argv[0]).parent
    sys.path = [str(first), *(path for path in sys.path if Path(path) not in (ROOT, TESTS))]
    if how == "-c":
        exec(sys.argv[0], {"__name__": "__main__"})
    elif how == "-m":
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(sys.argv[0], run_name="__main__")
