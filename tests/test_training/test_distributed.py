"""Two processes train like one, and end together whatever ends them."""

import os
import re
import signal
import sys
from pathlib import Path

import forked_python
import pytest
import torch
import two_processes
from forked_python import Process
from paths import DATA, ROOT
from safetensors.torch import load_file

from hub import checkpoint

pytestmark = pytest.mark.slow

TWICE = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2",
         "--local-addr", "127.0.0.1"]  # fmt: skip


def start_twice(words: list, folder: Path) -> tuple[Process, list[Path]]:
    """Start torchrun with a script and its flags; give it, and the files for all that is said."""
    heard = [folder / "stdout", folder / "stderr"]
    return forked_python.start([*TWICE, *words], os.environ, heard), heard


@pytest.fixture(scope="module")
def runs(tmp_path_factory, cifar):
    """Run two_processes.py under torchrun and alone; give both folders and what torchrun prints."""
    two, one = (tmp_path_factory.mktemp(name) for name in ("two", "one"))
    program = ROOT / "tests" / "test_training" / "two_processes.py"
    run, heard = start_twice([program, two, cifar], tmp_path_factory.mktemp("heard"))
    two_processes.main(one, cifar)
    run.join(300)
    said, errors = (file.read_text() for file in heard)
    assert run.exitcode == 0, said + errors
    return two, one, said, errors


def test_the_first_gradients_are_those_of_one_process(runs):
    """With augmentation, dropout and batch norm, uneven parts, and an empty part."""
    two, one = (load_file(folder / "gradients.safetensors") for folder in runs[:2])
    assert len({name.rsplit(".", 2)[0] for name in one}) >= len(two_processes.CASES)
    assert two.keys() == one.keys()
    for name, gradient in one.items():
        assert gradient.abs().max() > 1e-4, name
        torch.testing.assert_close(two[name], gradient, atol=1e-5, rtol=1e-5, msg=name)


def test_the_training_gives_the_accuracy_of_one_process(runs):
    """Batches of 50 from 600 pictures: the same number of steps, the same accuracy."""
    two, one = (checkpoint.load_metrics(folder / "net") for folder in runs[:2])
    assert two["accuracy"] == pytest.approx(one["accuracy"], abs=0.01)
    assert two["accuracy"] > 0.3        # chance: 0.1
    (ours,), (theirs,) = two["history"], one["history"]
    assert ours["train_loss"] == pytest.approx(theirs["train_loss"], abs=0.001)
    assert ours["train_accuracy"] == pytest.approx(theirs["train_accuracy"], abs=0.002)


def test_only_the_main_process_prints_and_writes(runs):
    """Each epoch's line appears once, and the test line last."""
    said = runs[2].splitlines()
    assert len([line for line in said if line.startswith("Epoch 1/1")]) == 1
    assert re.match(r"Test set: .* Accuracy: \d+/1000", said[-1])
    assert "Warning" not in runs[2] + runs[3]
    assert {path.name for path in runs[0].iterdir()} == {"gradients.safetensors", "net"}


def processes(agent: int) -> dict[int, int]:
    """Find the process ids of torchrun's processes, by rank."""
    children = Path(f"/proc/{agent}/task/{agent}/children").read_text().split()
    said = {int(child): Path(f"/proc/{child}/environ").read_bytes() for child in children}
    found = {child: re.search(rb"\0RANK=(\d)", words) for child, words in said.items()}
    return {int(match[1]): child for child, match in found.items() if match}


@pytest.mark.skipif(sys.platform != "linux", reason="looks for the processes in /proc")
@pytest.mark.parametrize("what", ["Ctrl-C", "kill -9"])
def test_both_end_when_one_ends(what, tmp_path, tmp_path_factory):
    """Within seconds, with one sentence about what is saved, and without a traceback.

    After `kill -9` torchrun stops the other process, sometimes before that one has noticed.
    """
    flags = ["--data-dir", DATA, "--no-board", "--output", tmp_path / "net", "--epochs", "50"]
    flags += ["--recipe", "tutorial", "--batch-size", "50", "--log-interval", "2"]
    words = [ROOT / "training" / "fashion_mnist.py", *flags, "--device", "cpu"]
    run, heard = start_twice(words, tmp_path_factory.mktemp("heard"))
    forked_python.wait_until_said(run, heard, "Train Epoch: 2")
    both = processes(run.pid)
    os.kill(*(run.pid, signal.SIGINT) if what == "Ctrl-C" else (both[1], signal.SIGKILL))
    run.join(120)
    said = "".join(file.read_text() for file in heard)
    assert run.exitcode
    assert not [pid for pid in both.values() if Path(f"/proc/{pid}").exists()]
    wanted = "Stopped" if what == "Ctrl-C" else "(Another process|Stopped)"
    assert re.search(f"{wanted}.*: epoch \\d is saved in .*--resume", said), said
    assert "rank0]:" not in said
    assert "rank1]:" not in said
    assert checkpoint.load_metrics(tmp_path / "net")["epochs"] >= 1
