"""A folder is private and ends with its process; what a killed one left is deleted, no more."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from paths import ROOT

from demo.serving import private_folder
from demo.serving.private_folder import YOUNG_SECONDS, delete_strays

PROGRAM = """
import sys
from demo.serving.private_folder import create_private_folder
folder = create_private_folder()
(folder / "inner").mkdir()
(folder / "inner" / "drawing.png").write_text("x")
print(folder, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Start a process with a folder of its own in this test's temporary folder; return both."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    processes = []

    def run() -> tuple[subprocess.Popen, Path]:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        processes.append(process)
        return process, Path(process.stdout.readline().strip())

    yield run
    for process in processes:
        with process:
            process.kill()


def make_older(folder: Path) -> None:
    long_ago = time.time() - 2 * YOUNG_SECONDS
    os.utime(folder, (long_ago, long_ago))


def test_a_folder_lives_as_long_as_its_process(run, tmp_path):
    running, kept = run()
    ended, deleted = run()
    killed, left = run()
    assert len({kept, deleted, left}) == 3 and kept.parent == tmp_path
    assert kept.stat().st_mode & 0o777 == 0o700
    ended.stdin.close()
    ended.wait()
    assert not deleted.exists()
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    delete_strays()
    assert left.exists()        # it could be one that is just being created
    for folder in (kept, left):
        make_older(folder)
    delete_strays()
    assert not left.exists() and (kept / "inner" / "drawing.png").exists()
    assert running.poll() is None


def test_only_own_folders_are_deleted(tmp_path, monkeypatch):
    """Neither what a link of this name leads to, nor another user's, nor other names."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    names = ["other", "convlens-app-file", f"{private_folder.PREFIX}dead"]
    other, file, dead = (tmp_path / name for name in names)
    other.mkdir()
    dead.mkdir()
    file.write_text("x")
    link = tmp_path / f"{private_folder.PREFIX}link"
    link.symlink_to(other)
    for path in (other, file, dead):
        make_older(path)
    os.utime(link, (0, 0), follow_symlinks=False)
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    delete_strays()
    assert dead.exists()
    monkeypatch.undo()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    delete_strays()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "convlens-app-file", f"{private_folder.PREFIX}link", "other"]
    assert not list(other.iterdir())
