"""Nothing that was saved is lost: not by kill -9, a full disk or a loss that becomes NaN."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import forked_python
import pytest
import torch
from paths import DATA, ROOT
from safetensors.torch import load_file

from hub import checkpoint
from training import fashion_mnist

FLAGS = ["--data-dir", DATA, "--limit", 256, "--batch-size", 64, "--epochs", 2, "--no-board",
         "--device", "cpu", "--recipe", "tutorial", "--lr", 0.01, "--log-interval", 2,
         "--output"]  # fmt: skip
# The process kills itself in the second epoch, before a function runs, where a condition holds.
KILLS = {
    "in the middle of the epoch": ("console.print_progress", "arguments[3] > 64"),  # images seen
    "while the checkpoint is written": ("checkpoint.with_float16_weights", "True"),
    "between the two renames of the checkpoint": ("Path.rename", "arguments[0].suffix == '.new'"),
    "after the checkpoint, before the state": ("resume.write_state", "True"),
    "before the new state replaces the old one": ("resume.put_in_place", "True"),
}
KILLED = """
import os, signal, sys
from pathlib import Path
from hub import checkpoint
from training import console, fashion_mnist, loop, resume

run_epoch, function, epoch = loop.run_epoch, {function}, 0

def note_epoch(run, history):
    global epoch
    epoch = len(history) + 1
    return run_epoch(run, history)

def kill_before(*arguments):
    if epoch == 2 and {condition}:
        os.kill(os.getpid(), signal.SIGKILL)
    return function(*arguments)

loop.run_epoch, {function} = note_epoch, kill_before
fashion_mnist.main(sys.argv[1:])
"""


def words(*flags) -> list[str]:
    return [str(flag) for flag in flags]


def same(one, other) -> bool:
    one, other = (load_file(folder / "model.safetensors") for folder in (one, other))
    return all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.slow
def test_a_killed_run_resumes_to_equal_weights(tmp_path, tmp_path_factory, no_pictures):
    """After kill -9 at the worst moments the saved checkpoint loads; only the epoch is repeated."""
    runs = {}
    for n, (what, (function, condition)) in enumerate(KILLS.items()):
        folder, aside = tmp_path / f"net{n}", tmp_path_factory.mktemp("heard")
        killed = KILLED.format(function=function, condition=condition)
        program = ["-c", killed, *FLAGS, folder]
        heard = [aside / "stdout", aside / "stderr"]
        runs[what] = folder, forked_python.start(program, os.environ, heard), heard
    fashion_mnist.main(words(*FLAGS, tmp_path / "whole"))
    for what, (folder, run, heard) in runs.items():
        run.join(120)
        assert run.exitcode == -signal.SIGKILL, (what, [file.read_text() for file in heard])
        assert type(checkpoint.load(folder)).__name__ == "FashionMnistTutorial"
        fashion_mnist.main(words(*FLAGS, folder, "--resume"))
        assert same(folder, tmp_path / "whole"), what
        assert len(checkpoint.load_metrics(folder)["history"]) == 2
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"whole", *(folder.name for folder, *_ in runs.values())}     # no litter


@pytest.mark.slow
@pytest.mark.parametrize("script", ["app.py", "training/mnist.py"])
def test_ctrl_c_while_pytorch_is_imported_ends_without_a_traceback(script):
    program = subprocess.Popen([sys.executable, ROOT / script], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True)
    while "libtorch_cpu" not in Path(f"/proc/{program.pid}/maps").read_text():
        time.sleep(0.01)
    program.send_signal(signal.SIGINT)
    said = "".join(program.communicate(timeout=60))
    assert program.returncode == -signal.SIGINT
    assert said == ""


LIMITED = """
import resource, sys
from training import fashion_mnist
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
fashion_mnist.main(sys.argv[1:])
"""


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "what"), [(100_000, "checkpoint"), (200_000, "resume")])
def test_a_full_disk_leaves_what_was_there(limit, what, tmp_path, no_pictures):
    """Limit the size of files: the weights take 178 kB, with the optimizer's state twice."""
    fashion_mnist.main(words(*FLAGS, tmp_path / "net", "--dry-run"))
    before = (tmp_path / "net" / "model.safetensors").read_bytes()
    ended = forked_python.python(["-c", LIMITED.format(limit=limit), *FLAGS, tmp_path / "net"])
    assert ended.returncode == 1
    assert len(ended.stderr.strip().splitlines()) == 1, ended.stderr
    assert what in ended.stderr
    assert "make room" in ended.stderr
    checkpoint.load(tmp_path / "net")
    after = (tmp_path / "net" / "model.safetensors").read_bytes()
    assert (after == before) == (what == "checkpoint")
    assert {path.name for path in tmp_path.iterdir()} == {"net"}


@pytest.mark.slow
@pytest.mark.parametrize("recipe", ["compact", "tutorial"])
@pytest.mark.parametrize("interval", [1, 1000])
def test_an_epoch_whose_loss_is_not_finite_is_never_saved(
    recipe, interval, tmp_path, no_pictures
):
    """Also where no line of progress falls on the batch that goes wrong."""
    flags = [*FLAGS, tmp_path / "net", "--recipe", recipe]
    fashion_mnist.main(words(*flags, "--dry-run"))
    before = (tmp_path / "net" / "model.safetensors").read_bytes()
    with pytest.raises(SystemExit) as stop:
        fashion_mnist.main(words(*flags, "--lr", 1e30, "--log-interval", interval))
    assert "smaller --lr, such as 1e+29" in str(stop.value)
    assert "\n" not in str(stop.value)
    assert (tmp_path / "net" / "model.safetensors").read_bytes() == before
    assert os.listdir(tmp_path) == ["net"]
