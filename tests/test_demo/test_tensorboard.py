"""A run of this machine opens in a real TensorBoard, which ends with the app."""

import json
import shutil
from urllib.request import urlopen

import gradio as gr
import pytest

from demo.networks import registry
from demo.training_runs import tensorboard


@pytest.fixture
def run(tmp_path):
    """A run's folder: a board beside its checkpoint."""
    from torch.utils.tensorboard import SummaryWriter

    with SummaryWriter(tmp_path) as writer:
        writer.add_scalar("loss/test", 0.25, 1)
    (tmp_path / "checkpoint").mkdir()
    yield tmp_path
    tensorboard.stop_boards()


@pytest.mark.slow
def test_a_board_is_served_to_this_computer_until_it_is_stopped(run):
    bundled = registry.current("mnist")
    folder = tensorboard.board_folder(bundled._replace(folder=run / "checkpoint"))
    address = tensorboard.serve_board(folder)
    assert address.startswith("http://127.0.0.1:")
    with urlopen(f"{address}data/plugin/scalars/tags", timeout=30) as answer:
        assert "loss/test" in json.dumps(json.load(answer))
    assert tensorboard.serve_board(folder) == address
    process, _ = tensorboard.RUNNING[folder]
    tensorboard.stop_boards()
    assert process.poll() is not None and not tensorboard.RUNNING


def test_a_network_without_a_board_is_named(monkeypatch):
    said = tensorboard.open_board("mnist", None)
    assert "python training/mnist.py" in said and 'lang="zh"' in said
    assert tensorboard.board_folder(registry.current("mnist")) is None
    monkeypatch.setenv("SPACE_ID", "alice/convlens")
    assert not tensorboard.can_open_boards()


def test_one_that_ends_at_once_has_no_address(tmp_path, monkeypatch):
    monkeypatch.setattr(tensorboard.sys, "executable", shutil.which("false"))
    assert tensorboard.serve_board(tmp_path) is None
    assert not tensorboard.RUNNING


def test_only_who_is_at_this_computer_starts_it():
    stranger = gr.Request(headers={"host": "lens.example"}, client=None)
    assert "only on the computer" in tensorboard.open_board("mnist", stranger)
