"""Python programs in processes of their own, which need not import torch first.

That takes seconds, for every program anew. Here one process has done it, and is forked for each.
What our code and the Hub's client read when they are imported, they read in the fork.
"""

import multiprocessing
import os
import runpy
import sys
import tempfile
from collections.abc import Mapping
from multiprocessing.process import BaseProcess as Process
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired

TESTS, ROOT = Path(__file__).parents[:2]
WARM = multiprocessing.get_context("forkserver")
WARM.set_forkserver_preload(["torch", "torch._dynamo", "torchvision"])

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


def start(words: list, variables: Mapping[str, str], heard: list[Path]) -> Process:
    """The same, under way; what it says goes to two files."""
    program = WARM.Process(target=begin, args=([*map(str, words)], dict(variables), heard))
    program.start()
    return program


def begin(words: list[str], variables: dict[str, str], heard: list[Path]) -> None:
    """In the fork: what Python does before the first line of a program."""
    for number, file in enumerate(heard, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.chdir(ROOT)
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
