"""What must not be lost is not: runs that are killed, a disk that is full, a loss that is NaN."""

import os
import signal

import forked_python
import pytest
import torch
from paths import DATA
from safetensors.torch import load_file

from hub import checkpoint
from training import fashion_mnist

FLAGS = ["--data-dir", DATA, "--limit", 256, "--batch-size", 64, "--epochs", 2, "--no-board",
         "--device", "cpu", "--recipe", "tutorial", "--lr", 0.01, "--output"]  # fmt: skip
# What the process is killed in, by itself and with no last word: the n-th call of a function.
KILLS = {
    "the middle of the second epoch": ("learn", "step", 7),
    "before the second state is in its place": ("resume.os", "replace", 2),
    "between the two renames of the second checkpoint": ("checkpoint.Path", "rename", 3),
    "the writing of the second checkpoint": ("checkpoint.Path", "write_bytes", 4),
}
KILLED = """
import os, signal, sys
from hub import checkpoint
from training import fashion_mnist, resume
from training.speed import cuda_graph as learn

place, name, calls = {place}, {name!r}, {calls}
real, left = getattr(place, name), [calls]

def deadly(*words, **more):
    left[0] -= 1
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*words, **more)

setattr(place, name, deadly)
fashion_mnist.main(sys.argv[1:])
"""


def words(*flags) -> list[str]:
    return [str(flag) for flag in flags]


def same(one, other) -> bool:
    one, other = (load_file(folder / "model.safetensors") for folder in (one, other))
    return all(torch.equal(one[name], other[name]) for name in one)


@pytest.mark.slow
def test_a_killed_run_is_resumed_to_the_very_same_weights(tmp_path, tmp_path_factory):
    """kill -9 at the worst moments: what was saved before loads, and nothing has to be done twice
    but the epoch that was under way."""
    runs = {}
    for n, (what, (place, name, calls)) in enumerate(KILLS.items()):
        folder, aside = tmp_path / f"net{n}", tmp_path_factory.mktemp("heard")
        program = ["-c", KILLED.format(place=place, name=name, calls=calls), *FLAGS, folder]
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


LIMITED = """
import resource, sys
from training import fashion_mnist
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
fashion_mnist.main(sys.argv[1:])
"""


@pytest.mark.slow
@pytest.mark.parametrize(("limit", "what"), [(100_000, "checkpoint"), (200_000, "resume")])
def test_a_full_disk_leaves_what_was_there(limit, what, tmp_path):
    """No file may become that large: the weights take 178 kB, with the optimizer's state twice."""
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
def test_a_loss_that_is_no_number_is_never_saved(recipe, interval, tmp_path):
    """Whether or not a line of progress looks at the batch that goes wrong."""
    flags = [*FLAGS, tmp_path / "net", "--recipe", recipe]
    fashion_mnist.main(words(*flags, "--dry-run"))
    before = (tmp_path / "net" / "model.safetensors").read_bytes()
    with pytest.raises(SystemExit) as stop:
        fashion_mnist.main(words(*flags, "--lr", 1e30, "--log-interval", interval))
    assert "smaller --lr, such as 1e+29" in str(stop.value)
    assert "\n" not in str(stop.value)
    assert (tmp_path / "net" / "model.safetensors").read_bytes() == before
    assert os.listdir(tmp_path) == ["net"]
