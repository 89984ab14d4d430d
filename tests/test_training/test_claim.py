"""One run at a time writes to a folder, and whether it can is known before the training."""

import errno
import shutil

import forked_python
import pytest
from output_steps import parse, small_run, try_claim, words
from paths import DATA

from training import claim, run_folder, write_errors

SHORT = ["--data-dir", DATA, "--recipe", "tutorial", "--limit", 256, "--batch-size", 64,
         "--device", "cpu", "--no-board", "--epochs", 8]  # fmt: skip


def test_a_second_run_to_one_output_is_refused_in_one_sentence(root, tmp_path):
    """Also in another process; --resume takes no run that is still being written."""
    args = parse("--output", tmp_path / "net")
    with claim.claimed_output(small_run(args)):
        with pytest.raises(SystemExit, match=r"Another run is writing to .*net: wait") as refusal:
            try_claim("--output", tmp_path / "net")
        assert "\n" not in str(refusal.value)
    try_claim("--output", tmp_path / "net")
    args = parse("--recipe", "fast")
    with claim.claimed_output(small_run(args)):
        args.output.with_name(args.output.name + run_folder.STATE_SUFFIX).write_bytes(b"")
        with pytest.raises(SystemExit, match="Nothing to resume"):
            parse("--recipe", "fast", "--resume")
    assert parse("--recipe", "fast", "--resume").output == args.output


@pytest.mark.slow
def test_another_process_is_refused_before_it_trains(tmp_path):
    with claim.claimed_output(small_run(parse("--output", tmp_path / "net"))):
        program = ["-m", "training.fashion_mnist", *SHORT, "--output", tmp_path / "net"]
        ended = forked_python.python(words(*program))
    assert ended.returncode == 1
    assert ended.stderr.startswith("Another run is writing to")
    assert len(ended.stderr.splitlines()) == 1
    assert "Train Epoch" not in ended.stdout


def test_an_output_that_cannot_be_written_is_found_before_the_training(tmp_path, monkeypatch):
    """Each with its own cause, and only a full disk is called full."""
    (tmp_path / "letter").write_text("Dear Alice")
    with pytest.raises(SystemExit, match=r"in the way.*Nothing was trained") as refusal:
        try_claim("--output", tmp_path / "letter" / "net")
    assert "full" not in str(refusal.value)
    with pytest.raises(SystemExit, match="too long"):
        try_claim("--output", tmp_path / ("x" * 300) / "net")
    usage = shutil.disk_usage(tmp_path)._replace(free=3_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: usage)
    with pytest.raises(SystemExit, match="3 MB are free on its disk, 20 are needed"):
        try_claim("--output", tmp_path / "net")
    assert [path.name for path in tmp_path.iterdir()] == ["letter"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "full"), (errno.EACCES, "may not"), (errno.EROFS, "only be read"),
     (errno.EIO, "fault"), (errno.ENODEV, "No such device")],
)  # fmt: skip
def test_each_error_names_its_own_cause(number, words):
    assert words in write_errors.explain_write_error(OSError(number, "No such device"))
    rust = ValueError(f"No such device (os error {number})")    # as safetensors passes it on
    assert words in write_errors.explain_write_error(rust)
