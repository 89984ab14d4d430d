"""Create temporary folders that only this user can read, and that end with their process."""

import atexit
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "convlens-app-"
LOCK = ".in-use"            # in each folder, locked as long as its process runs
YOUNG_SECONDS = 60          # a folder that is not locked yet is younger


def create_private_folder() -> Path:
    """Create a folder that is deleted when this process ends; delete those left by ended ones."""
    delete_strays()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))      # with mode 0700
    lock = FileLock(folder / LOCK)
    lock.acquire()
    atexit.register(delete_folder, folder, lock, os.getpid())
    return folder


def delete_folder(folder: Path, lock: FileLock, process: int) -> None:
    """Delete the folder of a process that is ending; a fork of it only borrows the folder."""
    if os.getpid() == process:
        lock.release()      # Windows deletes no open file
        shutil.rmtree(folder, ignore_errors=True)


def delete_strays() -> None:
    """Delete this user's folders whose process was killed: they are no longer locked."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError, Timeout):
            if is_old_and_ours(folder):
                with FileLock(folder / LOCK, timeout=0):
                    pass
                shutil.rmtree(folder, ignore_errors=True)


def is_old_and_ours(folder: Path) -> bool:
    """Report whether a folder is this user's, and no link, and not just being created."""
    found = folder.lstat()
    ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    return ours and folder.is_dir() and not folder.is_symlink() \
        and time.time() - found.st_mtime > YOUNG_SECONDS
