"""Bound the disk that visitors' files take: in all, for each visitor, and by what is free.

Files are needed for as long as a page shows them. The oldest are deleted where room is needed;
their pages then ask for the picture again.
"""

import hashlib
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import gradio as gr

from demo.i18n import user_error
from demo.uploads import upload_folder

MEGABYTE = 1_000_000
MOST_BYTES = 2_000 * MEGABYTE       # of all visitors' files
MOST_OF_ONE = 300 * MEGABYTE        # of those that come from one address
FREE_BYTES = 200 * MEGABYTE         # of the disk that are left to others
YOUNG_SECONDS = 60      # a younger file is in use, or still arriving
OLD_SECONDS = 3600      # an older one was left behind
EXPORTS = "maps-"
# What lies in the folder: Gradio 6.31's files by their hash, an upload that is arriving, exports.
ARRIVING = "tmp"
OURS = re.compile(rf"[0-9a-f]{{64}}|{ARRIVING}[a-z0-9_]{{8}}|{EXPORTS}[0-9a-f]+")


class VisitorFile(NamedTuple):
    """A file in the folder of uploads, when it was written or used last, and its size."""

    used: float
    path: Path
    size: int


def list_files(folder: Path, kept: set[str]) -> list[VisitorFile]:
    """List the files of visitors, the oldest first; `kept` are the app's own."""
    found = []
    for path in our_files(folder):
        with suppress(OSError):     # another request has deleted it
            status = path.lstat()
            if str(path) not in kept:
                found.append(VisitorFile(status.st_mtime, path, status.st_size))
    return sorted(found)


def our_files(folder: Path) -> Iterator[Path]:
    """Yield all files that the app wrote to a folder, which may hold others too."""
    with suppress(OSError):
        for place in [*folder.iterdir()]:
            if OURS.fullmatch(place.name) and not place.is_symlink():
                yield from place.iterdir() if place.is_dir() else [place]


def make_room(folder: Path, needed: int, kept: set[str], most: int | None = None) -> bool:
    """Delete old files until `needed` more bytes fit; report whether they do."""
    files, now = list_files(folder, kept), time.time()
    total, most = sum(file.size for file in files), most or MOST_BYTES
    for file in files:
        fits = total + needed <= most and free_bytes(folder) >= needed + FREE_BYTES
        age = now - file.used
        if age < YOUNG_SECONDS or (fits and not is_stray(file, age)):
            continue
        delete_file(file.path)
        total -= file.size
    return total + needed <= most and free_bytes(folder) >= needed + FREE_BYTES


def is_stray(file: VisitorFile, age: float) -> bool:
    """Report whether a file was left behind; an upload that nobody writes to belongs to no one."""
    return age > OLD_SECONDS or file.path.name.startswith(ARRIVING)


def free_bytes(folder: Path) -> int:
    """Return how many bytes are free where a folder is, or will be made again."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def delete_file(path: Path) -> None:
    """Delete a file, and its folder if nothing else is in it."""
    with suppress(OSError):
        path.unlink()
        if OURS.fullmatch(path.parent.name):
            path.parent.rmdir()


def files_of_app(app: gr.Blocks) -> set[str]:
    """Return the files that an app shows to everybody, such as its examples.

    The attribute is Gradio 6.31's own.
    """
    return {path for block in app.blocks.values() for path in getattr(block, "keep_in_cache", ())}


@contextmanager
def replace_export(size: int, request: gr.Request | None = None) -> Iterator[Path]:
    """Make a folder for about `size` bytes of files to take away, in place of a visitor's last one.

    Raises gr.Error where there is no room.
    """
    session = getattr(request, "session_hash", None) or secrets.token_hex()
    folder = upload_folder() / (EXPORTS + hashlib.sha256(str(session).encode()).hexdigest()[:32])
    shutil.rmtree(folder, ignore_errors=True)
    app = getattr(getattr(request, "request", None), "app", None)
    kept = files_of_app(app.get_blocks()) if app else set()
    try:
        if not make_room(upload_folder(), size, kept):
            raise OSError
        folder.mkdir(parents=True)
        yield folder
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)
        raise user_error("disk_full", request) from None
