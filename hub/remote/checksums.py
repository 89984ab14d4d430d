"""Checksums of files: as the Hub lists them, and computed from their bytes."""

import hashlib
from pathlib import Path

from huggingface_hub.hf_api import RepoSibling


def listed_checksum(file: RepoSibling) -> str:
    """Return the checksum in the Hub's listing: sha256 of an LFS file, else git's sha1."""
    return file.lfs.sha256 if file.lfs else file.blob_id


def compute_checksum(path: Path, like: str) -> str:
    """Compute a file's checksum of the same kind as `like`, as hexadecimal digits."""
    if len(like) == 40:
        return git_sha1(path.read_bytes())
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def matches_checksum(content: bytes, listed: str | None) -> bool:
    """Compare content with a listed checksum of either kind."""
    return listed in (hashlib.sha256(content).hexdigest(), git_sha1(content))


def git_sha1(content: bytes) -> str:
    """Compute the sha1 by which git identifies a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
