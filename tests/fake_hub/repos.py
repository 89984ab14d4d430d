"""Repositories of the local Hub server: commits, branches and tags, in memory."""

import hashlib
import re
import time
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import PurePosixPath

import yaml

from hub.checkpoint import BUNDLED

LFS_PATTERNS = ("*.safetensors", "*.png", "*tfevents*")       # kept as LFS files, by sha256
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize {}\n"


@dataclass
class Repo:
    """A repository: commits, oldest first, each with all its files; branches and tags."""

    private: bool = False
    gated: bool = False         # visible to all, but only its owner may read its files
    settings: dict = field(default_factory=dict)        # of the request that created it: sdk …
    commits: list[tuple[str, dict[str, bytes]]] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)  # branch or tag → sha

    def commit(self, files: dict[str, bytes], branch: str = "main") -> str:
        """Add a commit with exactly these files; return its sha."""
        oid = hashlib.sha1(f"{time.time_ns()}{sorted(files)}".encode()).hexdigest()
        self.commits.append((oid, files))
        self.refs[branch] = oid
        return oid

    def at(self, revision: str) -> tuple[str, dict[str, bytes]] | None:
        """Return sha and files of the commit that a branch, tag or sha names."""
        wanted = self.refs.get(revision, revision)
        return next((commit for commit in self.commits if commit[0] == wanted), None)


def bundled_files(name: str) -> dict[str, bytes]:
    """Read the files of a bundled checkpoint: name → content."""
    return {path.name: path.read_bytes() for path in (BUNDLED / name).iterdir() if path.is_file()}


def is_large(path: str) -> bool:
    return any(fnmatch(path, pattern) for pattern in LFS_PATTERNS)


def git_sha1(content: bytes) -> str:
    """Compute the sha1 by which git identifies a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def lfs_checksum(content: bytes) -> tuple[str, int]:
    """Return sha256 and size of a large file, or of the file that a pointer to Xet names."""
    pointer = re.fullmatch(POINTER.format(r"(\w{64})", r"(\d+)").encode(), content)
    if pointer:
        return pointer[1].decode(), int(pointer[2])
    return sha256(content), len(content)


def file_etag(path: str, content: bytes) -> str:
    """Return the ETag by which the client knows that it has a file already."""
    return lfs_checksum(content)[0] if is_large(path) else git_sha1(content)


def describe_file(path: str, content: bytes, blobs: bool) -> dict:
    """Describe a file in a repository's listing, with checksums if `blobs` is set."""
    if not blobs:
        return {"rfilename": path}
    if not is_large(path):
        return {"rfilename": path, "size": len(content), "blobId": git_sha1(content)}
    oid, size = lfs_checksum(content)
    stored = {"sha256": oid, "size": size, "pointerSize": 130}
    return {"rfilename": path, "size": size, "blobId": git_sha1(content), "lfs": stored}


def list_entries(files: dict[str, bytes], folder: str, recursive: bool) -> list[dict]:
    """List the files and folders below a folder."""
    entries = {}
    for path, content in files.items():
        for parent in reversed(PurePosixPath(path).parents[:-1]):
            name = str(parent)
            entries[name] = {"type": "directory", "oid": sha256(name.encode())[:40], "path": name}
        oid, size = lfs_checksum(content)
        entry = {"type": "file", "oid": git_sha1(content), "size": size, "path": path}
        stored = {"oid": oid, "size": size, "pointerSize": 130}
        entries[path] = entry | ({"lfs": stored} if is_large(path) else {})
    start = f"{folder}/" if folder else ""
    below = [entry for path, entry in entries.items() if path.startswith(start)]
    return [entry for entry in below if recursive or "/" not in entry["path"][len(start) :]]


def front_matter(card: bytes) -> dict:
    """Parse the metadata of a README.md.  Raises ValueError for invalid YAML."""
    text = card.decode()
    if not text.startswith("---\n"):
        return {}
    try:
        data = yaml.safe_load(text.removeprefix("---\n").split("\n---\n")[0])
    except yaml.YAMLError as error:
        raise ValueError(str(error)) from None
    if not isinstance(data, dict):
        raise ValueError("the metadata is not a table of names and values")
    return data
