"""Private interfaces of other libraries that training/ uses are still what they were when read."""

import importlib.metadata
import inspect
import sys
import threading

import torch
from paths import ROOT

from training.report import board_guard
from training.speed.precision import cpu_has_bfloat16


def test_torch_tells_whether_the_cpu_has_bfloat16():
    assert cpu_has_bfloat16() in (True, False)


def test_hparams_gives_three_summaries_for_the_inner_writer():
    """torch.utils.tensorboard: report/hyperparameters.py writes the first two, and the last."""
    from torch.utils.tensorboard.summary import hparams
    from torch.utils.tensorboard.writer import FileWriter, SummaryWriter

    summaries = hparams({"lr": 1.0}, {"accuracy/test": None})
    tags = [value.tag for summary in summaries for value in summary.value]
    assert tags == [f"_hparams_/{part}" for part in
                    ("experiment", "session_start_info", "session_end_info")]  # fmt: skip
    assert list(inspect.signature(FileWriter.add_summary).parameters)[1:] == [
        "summary", "global_step", "walltime",
    ]  # fmt: skip
    assert "self.file_writer = " in inspect.getsource(SummaryWriter._get_file_writer)


def test_the_writer_thread_is_known_by_its_module(monkeypatch):
    """tensorboard: its traceback is suppressed, and nobody else's."""
    from tensorboard.summary.writer import event_file_writer

    shown = []
    monkeypatch.setattr(threading, "excepthook", shown.append)
    board_guard.silence_writer_thread()
    (writer,) = [kind for kind in vars(event_file_writer).values()
                 if isinstance(kind, type) and issubclass(kind, threading.Thread)]  # fmt: skip
    for thread in (writer.__new__(writer), threading.Thread()):
        error = (OSError, OSError("disk full"), None, thread)
        threading.excepthook(threading.ExceptHookArgs(error))
    assert [type(failure.thread) for failure in shown] == [threading.Thread]


def test_the_peer_failure_of_distributed_is_a_runtime_error():
    assert issubclass(torch.distributed.DistError, RuntimeError)


def test_no_script_folder_hides_an_importable_module():
    """training/ comes first on sys.path when a script runs."""
    ours = {path.stem for path in (ROOT / "training").iterdir() if path.stem != "__pycache__"}
    importable = {*sys.stdlib_module_names, *importlib.metadata.packages_distributions()}
    assert not ours & importable - {"__init__"}
