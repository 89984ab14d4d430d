"""Which of the runs of this machine may stand for a bundled network."""

import pytest
from own_run import save_run

from hub import own_runs


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv(own_runs.VARIABLE, str(tmp_path))
    return tmp_path


def names(network: str) -> list[str]:
    return [run.name for run in own_runs.runs_for(network)]


def test_the_newest_finished_run_comes_first(root):
    """Of any recipe; those of the tutorial's network stand for the tutorial's network only."""
    for name in ("fast/20261126-090000", "tutorial/20261128-080000",
                 "wide/20261127-201530_lr=0.02"):
        save_run(root, f"fashion_mnist/{name}")
    wanted = ["fashion_mnist/wide/20261127-201530_lr=0.02", "fashion_mnist/fast/20261126-090000"]
    assert names("fashion_mnist") == wanted
    assert names("fashion_mnist_tutorial") == ["fashion_mnist/tutorial/20261128-080000"]
    assert names("mnist") == names("mnist_tutorial") == []
    assert own_runs.runs_for("fashion_mnist")[0].title == "fashion_mnist/wide 2026-11-27 20:15"


def test_no_other_run_stands_for_a_network(root):
    """Neither stopped, a trial, untrained or diverged, nor one whose files say anything else."""
    others = [
        dict(flags={"epochs": 3}), dict(flags={"limit": 300}), dict(dry_run=True),
        dict(epochs=0, flags={"epochs": 0}), dict(accuracy=0.098), dict(accuracy="0.99"),
        dict(epochs="1", flags={"epochs": "1"}), dict(accuracy=None), dict(epochs=[]),
    ]  # fmt: skip
    for second, changes in enumerate(others):
        save_run(root, f"mnist/fast/20261127-2015{second:02}", **changes)
    for name in ("mnist/fast/latest", "mnist/Fast/20261127-201500", "mnist/20261127-201500"):
        save_run(root, name)
    (save_run(root, "mnist/fast/20261127-201600") / "metrics.json").write_text("[1, 2")
    assert names("mnist") == []
    assert len(own_runs.list_runs("mnist", "fast")) == len(others)


def test_off_shows_no_run(root, monkeypatch):
    save_run(root, "mnist/fast/20261127-201500")
    assert names("mnist")
    monkeypatch.setenv(own_runs.VARIABLE, "off")
    assert names("mnist") == []
