"""What our own Hub keeps: repositories with commits, branches and tags, in memory."""

import hashlib
import time
from dataclasses import dataclass, field

LARGE = (".safetensors", ".png")        # kept as LFS files, by sha256


@dataclass
class Repo:
    """A repository: its commits, oldest first, each with all its files; branches and tags."""

    private: bool = False
    commits: list[tuple[str, dict[str, bytes]]] = field(default_factory=list)
    refs: dict[str, str] = field(default_factory=dict)

    def commit(self, files: dict[str, bytes]) -> str:
        """Add a commit on main; returns its sha."""
        oid = hashlib.sha1(f"{time.time_ns()}{sorted(files)}".encode()).hexdigest()
        self.commits.append((oid, files))
        self.refs["main"] = oid
        return oid

    def at(self, revision: str) -> tuple[str, dict[str, bytes]] | None:
        """The commit that a branch, tag or sha names."""
        wanted = self.refs.get(revision, revision)
        return next((commit for commit in self.commits if commit[0] == wanted), None)


def git_sha1(content: bytes) -> str:
    """How git names a file's content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
